"""What people write for a date, read as EDTF; anything that could mean two days is refused."""

import re
from collections.abc import Callable

from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.translation import gettext as _

ENGLISH = (
    "january february march april may june july august september october november december"
).split()
SHORT = {**{name[:3]: number for number, name in enumerate(ENGLISH, 1)}, "sept": 9}


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
    if re.fullmatch(r"[0-9]{4}/[0-9]{1,2}", text):
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
        words = {"word": f"{day} {ENGLISH[month - 1].title()} {year}", "day": ""}
        words["day"] = f"{year}-{month:02d}-{day:02d}"
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
