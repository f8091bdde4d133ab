"""What people write for a date, read as EDTF; anything that could mean two days is refused."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.translation import gettext as _

ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SHORT = {**{name[:3]: number for number, name in enumerate(ENGLISH, 1)}, "sept": 9}


class Part(NamedTuple):
    """A year, a month of it or a day of that; nought where it is not known."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> "Part":
        """Read `2024`, `2024-09` or `2024-09-24`. Raises ValueError with a sentence."""
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
            raise ValueError(not_a_date())
        part = cls(*(int(figures) for figures in text.split("-")))
        try:
            dt.date(part.year, part.month or 1, part.day or 1)
        except ValueError:
            raise ValueError(_("There is no such date as %s.") % text) from None
        if text.endswith("-00"):
            raise ValueError(_("There is no such date as %s.") % text)
        return part

    @property
    def lower(self) -> dt.date:
        """The first day that it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def upper(self) -> dt.date:
        """The last day that it can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def words(self) -> str:
        """As a page says it: 24 September 2024, September 2024 or 2024."""
        year = {"year": f"{self.year:04d}"}
        if self.day:
            words = {"day": self.day, "month": MONTHS_ALT[self.month], **year}
            return _("%(day)d %(month)s %(year)s") % words
        if self.month:
            return _("%(month)s %(year)s") % {"month": MONTHS[self.month], **year}
        return year["year"]


def edtf_of(text: str) -> str:
    """What `text` says as EDTF; whether there is such a day is not looked at here.

    Raises ValueError with a sentence for the person.
    """
    text = " ".join(text.split()).strip().casefold()
    if "/" in text and not re.search(r"\d/\d{1,2}/\d|^\d{1,2}/\d{4}$", text):
        return _slashed(text)
    return _span(text) or _open(text) or _one(text)


def not_a_date() -> str:
    """The sentence for whatever cannot be read."""
    return _("Not a date. Write 2025, 2025-03 or 2025-03-14.")


def _slashed(text: str) -> str:
    """EDTF's own interval. `2024/9` is none: it would be read as two years."""
    start, _slash, end = text.partition("/")
    if re.fullmatch(r"[0-9]{4}/(0?[1-9]|1[0-2])", text):
        raise ValueError(_("Not clear. Write %s for the month.") % f"{start}-{int(end):02d}")
    ends = (end if end == ".." else _one(end) for end in (start.strip(), end.strip()))
    return "/".join(ends)


def _span(text: str) -> str:
    """`2022-2025`, `2022–2025`, `May 2022 to June 2023`; "" where it is none of them."""
    found = re.fullmatch(r"([0-9]{4}) ?- ?([0-9]{4})", text) or re.fullmatch(
        r"(.+?)(?: ?[–—] ?| - | to )(.+)", text
    )
    return f"{_one(found[1])}/{_one(found[2])}" if found else ""


def _open(text: str) -> str:
    """`since 2020` and `until September 2024`; "" where it is neither."""
    word, _space, rest = text.partition(" ")
    if word == "since":
        return f"{_one(rest)}/.."
    return f"../{_one(rest)}" if word == "until" else ""


def _one(text: str) -> str:
    """A year, month or day."""
    for pattern, read in _FORMS:
        found = re.fullmatch(pattern, text)
        if found:
            return read(*found.groups())
    raise ValueError(not_a_date())


def _year_first(year: str, month: str | None, day: str | None) -> str:
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])


def _month_and_year(month: str, year: str) -> str:
    return _year_first(year, month, None)


def _figures(first: str, _mark: str, second: str, year: str) -> str:
    """`24/9/2024`: the day comes first, and must be seen to."""
    day, month = int(first), int(second)
    if day != month and day <= 12 and month <= 12:
        date = Part(int(year), month, day)
        words = {"word": date.words(), "day": _year_first(year, second, first)}
        raise ValueError(
            _("Not clear which is the month. Write %(word)s or %(day)s, if that is the day.")
            % words
        )
    if month > 12:
        raise ValueError(not_a_date())
    return _year_first(year, second, first)


def _day_first(day: str, month: str, year: str) -> str:
    return _year_first(year, str(_month(month)), day)


def _month_first(month: str, day: str, year: str) -> str:
    return _day_first(day, month, year)


def _named_month(month: str, year: str) -> str:
    return _year_first(year, str(_month(month)), None)


def _month(name: str) -> int:
    """The number of a month by its English name, or by the name in the reader's language."""
    if name in SHORT:
        return SHORT[name]
    if name in ENGLISH:
        return ENGLISH.index(name) + 1
    for table in (MONTHS, MONTHS_ALT):
        for number, word in table.items():
            if str(word).casefold() == name:
                return number
    raise ValueError(not_a_date())


_DAY, _NAME, _YEAR = r"([0-9]{1,2})(?:st|nd|rd|th)?", r"([^\W\d_]+)\.?", r"([0-9]{4})"
_FORMS: list[tuple[str, Callable[..., str]]] = [
    (r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", _year_first),
    (r"([0-9]{1,2})([/.]) ?([0-9]{1,2})\2 ?([0-9]{4})\.?", _figures),
    (r"([0-9]{1,2})[/.]([0-9]{4})", _month_and_year),
    (rf"{_DAY} {_NAME},? {_YEAR}", _day_first),
    (rf"{_NAME} {_DAY},? {_YEAR}", _month_first),
    (rf"{_NAME},? {_YEAR}", _named_month),
]
