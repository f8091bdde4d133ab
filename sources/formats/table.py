"""The formats there are, and which of them a text is in."""

from types import ModuleType
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from sources.formats import csl_json


class Format(NamedTuple):
    """A way to write citations. `ending` is that of its files and addresses."""

    name: str
    label: str
    ending: str
    media_type: str
    module: ModuleType
    is_read: bool = True


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("csl-json", "CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
    )
}


def recognise(text: str) -> Format | None:
    """The format of a pasted block or a file that can be read, or None where it is in none."""
    start = text.removeprefix("\ufeff").lstrip()[:2000]
    if start.startswith(("[", "{")):
        return FORMATS["csl-json"]
    return None
