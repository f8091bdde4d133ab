"""Dates between CSL-JSON and the ledger's vague dates: never read more exactly than given."""

import re
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from record.vague import VagueDate
from record.vague_text import Part

UNDATED = {"n.d.", "n. d.", "nd", "no date", "undated", "s.d.", "s. d.", "o.j.", "б.д.", "б. д."}
SEASONS = r"(?:spring|summer|autumn|fall|winter)"


class DateRead(NamedTuple):
    """A date as the ledger keeps it, None where it says none; `left` is what it had besides."""

    date: VagueDate | None
    left: tuple[str, ...] = ()


def read_date(value: Any) -> DateRead:
    """The vague date of a CSL date: parts, a range, `raw`, `literal` or an EDTF string.

    A season is left out and told of: the year that it stands in is known. Raises ValueError with
    a sentence for what is only about right, and for whatever is no date.
    """
    if not isinstance(value, dict):
        return _read_text(value)
    if str(value.get("circa") or "").casefold() not in {"", "0", "false"}:
        raise ValueError(_about())
    if value.get("date-parts"):
        edtf = _edtf(value["date-parts"])
        left = tuple(name for name in ("season", "literal", "raw", "edtf") if value.get(name))
        return DateRead(VagueDate.parse(edtf) if edtf else None, left)
    text = next((value[name] for name in ("edtf", "raw", "literal") if value.get(name)), "")
    read = _read_text(text)
    return read._replace(left=("season",)) if value.get("season") else read


def csl_date(edtf: str) -> dict[str, Any]:
    """EDTF text as a CSL date. Processors know an open end as nought, an open beginning not.

    What is no EDTF goes out as it stands: one row must not keep a whole list from going out.
    """
    try:
        date = VagueDate.parse(edtf)
    except ValueError:
        return {"literal": edtf}
    if date.start is None:
        return {"raw": edtf}
    if date.end is None:
        return {"date-parts": [_parts(date.start), [0]]}
    ends = [date.start] if date.start == date.end else [date.start, date.end]
    return {"date-parts": [_parts(end) for end in ends]}


def edtf_of_csl(value: dict[str, Any]) -> str:
    """The EDTF text of a date that `csl_date` wrote."""
    if "date-parts" in value:
        return _edtf(value["date-parts"])
    return str(value.get("raw") or value.get("literal") or "")


def _parts(part: Part) -> list[int]:
    return [figures for figures in part if figures]


def _read_text(value: Any) -> DateRead:
    text = " ".join(str(value or "").split())
    if not text or text.casefold() in UNDATED:
        return DateRead(None, ("literal",) if text else ())
    if re.search(r"[~?%]$|[~%]|\d\?|^(?:c|ca|circa|about|approx)\b\.?", text, re.IGNORECASE):
        raise ValueError(_("“%(text)s”: %(why)s") % {"text": text, "why": _about()})
    season = re.fullmatch(rf"{SEASONS},? (?:of )?(\d{{4}})", text, re.IGNORECASE)
    season = season or re.fullmatch(r"(\d{4})-(?:2[1-9]|3\d|4[01])", text)
    if season:
        return DateRead(VagueDate.parse(season[1]), ("season",))
    # A moment is kept as its day, and what a database writes for "not known" as not known.
    text = re.sub(r"^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*$", r"\1", text)
    text = re.sub(r"(?:-00)+$", "", text)
    try:
        start, slash, end = text.partition("/")
        if slash and start == end:
            return DateRead(VagueDate.read(start))
        return DateRead(VagueDate.read(text))
    except ValueError as refusal:
        raise ValueError(_("“%(text)s”: %(why)s") % {"text": text, "why": refusal}) from None


def _edtf(ends: Any) -> str:
    """The EDTF text of `date-parts`; "" where they name no year. Nought stands for an open end."""
    if not isinstance(ends, list) or not all(isinstance(end, list) for end in ends):
        raise ValueError(_("A date’s parts are lists of a year, a month and a day."))
    if not 1 <= len(ends) <= 2:
        raise ValueError(_("A date has one day or two: where it begins and where it ends."))
    written = [_written(end) for end in ends]
    if not any(written):
        return ""
    if len(written) == 1 or written[0] == written[1]:
        return written[0]
    return "/".join(end or ".." for end in written)


def _written(end: list[Any]) -> str:
    figures = []
    for part in end[:3]:
        text = str(part if part is not None else "").strip()
        if text in {"", "0", "00", "0000"}:
            break
        if not re.fullmatch(r"\d{1,4}", text):
            raise ValueError(_("“%s” is no year, month or day in figures.") % text)
        figures.append(int(text))
    widths = ("04d", "02d", "02d")
    return "-".join(format(figure, width) for figure, width in zip(figures, widths, strict=False))


def _about() -> str:
    return _("That is only about right. Write the span that it lies in, as in 1998/2002.")
