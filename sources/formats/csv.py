"""CSV for spreadsheets: a row for each source, and no cell that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from sources.csl_dates import edtf_of_csl
from sources.csl_names import in_one_line
from sources.csl_numbers import recognised
from sources.csl_types import DATES, NAMES, NEEDS, TEXTS
from sources.formats.entries import Item

# With it, spreadsheets know that the file is UTF-8.
MARK = "\ufeff"
# Spreadsheets run what begins so, some of them after spaces, quotes or signs that nobody sees.
RUN = re.compile(r"[\s'\"‘’“”«»\u200b-\u200f\u2060\ufeff\x00]*[=+\-@＝＋－＠]|[\t\r\n]")


def write(items: Iterable[Item]) -> str:
    """The items as CSV (RFC 4180), with a row of heads."""
    return "".join(parts(items))


def parts(items: Iterable[Item]) -> Iterator[str]:
    """The same, a row at a time."""
    yield MARK + _row(COLUMNS)
    for item in items:
        yield _row([_cell(read(item)) for read in COLUMNS.values()])


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _cell(value: str) -> str:
    """A cell as text: an apostrophe before what would be run."""
    return f"'{value}" if RUN.match(value) else value


def _text(name: str) -> Callable[[Item], str]:
    return lambda item: str(item.get(name, ""))


def _names(name: str) -> Callable[[Item], str]:
    return lambda item: "; ".join(_name(one) for one in item.get(name, []))


def _name(one: dict[str, Any]) -> str:
    if "literal" in one:
        return str(one["literal"])
    parts = {
        "given": one.get("given"),
        "dropping": one.get("dropping-particle"),
        "particle": one.get("non-dropping-particle"),
        "family": one.get("family"),
        "suffix": one.get("suffix"),
        "comma_suffix": one.get("comma-suffix"),
    }
    return in_one_line(parts)


def _date(name: str) -> Callable[[Item], str]:
    return lambda item: edtf_of_csl(item[name]) if name in item else ""


def _custom(name: str) -> Callable[[Item], str]:
    return lambda item: str(item.get("custom", {}).get(name, ""))


def _number(name: str) -> Callable[[Item], str]:
    """A number that others know it by, also where only its address or another text says it."""

    def read(item: Item) -> str:
        given = str(item.get("custom", {}).get(name, ""))
        said = {variable: str(item.get(variable, "")) for variable in ("number", "note", "URL")}
        return given or recognised(name, said)[0]

    return read


def _publisher(item: Item) -> str:
    """Whoever stands behind it, whichever variable says so."""
    names = ("authority", "publisher", "container-title")
    if item["type"] in {"article-newspaper", "article-magazine", "article-journal"}:
        names = names[::-1]
    return next((str(item[name]) for name in names if item.get(name)), "")


FIRST: dict[str, Callable[[Item], str]] = {
    "key": _text("id"),
    "type": _text("type"),
    "title": _text("title"),
    "authors": _names("author"),
    "published by": _publisher,
    "issued": _date("issued"),
    "status": _text("status"),
    "URL": _text("URL"),
    "archived URL": _custom("archived-url"),
    "original URL": _custom("original-url"),
    "language": _text("language"),
    "DOI": _text("DOI"),
    "ECLI": _number("ecli"),
    "CELEX": _number("celex"),
    "docket": lambda item: (
        str(item.get("number", "")) if item["type"] == "legal_case" else _custom("docket")(item)
    ),
    "note": _text("note"),
}
NEEDED = {*chain.from_iterable(NEEDS.values()), "publisher", "container-title", "authority"}
COLUMNS = {
    **FIRST,
    **{name: _text(name) for name in sorted(TEXTS & NEEDED, key=str.casefold)},
    **{name: _date(name) for name in sorted(DATES & NEEDED)},
    **{name: _names(name) for name in sorted(NAMES & NEEDED)},
}
