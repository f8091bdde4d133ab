"""What was expected and what has happened, from public payloads, and how far it has slipped."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from record.vague import VagueDate

DAYS_IN_MONTH = 30.4375


@dataclass(frozen=True)
class Dated:
    """One date of something expected, as it was asserted. An event's is an actual one."""

    role: str
    date: VagueDate
    asserted_by: str = ""
    reason: str = ""

    def role_words(self) -> str:
        """Which of its dates this is."""
        words = {"baseline": _("first given"), "forecast": _("expected"), "actual": _("happened")}
        return words[self.role]


@dataclass
class Entry:
    """A milestone or an event, with its dates in the order in which they were given."""

    title: str
    lane: str
    dates: list[Dated]
    number: int = 0

    @property
    def current(self) -> Dated | None:
        """The date that counts: the last one given, which is the actual one once there is one."""
        return self.dates[-1] if self.dates else None

    @property
    def has_happened(self) -> bool:
        """Whether the date that counts is the day on which it happened."""
        return self.current is not None and self.current.role == "actual"

    @property
    def slip(self) -> str:
        """How far it has slipped since the first date given, in words; "" where it has not."""
        if len(self.dates) < 2:
            return ""
        return slip_words(self.dates[0].date, self.dates[-1].date)

    def date_words(self, today: dt.date) -> str:
        """The date that counts in words, or that there is none."""
        if self.current is None:
            return _("no date given")
        date = self.current.date
        is_month = date.start is not None and date.start == date.end and date.start.month > 0
        # “2022” beside a thing that happened could be read as all of that year.
        if self.current.role == "actual" and not is_month:
            return date.some_time()
        return date.words_on(today)

    def told(self, today: dt.date) -> str:
        """That date with what kind of date it is, where it is not the actual one."""
        if self.current is None or self.current.role == "actual":
            return self.date_words(today)
        words = {"role": self.current.role_words(), "date": self.date_words(today)}
        return _("%(role)s %(date)s") % words


def entries(milestones: Iterable[dict[str, Any]], events: Iterable[dict[str, Any]]) -> list[Entry]:
    """The payloads of milestones and events as entries, the earliest first, the undated last."""
    found = [milestone_entry(data) for data in milestones]
    found += [
        Entry(data["headline"], data["lane"], [Dated("actual", VagueDate.parse(data["date"]))])
        for data in events
    ]
    return sorted(found, key=_place)


def slip_words(first: VagueDate, last: VagueDate) -> str:
    """From `first` to `last`: a range of months where they are vague, days where it is short."""
    is_earlier, span = _shift(first, last)
    words = _("%s early") if is_earlier else _("slip %s")
    return words % span if span else ""


def moved_words(before: VagueDate, after: VagueDate) -> str:
    """How far a date has moved from the one before it; "" where that cannot be said."""
    is_earlier, span = _shift(before, after)
    words = _("%s earlier") if is_earlier else _("%s later")
    return words % span if span else ""


def _shift(first: VagueDate, last: VagueDate) -> tuple[bool, str]:
    """Whether `last` is the earlier one, and by how much; "" where that is none or not known."""
    if first == last or not (first.lower and first.upper and last.lower and last.upper):
        return False, ""
    least, most = (last.lower - first.upper).days, (last.upper - first.lower).days
    return (True, _span(-most, -least)) if most <= 0 else (False, _span(least, most))


def _span(least: int, most: int) -> str:
    """`18 to 21 months`; `up to 4 months` where it may be none at all."""
    unit, days = ("months", DAYS_IN_MONTH) if most >= 45 else ("days", 1.0)
    low, high = round(least / days), round(most / days)
    counted = (
        ngettext("%(count)d month", "%(count)d months", high)
        if unit == "months"
        else ngettext("%(count)d day", "%(count)d days", high)
    ) % {"count": high}
    if low == high:
        return counted
    if low <= 0:
        return _("up to %s") % counted
    return _("%(least)d to %(most)s") % {"least": low, "most": counted}


def milestone_entry(data: dict[str, Any]) -> Entry:
    """The payload of a milestone as an entry."""
    dates = [
        Dated(
            role=given["role"],
            date=VagueDate.parse(given["date"]),
            asserted_by=given.get("asserted_by", ""),
            reason=given.get("reason", ""),
        )
        for given in data["dates"]
    ]
    return Entry(data["title"], data["lane"], dates)


def _place(entry: Entry) -> tuple[dt.date, dt.date, str]:
    return entry.current.date.key if entry.current else (dt.date.max, dt.date.max, "")
