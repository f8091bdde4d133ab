"""The second clock: at which entry a page or an answer is read."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.http import Http404
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from record.kinds import Kind, State
from record.models import Entry, Subject, SubjectQuerySet


class BadMoment(Exception):
    """`?known_at=` cannot be read, or lies in time to come. The text says what to write."""


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


@dataclass(frozen=True)
class Standing:
    """Where the record stands: its last number and hash, and when something is next due."""

    seq: int
    hash: str
    next_due: dt.datetime | None


def standing() -> Standing:
    """The head of the record, by one small query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, hash, next_due FROM record_head WHERE id = 1")
        return Standing(*(cursor.fetchone() or (0, "0" * 64, None)))


@dataclass(frozen=True)
class Reading:
    """One consistent look at the record: as it stood at entry `seq`.

    `today` is the day that "overdue", "2 days ago" and the day line are counted from; `asked` is
    what stood in `?known_at=`, empty for the present.
    """

    seq: int
    hash: str
    today: dt.date
    recorded_at: dt.datetime | None = None
    asked: str = ""

    @property
    def is_past(self) -> bool:
        """Whether the reader asked for another moment than now."""
        return bool(self.asked)

    def subjects(self, kind: Kind) -> SubjectQuerySet:
        """The public subjects of `kind` at this reading, each with its payload."""
        return Subject.objects.at(self.seq).public().filter(kind=kind).told()

    def get(self, kind: Kind, slug: str) -> Subject:
        """The subject at this address. Raises Http404, Gone, or Moved for an old address."""
        rows = Subject.objects.filter(kind=kind, slug=slug, since__lte=self.seq).told()
        row = rows.order_by("-since").first()
        if row is None:
            # An address that it got only later leads to the one that it had then.
            row = Subject.objects.filter(kind=kind, slug=slug).order_by("-since").first()
            if row is None:
                raise Http404(_("Nothing is published at this address."))
            return self._moved(row)
        if row.until <= self.seq or row.state == State.MERGED:
            return self._moved(row)
        if row.state != State.PUBLIC:
            raise Gone(row)
        return row

    def _moved(self, row: Subject) -> Subject:
        target = self.resolve([row.uuid]).get(row.uuid)
        if target is not None:
            raise Moved(target)
        ended = Subject.objects.at(self.seq).told().filter(uuid=row.uuid).first()
        if ended is None:
            raise Http404(_("Nothing is published at this address."))
        raise Gone(ended)

    def resolve(self, uuids: Iterable[UUID | str | None]) -> dict[UUID, Subject]:
        """The public subjects behind `uuids`, under the uuid asked for; a merged one gives its
        successor. What was withdrawn or erased is left out. One query, two after a merge."""
        wanted = {UUID(str(uuid)) for uuid in uuids if uuid}
        rows = {row.uuid: row for row in self._rows(wanted)} if wanted else {}
        merged = {u: r.successor for u, r in rows.items() if r.state == State.MERGED}
        hops = 0
        while merged and hops < 8:
            hops += 1
            targets = {row.uuid: row for row in self._rows(set(merged.values()))}
            for uuid, successor in list(merged.items()):
                row = targets.get(successor) if successor else None
                del merged[uuid]
                if row is None:
                    continue
                rows[uuid] = row
                if row.state == State.MERGED:
                    merged[uuid] = row.successor
        return {uuid: row for uuid, row in rows.items() if row.state == State.PUBLIC}

    def names(self, uuid: UUID) -> list[UUID]:
        """`uuid` and those of every subject that was merged into it by then: under any of them
        something may name it. One query, and one more for each merge after a merge."""
        return [uuid, *(row.uuid for row in self.merged_into(uuid))]

    def merged_into(self, uuid: UUID) -> list[Subject]:
        """The subjects that were merged into `uuid` by then, into one another before too."""
        found: dict[UUID, Subject] = {}
        latest = [uuid]
        while latest:
            rows = Subject.objects.at(self.seq).filter(state=State.MERGED, successor__in=latest)
            new = {row.uuid: row for row in rows.order_by("first_seq") if row.uuid not in found}
            found |= new
            latest = list(new)
        return list(found.values())

    def _rows(self, uuids: Iterable[UUID | None]) -> SubjectQuerySet:
        return Subject.objects.at(self.seq).told().filter(uuid__in=[u for u in uuids if u])


def now() -> dt.datetime:
    """The present moment, by the server's clock."""
    return dt.datetime.now(dt.UTC)


def desk_day(moment: dt.datetime) -> dt.date:
    """The calendar day of `moment` in the desk's time zone."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def read_now(head: Standing) -> Reading:
    """The present: the whole record, and today's date at the desk."""
    return Reading(head.seq, head.hash, desk_day(now()))


DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[0-9]{1,18}")
EXPECTS = (
    "Write a day (2024-09-24), a moment (2024-09-24T12:00:00Z) or the number of an entry (12)."
)


def read_at(head: Standing | Reading, asked: str) -> Reading:
    """The record as it stood at `asked`: a day to its end at the desk, a moment, or a number.

    Raises BadMoment with a sentence for anything else, and for a time to come.
    """
    if NUMBER.fullmatch(asked):
        return _at_number(head, asked)
    moment, day = _moment(asked)
    if day > desk_day(now()) or (not DAY.fullmatch(asked) and moment > now()):
        raise BadMoment(_("That lies in time to come. Ask for today, or for a day that has been."))
    entries = Entry.objects.filter(recorded_at__lte=moment, seq__lte=head.seq)
    entry = entries.order_by("-recorded_at", "-seq").first()
    if entry is None:
        return Reading(0, "0" * 64, day, None, asked)
    return Reading(entry.seq, entry.hash, day, entry.recorded_at, asked)


def _at_number(head: Standing | Reading, asked: str) -> Reading:
    if int(asked) > head.seq:
        raise BadMoment(
            _("There is no entry no. %(asked)s yet: the record stands at no. %(seq)s.")
            % {"asked": asked, "seq": head.seq}
        )
    entry = Entry.objects.filter(seq=int(asked)).first()
    if entry is None:
        return Reading(0, "0" * 64, desk_day(now()), None, asked)
    return Reading(entry.seq, entry.hash, desk_day(entry.recorded_at), entry.recorded_at, asked)


def _moment(asked: str) -> tuple[dt.datetime, dt.date]:
    """The last moment that `asked` covers, and its day at the desk."""
    zone = ZoneInfo(settings.TIME_ZONE)
    try:
        if DAY.fullmatch(asked):
            day = dt.date.fromisoformat(asked)
            end = dt.datetime.combine(day, dt.time.max, zone)
            return end.astimezone(dt.UTC), day
        # A plus sign in a query string arrives as a space.
        moment = parse_datetime(asked.replace(" ", "+"))
        if moment is None or moment.tzinfo is None:
            raise ValueError(asked)
        return moment.astimezone(dt.UTC), desk_day(moment)
    except (ValueError, OverflowError) as error:
        raise BadMoment(
            _("“%(asked)s” is no day, moment or number of an entry.") % {"asked": asked}
            + " "
            + _(EXPECTS)
        ) from error
