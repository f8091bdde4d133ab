"""What a page of the board needs of the record: its items at a glance, and their milestones."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q

from record.clock import Reading
from record.kinds import Kind
from record.models import Subject
from tracker.glance import AtAGlance, at_a_glance
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
        wanted = Q(uuid__in={*shown, *everything}) | Q(kind=Kind.ITEM, first_seq__in=[*named])
        wanted |= Q(parent__in=shown, kind=Kind.MILESTONE)
        wanted |= Q(parent__in=everything, kind__in=BELONGING)
        found = Subject.objects.at(reading.seq).public().filter(wanted).told()
        later = present if reading.is_past else None
        self._rows = list(found.annotate(**at_a_glance(reading, shown, later)))
        self._items = {row.uuid: row for row in self._rows if row.kind == Kind.ITEM}
        self.shown = {uuid: AtAGlance(self._items[uuid], reading.today) for uuid in shown}
        for row in sorted(self._rows, key=lambda row: row.first_seq):
            if row.kind == Kind.MILESTONE and row.parent in self.shown:
                self.shown[row.parent].milestones.append(row)
        items = [self._items[uuid] for uuid in everything]
        self.compared: list[Watched] = watched_among(reading, items, self._rows)
        if later:
            for one in self.shown.values():
                one.look_back()

    def track_names(self, tracks: Mapping[str, int]) -> dict[str, str]:
        """The name of each track, from an item that stands in it."""
        names = {row.first_seq: row.data["track"]["name"] for row in self._items.values()}
        return {slug: names[first_seq] for slug, first_seq in tracks.items()}

    @property
    def first_year(self) -> int:
        """The year at which the strips of the page begin: all share one axis."""
        return first_year(self.shown.values(), self.reading.today)
