"""CSL-JSON: a list of items, as Zotero writes it."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from sources.formats.entries import Found, Item, Malformed

SPACE = " \t\r\n"


def read(text: str) -> Iterator[Found]:
    """Each item with its line, one at a time. Raises Malformed where the file breaks off."""
    text = text.removeprefix("\ufeff")
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    where = _Place(text)
    at = where.skip(0)
    if text[at : at + 1] == "{":
        yield from _one_or_items(text, decoder, where, at)
        return
    if text[at : at + 1] != "[":
        raise Malformed(where.line(at), _("A file of CSL-JSON begins with [ or {."))
    at = where.skip(at + 1)
    if text[at : at + 1] == "]":
        where.end(at + 1)
        return
    while True:
        line = where.line(at)
        value, at = _decoded(text, decoder, where, at)
        yield Found(line, _item(value, line))
        at = where.skip(at)
        mark = text[at : at + 1]
        if mark == "]":
            where.end(at + 1)
            return
        if mark != ",":
            raise Malformed(where.line(at), _("Here a comma or ] is missing."))
        at = where.skip(at + 1)


def write(items: Iterable[Item]) -> str:
    """A list of items, one a line."""
    return "".join(parts(items))


def parts(items: Iterable[Item]) -> Iterator[str]:
    """The same, an item at a time."""
    before = "[\n"
    for item in items:
        yield before + json.dumps(item, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


class _Place:
    """Lines counted on the way through a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at, self._line = 0, 1

    def line(self, at: int) -> int:
        """The line of a place, no earlier than the last one asked for."""
        self._line += self.text.count("\n", self._at, at)
        self._at = max(at, self._at)
        return self._line

    def skip(self, at: int) -> int:
        """The next place that is no space."""
        while self.text[at : at + 1] and self.text[at] in SPACE:
            at += 1
        return at

    def end(self, at: int) -> None:
        """Refuse whatever follows the end."""
        at = self.skip(at)
        if at < len(self.text):
            raise Malformed(self.line(at), _("The list has ended here, and something follows."))


def _one_or_items(text: str, decoder: json.JSONDecoder, where: _Place, at: int) -> Iterator[Found]:
    """A single item, or an object that holds a list of them under `items`."""
    line = where.line(at)
    value, at = _decoded(text, decoder, where, at)
    where.end(at)
    if isinstance(value.get("items"), list):
        yield from (Found(line, _item(one, line)) for one in value["items"])
    else:
        yield Found(line, value)


def _decoded(text: str, decoder: json.JSONDecoder, where: _Place, at: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, at)
    except json.JSONDecodeError as error:
        reason = _("This is no JSON: %s.") % error.msg
        raise Malformed(where.line(min(error.pos, len(text))), reason) from error
    except (RecursionError, ValueError) as error:
        raise Malformed(where.line(at), _("This is no JSON: %s.") % error) from error


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _item(value: Any, line: int) -> Item:
    if not isinstance(value, dict):
        raise Malformed(line, _("An item is an object: { … }."))
    return value
