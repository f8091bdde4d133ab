"""Watch items as readers see them: an item with what was said of it, at one reading."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from record.clock import Reading, desk_day
from record.kinds import Data, Kind
from record.models import Subject
from record.vague import VagueDate
from tracker.history import Said, live, standing_on
from tracker.lane_entries import Entry, entries
from tracker.statuses import FINAL, ChangeType
from tracker.trace import Step

# What belongs to an item, and where it is kept.
BELONGING: dict[str, str] = {
    Kind.STATUS_CHANGE: "changes",
    Kind.MILESTONE: "milestones",
    Kind.EVENT: "events",
}
# What is said on the board.
BOARD = (Kind.ITEM, *BELONGING)


def said(row: Subject) -> Said:
    """A public status change as the rules of the history need it."""
    data = row.data
    return Said(
        uuid=row.uuid,
        order=row.first_seq,
        type=data["type"],
        status=data["status"],
        effective=VagueDate.parse(data["effective"]) if data["effective"] else None,
        supersedes=UUID(data["supersedes"]) if data["supersedes"] else None,
        headline=data["headline"],
    )


@dataclass(frozen=True)
class Standing:
    """A status and since when, as a page says it."""

    status: str
    since: VagueDate
    headline: str
    said_on: dt.date
    change: Subject | None = None

    @property
    def is_final(self) -> bool:
        """Whether the question is answered or closed."""
        return self.status in FINAL


def stood(changes: Sequence[Subject], day: dt.date) -> Standing | None:
    """The status on `day` by these statements alone; None before the first took effect."""
    found = standing_on([said(row) for row in changes], day)
    if found is None or found.effective is None:
        return None
    change = next(row for row in changes if row.uuid == found.uuid)
    on = desk_day(change.first_at)
    return Standing(str(found.status), found.effective, found.headline, on, change)


@dataclass
class Shown(ABC):
    """One item as lists show it: the status that holds at a reading, and its strip."""

    item: Subject
    today: dt.date
    milestones: list[Subject] = field(default_factory=list)
    later: Standing | None = None

    @property
    @abstractmethod
    def standing(self) -> Standing | None:
        """The status that holds on the reading's day."""

    @property
    @abstractmethod
    def live(self) -> Sequence[Step]:
        """The statements that count, in the order in which they took effect."""

    @property
    @abstractmethod
    def looks(self) -> list[dt.date]:
        """The days on which somebody looked, until today.

        Every statement is a look too; only taking one back looks at the record alone.
        """

    @property
    def data(self) -> Data:
        """The item's payload."""
        return self.item.data

    @property
    def status(self) -> str:
        """The status that holds, or "" before the first took effect."""
        return self.standing.status if self.standing else ""

    @property
    def last_looked(self) -> dt.date | None:
        """The last of the days on which somebody looked."""
        return self.looks[-1] if self.looks else None

    @property
    def days_since_look(self) -> int:
        """How long ago that was, in days."""
        return (self.today - self.last_looked).days if self.last_looked else 0

    @property
    def is_overdue(self) -> bool:
        """Whether an open item has not been looked at within its review interval."""
        if self.standing is None or self.standing.is_final:
            return False
        return self.days_since_look > int(self.data["review_days"])

    @property
    def expected(self) -> Entry | None:
        """What is expected next: of what has not happened, the one with the earliest date."""
        found = entries([row.data for row in self.milestones], [])
        return next((one for one in found if not one.has_happened), None)

    @property
    def first_year(self) -> int:
        """The year in which its history begins; of a day before that, that day's."""
        starts = (step.effective.lower for step in self.live if step.effective)
        return min([self.today.year, *(day.year for day in starts if day)])


@dataclass
class Watched(Shown):
    """One item, with its statements, milestones and events as they stood at the reading."""

    changes: list[Subject] = field(default_factory=list)
    events: list[Subject] = field(default_factory=list)

    @cached_property
    def standing(self) -> Standing | None:
        """The status that holds on the reading's day."""
        return self.standing_at(None)

    def standing_at(self, seq: int | None) -> Standing | None:
        """The status that stood at the entry `seq`, or now: “then” of an article's watch list."""
        rows = [row for row in self.changes if seq is None or row.first_seq <= seq]
        return stood(rows, self.today if seq is None else dt.date.max)

    @cached_property
    def live(self) -> list[Said]:
        """The statements that count, in the order in which they took effect."""
        return live(said(row) for row in self.changes)

    @cached_property
    def looks(self) -> list[dt.date]:
        """The days on which somebody looked, until today."""
        looked = (row for row in self.changes if row.data["type"] != ChangeType.RETRACTION)
        days = {desk_day(row.first_at) for row in looked}
        return sorted(day for day in days if day <= self.today)


def watched(reading: Reading, items: Iterable[Subject]) -> list[Watched]:
    """`items` with everything that belongs to them: one query, however many there are."""
    found = list(items)
    rows = Subject.objects.at(reading.seq).public().told().filter(belonging(found))
    return watched_among(reading, found, rows if found else ())


def belonging(items: Iterable[Subject]) -> Q:
    """What belongs to `items`, as a condition for a query that asks for more."""
    return Q(kind__in=BELONGING, parent__in=[item.uuid for item in items])


def watched_among(
    reading: Reading, items: Iterable[Subject], rows: Iterable[Subject]
) -> list[Watched]:
    """`items` with what belongs to them among `rows`. No query.

    Events after the reading's day are left out. Statements are not: one that took effect later may
    correct one that seemed to hold before.
    """
    found = {item.uuid: Watched(item, reading.today) for item in items}
    for row in sorted(rows, key=lambda row: row.first_seq):
        if row.kind == Kind.EVENT and (row.sort_date or dt.date.min) > reading.today:
            continue
        if row.parent in found and row.kind in BELONGING:
            getattr(found[row.parent], BELONGING[row.kind]).append(row)
    return list(found.values())


def first_year(shown: Iterable[Shown], today: dt.date) -> int:
    """The year at which the strips of a page begin: all share one axis."""
    return min((one.first_year for one in shown), default=today.year)
