"""The second clock: at which entry a page or an answer is read."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from record.asking import Question
from record.heads import Standing, Then, standing
from record.kinds import Kind, State
from record.merges import FOLLOWING, among, is_any
from record.models import Subject, SubjectQuerySet
from record.moments import (
    NUMBER,
    BadMoment,
    day_been,
    desk_day,
    moment_been,
    now,
    number_been,
)

__all__ = [
    "BadMoment",
    "Gone",
    "Moved",
    "Reading",
    "Standing",
    "Then",
    "desk_day",
    "now",
    "read_at",
    "read_now",
    "standing",
]


class Gone(Exception):
    """What stood here was withdrawn or erased. `subject` is its tombstone."""

    def __init__(self, subject: Subject) -> None:
        super().__init__(str(subject))
        self.subject = subject


class Moved(Exception):
    """The address is an old one. `subject` is what stands at the new one."""

    def __init__(self, subject: Subject) -> None:
        super().__init__(str(subject))
        self.subject = subject


# Gives the row that stood last at an address, by kind, slug and the number that is read at.
At = Callable[[Kind, str, int], list[Subject]]


def was_at(kind: Kind, slug: str, seq: int) -> SubjectQuerySet:
    """What stood at an address last by the number `seq`, or ends there."""
    there = Subject.objects.filter(kind=kind, slug=slug, since__lte=seq)
    return there.told().order_by("-since")[:1]


_was_at = Question(was_at)


@Question
def _ever_at(kind: Kind, slug: str) -> SubjectQuerySet:
    """What stands at an address last."""
    return Subject.objects.filter(kind=kind, slug=slug).told().order_by("-since")[:1]


# Gives what stands behind names, by these and the number that is read at.
Behind = Callable[[list[UUID], int], list[Subject]]


def behind(uuids: list[UUID], seq: int, also: Q | None = None) -> SubjectQuerySet:
    """What stands behind names at `seq`, endings included, and what `also` selects."""
    named = is_any(among(FOLLOWING, uuids, seq))
    return Subject.objects.at(seq).told().filter(named | also if also else named)


@Question
def _behind(uuids: list[UUID], seq: int) -> SubjectQuerySet:
    return behind(uuids, seq)


@Question
def _standing(uuid: UUID, seq: int) -> SubjectQuerySet:
    return Subject.objects.at(seq).told().filter(uuid=uuid)


@Question
def _merged_into(uuid: UUID, seq: int) -> SubjectQuerySet:
    return Subject.objects.at(seq).merged_into(uuid, seq).order_by("first_seq")


@dataclass(frozen=True)
class Reading:
    """One consistent look at the record: as it stood at entry `seq`.

    `today` is the day that "overdue", "2 days ago" and the day line are counted from; `asked` is
    what stood in `?known_at=`, empty for the present. `recorded_at` is the entry's, None before the
    first. The present knows where the record stood `then`, if asked. Another day asked for in
    `?valid_at=` is `today`; `known_on` is the day by which all this was said.
    """

    seq: int
    hash: str
    today: dt.date
    recorded_at: dt.datetime | None = None
    asked: str = ""
    then: Then | None = None
    valid_at: str = ""
    known_on: dt.date | None = None
    rebuilt: int = 0

    @property
    def edition(self) -> str:
        """What answers are kept under: another name after each entry and each rebuilding."""
        return f"{self.hash}-{self.rebuilt}"

    @property
    def is_past(self) -> bool:
        """Whether the reader asked for another moment than now, by either clock."""
        return bool(self.asked or self.valid_at)

    @property
    def is_read_earlier(self) -> bool:
        """Whether `valid_at` lies after the day of the knowledge, and is read as that day."""
        return bool(self.valid_at) and day_been(self.valid_at) > self.today

    @property
    def query(self) -> str:
        """Both clocks as an address asks for them, "" in the present."""
        clocks = {"valid_at": self.valid_at, "known_at": self.asked}
        return urlencode({name: value for name, value in clocks.items() if value})

    def on(self, asked: str) -> "Reading":
        """The same knowledge, of how it was on the day `asked` (`?valid_at=`).

        Nothing takes effect after the day on which it is said, so a later day than that of the
        knowledge is read as that day. Raises BadMoment for what is not one day, and one to come.
        """
        day = min(day_been(asked), self.today)
        return replace(self, today=day, valid_at=asked, known_on=self.today)

    def subjects(self, kind: Kind) -> SubjectQuerySet:
        """The public subjects of `kind` at this reading, each with its payload."""
        return Subject.objects.at(self.seq).public().filter(kind=kind).told()

    def get(self, kind: Kind, slug: str, ask: At = _was_at) -> Subject:
        """The subject at this address. Raises Http404, Gone, or Moved for an old address.

        `ask` is another question for the same rows, which brings more along.
        """
        found = ask(kind, slug, self.seq)
        if not found:
            # An address that it got only later leads to the one that it had then.
            found = _ever_at(kind, slug)
            if not found:
                raise Http404(_("Nothing is published at this address."))
            return self._moved(found[0])
        (row,) = found
        if row.until <= self.seq or row.state == State.MERGED:
            return self._moved(row)
        if row.state != State.PUBLIC:
            raise Gone(row)
        return row

    def _moved(self, row: Subject) -> Subject:
        target = self.resolve([row.uuid]).get(row.uuid)
        if target is not None:
            raise Moved(target)
        ended = _standing(row.uuid, self.seq)
        if not ended:
            raise Http404(_("Nothing is published at this address."))
        raise Gone(ended[0])

    def resolve(
        self,
        uuids: Iterable[UUID | str | None],
        also: Q | None = None,
        ask: Behind = _behind,
    ) -> dict[UUID, Subject]:
        """The public subjects behind `uuids`, under the uuid asked for; a merged one gives its
        successor. What was withdrawn or erased is left out. What `also` selects is found too, or
        what another question brings along that is asked in the place of the usual one."""
        wanted = {UUID(str(uuid)) for uuid in uuids if uuid}
        if not wanted and also is None and ask is _behind:
            return {}
        if also is None:
            rows = ask(list(wanted), self.seq)
        else:
            rows = list(behind(list(wanted), self.seq, also))
        found = {row.uuid: row for row in rows}
        led = {uuid: self._led(uuid, found) for uuid in found}
        return {uuid: row for uuid, row in led.items() if row is not None}

    def _led(self, uuid: UUID, found: dict[UUID, Subject]) -> Subject | None:
        """The public subject that `uuid` leads to among `found`, through merges."""
        row = found.get(uuid)
        for _hop in found:
            if row is None or row.state != State.MERGED:
                break
            row = found.get(row.successor) if row.successor else None
        return row if row is not None and row.state == State.PUBLIC else None

    def merged_into(self, uuid: UUID) -> list[Subject]:
        """The subjects that were merged into `uuid` by then, into one another before too: with its
        own these are the names under which something may name it. One query."""
        rows = _merged_into(uuid, self.seq)
        found: list[Subject] = []
        latest = {uuid}
        while latest:
            new = [row for row in rows if row.successor in latest and row not in found]
            found += new
            latest = {row.uuid for row in new}
        return found


def read_now(head: Standing) -> Reading:
    """The present: the whole record, and today's date at the desk."""
    today, last = desk_day(now()), head.recorded_at
    return Reading(head.seq, head.hash, today, last, then=head.then, rebuilt=head.rebuilt)


def read_at(head: Standing | Reading, asked: str) -> Reading:
    """The record at `asked`: a day to its end at the desk, a moment, or a number; else BadMoment.

    No query where `head` was asked with the same words.
    """
    day, then = _day_asked_for(head, asked), head.then
    if then is None or then.asked != asked:
        then = standing(asked).then or Then(asked)
    day = day or desk_day(then.recorded_at or now())
    return Reading(then.seq, then.hash, day, then.recorded_at, asked)


def _day_asked_for(head: Standing | Reading, asked: str) -> dt.date | None:
    """The day that `asked` names, None for a number. Raises BadMoment for what is to come."""
    if not NUMBER.fullmatch(asked):
        return moment_been(asked)[1]
    number_been(head.seq, asked)
    return None
