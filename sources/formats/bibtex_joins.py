"""Values of BibTeX that are put together with `#`, and why an entry cannot be read."""

import re
from collections.abc import Iterator
from typing import Any

from bibtexparser.library import Library
from bibtexparser.model import Entry
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MARK = re.compile(r"(?<!\\)[{}\"#]")
# What the library says, and how it is told.
REASONS: dict[str, Promise] = {
    "Unexpectedly reached end": _("it has no end. A “}” or a quotation mark is missing."),
    "Unexpected block start": _(
        "the next entry begins before this one ends. A “}” or a quotation mark is missing."
    ),
    "Expected a `=`": _("it has a field without “=” after its name, or a comma too many."),
    "Expected comma": _("no comma stands after its key."),
    "Expected either": _("a comma is missing between two of its fields."),
    "Expected equals": _("no “=” stands after its name."),
}


class NotDefined(Exception):
    """A value is put together from a name that no @string before it defines."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(name)
        self.name = name
        self.line = line


def put_together(library: Library) -> None:
    """Write every joined value of `library`, its strings' first, as the one text that it makes.

    Raises NotDefined.
    """
    known: dict[str, str] = {}
    for one in library.strings:
        one.value = _joined(one, known)
        known[one.key.lower()] = one.value
    doubled = (getattr(block, "ignore_error_block", None) for block in library.failed_blocks)
    for entry in [*library.entries, *(one for one in doubled if isinstance(one, Entry))]:
        for field in entry.fields:
            field.value = _joined(field, known)


def reason(error: Any) -> str:
    """Why the library gave an entry up, in a sentence."""
    said = str(getattr(error, "abort_reason", "") or error)
    told = (str(words) for begins, words in REASONS.items() if said.startswith(begins))
    return next(told, said)


def _joined(held: Any, known: dict[str, str]) -> Any:
    """The value of a string or a field, in braces if it was joined, as it was otherwise."""
    parts = [part.strip() for part in _parts(held.value)] if isinstance(held.value, str) else []
    if len(parts) < 2:
        return known.get(held.value.lower(), held.value) if parts else held.value
    texts = []
    for part in parts:
        is_text = part[:1] in {"{", '"'} or part.isdecimal()
        if not is_text and part.lower() not in known:
            raise NotDefined(part, held.start_line or 0)
        texts.append(_bare(part if is_text else known[part.lower()]))
    return "{" + "".join(texts) + "}"


def _parts(value: str) -> Iterator[str]:
    """What stands between the `#` that are in no braces and no quotation marks."""
    depth, is_quoted, begun = 0, False, 0
    for mark in MARK.finditer(value):
        sign = mark.group()
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == '"' and depth == 0:
            is_quoted = not is_quoted
        elif sign == "#" and depth == 0 and not is_quoted:
            yield value[begun : mark.start()]
            begun = mark.end()
    yield value[begun:]


def _bare(part: str) -> str:
    return part[1:-1] if part[:1] in {"{", '"'} else part
