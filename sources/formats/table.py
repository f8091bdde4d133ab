"""The formats there are, and which of them a text is in."""

import re
from importlib import import_module
from types import ModuleType
from typing import NamedTuple


class Format(NamedTuple):
    """A way to write citations. `ending` is that of its files and addresses."""

    name: str
    label: str
    ending: str
    media_type: str

    @property
    def module(self) -> ModuleType:
        """What has `write(items)` and, for the same a piece at a time, `parts(items)`.

        All but that of CSV also have `read(text)`. It is loaded when it is first used: every
        command would pay for libraries that few of them need.
        """
        return import_module(f"sources.formats.{self.name.replace('-', '_')}")


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("csl-json", "CSL-JSON", "json", "application/vnd.citationstyles.csl+json"),
        Format("ris", "RIS", "ris", "application/x-research-info-systems"),
        Format("bibtex", "BibTeX", "bib", "application/x-bibtex"),
        Format("csv", "CSV", "csv", "text/csv"),
    )
}
ENDINGS = {one.ending: one for one in FORMATS.values()}


def recognise(text: str) -> Format | None:
    """The format of a pasted block or a file that can be read, or None where it is in none."""
    start = text.removeprefix("\ufeff").lstrip()
    if start.startswith(("[", "{")):
        return FORMATS["csl-json"]
    if re.match(r"(?:\d+\.?\s+)?TY {1,2}-", start):
        return FORMATS["ris"]
    # Whatever stands before the first entry is a comment of BibTeX.
    if re.search(r"^[ \t]*@[ \t]*\w+[ \t]*[{(]", start[:100_000], re.MULTILINE):
        return FORMATS["bibtex"]
    return None
