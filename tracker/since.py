"""What changed since: of watch items, by what was said after a day, a moment or an entry."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from record.clock import BadMoment, Reading
from record.models import Subject
from record.moments import NUMBER, moment_been, number_been
from tracker.watched import Standing, Watched, stood

CORRECTING = frozenset({"correction", "retraction"})


@dataclass(frozen=True)
class Since:
    """Where the comparison begins: the end of a `day`, a moment, or an entry of the record."""

    asked: str
    day: dt.date | None
    moment: dt.datetime | None
    seq: int = 0

    @classmethod
    def read(cls, asked: str, present: Reading) -> "Since":
        """`?since=`, which takes what `?known_at=` takes. Raises BadMoment for all else."""
        try:
            if NUMBER.fullmatch(asked):
                return cls(asked, None, None, number_been(present.seq, asked))
            moment, day = moment_been(asked)
        except BadMoment as error:
            raise BadMoment(str(error), "since") from None
        return cls(asked, day, moment)

    @property
    def sql(self) -> str:
        """The number that the record stood at then, for a query that is given `value`."""
        if self.moment is None:
            return "%(since)s"
        return (
            "coalesce((SELECT seq FROM record_entry WHERE recorded_at <= %(since)s"
            " ORDER BY recorded_at DESC, seq DESC LIMIT 1), 0)"
        )

    @property
    def value(self) -> int | dt.datetime:
        """The number or the moment."""
        return self.seq if self.moment is None else self.moment

    def precedes(self, seq: int, at: dt.datetime) -> bool:
        """Whether the entry `seq`, made `at`, came after it."""
        return seq > self.seq if self.moment is None else at > self.moment


@dataclass(frozen=True)
class Changed:
    """One item, and what was said of it after `since`."""

    one: Watched
    since: Since

    @property
    def item(self) -> Subject:
        """The item itself."""
        return self.one.item

    @cached_property
    def before(self) -> Standing | None:
        """The status of the same day, by what was known then."""
        known = [row for row in self.one.changes if not self._is_new(row)]
        return stood(known, self.one.today)

    @property
    def after(self) -> Standing | None:
        """The status by what is known at the reading."""
        return self.one.standing

    @property
    def has_moved(self) -> bool:
        """Whether another status holds than did, or the same since another day."""
        held, holds = self.before, self.after
        if held is None or holds is None:
            return held is not holds
        return (held.status, held.since) != (holds.status, holds.since)

    @property
    def is_new(self) -> bool:
        """Whether the question itself became public after it."""
        return self._is_new(self.item)

    @cached_property
    def statements(self) -> list[Subject]:
        """The statuses said, the latest first; neither looks nor corrections."""
        return self._said(lambda row: bool(row.data["status"]) and not _corrects(row))

    @cached_property
    def corrections(self) -> list[Subject]:
        """The corrections and retractions, the latest first."""
        return self._said(_corrects)

    @cached_property
    def looks(self) -> list[Subject]:
        """The looks at which nothing had changed, the latest first."""
        return self._said(lambda row: row.data["type"] == "check")

    @cached_property
    def added(self) -> list[Subject]:
        """The events and milestones that were added, the latest first."""
        return _latest(row for row in self._expected if self._is_new(row))

    @cached_property
    def updated(self) -> list[Subject]:
        """What had been said before and was said again: with more evidence, with a new date."""
        rows = [self.item, *self.one.changes, *self._expected]
        again = (row for row in rows if not self._is_new(row) and self._is_later(row))
        return sorted(again, key=lambda row: row.since, reverse=True)

    @property
    def last_seq(self) -> int:
        """The number of the last thing said of it; 0 where nothing was."""
        new = [*self.statements, *self.corrections, *self.looks, *self.added]
        numbers = [row.first_seq for row in new] + [row.since for row in self.updated]
        return max(numbers, default=self.item.first_seq if self.is_new else 0)

    @property
    def _expected(self) -> list[Subject]:
        return [*self.one.events, *self.one.milestones]

    def _said(self, chosen: Callable[[Subject], bool]) -> list[Subject]:
        return _latest(row for row in self.one.changes if self._is_new(row) and chosen(row))

    def _is_new(self, row: Subject) -> bool:
        return self.since.precedes(row.first_seq, row.first_at)

    def _is_later(self, row: Subject) -> bool:
        return self.since.precedes(row.since, row.entry.recorded_at)


def changed(shown: Iterable[Watched], since: Since) -> list[Changed]:
    """Those of `shown` that something was said of after `since`, the latest first. No query."""
    found = [Changed(one, since) for one in shown]
    return sorted((one for one in found if one.last_seq), key=lambda one: -one.last_seq)


def _corrects(row: Subject) -> bool:
    return row.data["type"] in CORRECTING


def _latest(rows: Iterable[Subject]) -> list[Subject]:
    return sorted(rows, key=lambda row: row.first_seq, reverse=True)
