"""What a page of the board needs of the record: its items at a glance, and their milestones."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from record.asking import Question
from record.clock import Reading
from record.kinds import Kind
from record.merges import is_any, listed
from record.models import Subject, SubjectQuerySet
from tracker.glance import AtAGlance, at_a_glance, beside
from tracker.watched import BELONGING, Watched, first_year, watched_among


class BoardRows:
    """The items of a page at a glance, in the past with how they stand today too: one query.

    `named` are the numbers of items that only give their tracks' names; of `compared` everything
    is told.
    """

    def __init__(
        self,
        reading: Reading,
        present: Reading,
        shown: list[UUID],
        named: Iterable[int] = (),
        compared: Iterable[UUID] = (),
    ) -> None:
        self.reading = reading
        everything = list(compared)
        asked = (shown, list(named), everything, reading.seq, reading.today)
        if reading.is_past:
            self._rows = _then_and_now(*asked, present.seq, present.today)
        else:
            self._rows = _now(*asked)
        self._items = {row.uuid: row for row in self._rows if row.kind == Kind.ITEM}
        # What was erased since the board was asked is not there any more.
        there = (self._items[uuid] for uuid in shown if uuid in self._items)
        self.shown = {item.uuid: AtAGlance(item, reading.today) for item in there}
        for row in sorted(self._rows, key=lambda row: row.first_seq):
            if row.kind == Kind.MILESTONE and row.parent in self.shown:
                self.shown[row.parent].milestones.append(row)
        items = [self._items[uuid] for uuid in everything if uuid in self._items]
        self.compared: list[Watched] = watched_among(reading, items, self._rows)
        if reading.is_past:
            for one in self.shown.values():
                one.look_back()

    def track_names(self, tracks: Mapping[str, int]) -> dict[str, str]:
        """The name of each track, from an item that stands in it."""
        names = {row.first_seq: row.data["track"]["name"] for row in self._items.values()}
        return {slug: names.get(first_seq, slug) for slug, first_seq in tracks.items()}

    @property
    def first_year(self) -> int:
        """The year at which the strips of the page begin: all share one axis."""
        return first_year(self.shown.values(), self.reading.today)


def _of_a_page(
    shown: list[UUID], named: list[int], everything: list[UUID], seq: int, today: dt.date
) -> SubjectQuerySet:
    numbers = RawSQL("%s::bigint[]", [named], ArrayField(models.BigIntegerField()))
    wanted = is_any(listed(shown)) | is_any(listed(everything))
    wanted |= Q(kind=Kind.ITEM) & is_any(numbers, "first_seq")
    wanted |= Q(kind=Kind.MILESTONE) & is_any(listed(shown), "parent")
    wanted |= Q(kind__in=BELONGING) & is_any(listed(everything), "parent")
    found = Subject.objects.at(seq).public().filter(wanted).told()
    return found.annotate(**at_a_glance(shown, seq, today))


_now = Question(_of_a_page)


@Question
def _then_and_now(
    shown: list[UUID],
    named: list[int],
    everything: list[UUID],
    seq: int,
    today: dt.date,
    later: int,
    now: dt.date,
) -> SubjectQuerySet:
    then = _of_a_page(shown, named, everything, seq, today)
    return then.annotate(**beside(shown, later, now))
