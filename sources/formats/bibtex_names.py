"""Names and dates as BibTeX writes them: `von Family, Suffix, Given and {A Body}`."""

import re
from typing import Any

from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from sources.csl_dates import edtf_of_csl
from sources.formats.latex import decoded, encoded

Name = dict[str, Any]
WHOLE = re.compile(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def names_field(names: list[Name]) -> str:
    """The field of a list of names."""
    return " and ".join(_written(name) for name in names)


def read_names(field: str) -> tuple[list[Name], bool]:
    """The names in a field, and whether it says that there are others."""
    lines = split_multiple_persons_names(" ".join(field.split()))
    names = [_read(line) for line in lines if line and line != "others"]
    return [name for name in names if name], "others" in lines


def date_field(date: dict[str, Any]) -> str:
    """The field of a date. BibLaTeX leaves an open end empty."""
    return edtf_of_csl(date).replace("..", "")


def read_date(fields: dict[str, str]) -> str:
    """The text of a date for `raw`, from `date`, or from `year`, `month` and `day`."""
    if fields.get("date"):
        return open_ended(fields["date"])
    year, month = fields.get("year", "").strip(), fields.get("month", "").strip().casefold()
    if not month:
        return year
    found = next((at for at, name in enumerate(MONTHS, 1) if re.match(name, month)), 0)
    number = str(found) if found else month
    if not number.isdecimal():
        return f"{month} {year}"
    day = fields.get("day", "").strip()
    rest = re.search(r"\d{1,2}", month) if found and not day else None
    return "-".join(
        part.zfill(2) for part in (year, number, day or (rest[0] if rest else "")) if part
    )


def open_ended(date: str) -> str:
    """A date of BibLaTeX as EDTF writes it: an empty end is an open one."""
    date = date.strip()
    if date.endswith("/"):
        date += ".."
    return f"..{date}" if date.startswith("/") else date


def _written(name: Name) -> str:
    if "literal" in name:
        return "{" + encoded(name["literal"]) + "}"
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"))
    von = " ".join(str(word) for word in particles if word)
    family = _guarded(name.get("family", ""), small=True)
    parts = [f"{encoded(von)} {family}".strip()]
    if name.get("suffix"):
        parts.append(_guarded(name["suffix"]))
    if name.get("given") or len(parts) > 1:
        parts.append(_guarded(name.get("given", "")))
    return ", ".join(parts)


def _guarded(text: str, *, small: bool = False) -> str:
    """A part of a name, in braces where BibTeX would take it apart."""
    parted = re.search(r",|\band\b", text) or (small and text[:1].islower())
    return "{" + encoded(text) + "}" if parted else encoded(text)


def _read(line: str) -> Name | None:
    if WHOLE.fullmatch(line):
        body = decoded(line)
        return {"literal": body} if body else None
    parts = parse_single_name_into_parts(line, strict=False)
    words = {
        "family": parts.last,
        "given": parts.first,
        "non-dropping-particle": parts.von,
        "suffix": parts.jr,
    }
    return {part: text for part, held in words.items() if (text := decoded(" ".join(held)))}
