"""What a page of the board needs of the record: its items, with what was said of them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q

from record.clock import Reading
from record.kinds import Kind, State
from record.models import Subject
from tracker.watched import BELONGING, Watched, stood, watched_among

SHOWN_WITH = (Kind.STATUS_CHANGE, Kind.MILESTONE)


class BoardRows:
    """The items of a page with their statements, of now too where a past is read: one query.

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
        self.reading, self.present = reading, present
        everything = list(compared)
        wanted = Q(uuid__in={*shown, *everything}) | Q(kind=Kind.ITEM, first_seq__in=[*named])
        wanted |= Q(parent__in=shown, kind__in=SHOWN_WITH)
        wanted |= Q(parent__in=everything, kind__in=BELONGING)
        asked = _at(reading.seq) & wanted
        if reading.seq != present.seq:
            later = Q(uuid__in=shown) | Q(parent__in=shown, kind=Kind.STATUS_CHANGE)
            asked |= _at(present.seq) & later
        self._rows = list(Subject.objects.public().filter(asked).told())
        self._items = {row.uuid: row for row in self._then if row.kind == Kind.ITEM}
        self.shown = self._watched(shown)
        self.compared = list(self._watched(everything).values())
        if reading.is_past:
            self._look_back()

    @property
    def _then(self) -> list[Subject]:
        return [row for row in self._rows if row.since <= self.reading.seq < row.until]

    def _watched(self, uuids: list[UUID]) -> dict[UUID, Watched]:
        items = [self._items[uuid] for uuid in uuids]
        return {one.item.uuid: one for one in watched_among(self.reading, items, self._then)}

    def _look_back(self) -> None:
        """Beside each status of the past, how the item stands today."""
        now = [row for row in self._rows if row.since <= self.present.seq < row.until]
        said: dict[UUID | None, list[Subject]] = {}
        for row in now:
            if row.kind == Kind.STATUS_CHANGE:
                said.setdefault(row.parent, []).append(row)
        for row in now:
            if row.uuid in self.shown:
                self.shown[row.uuid].later = stood(said.get(row.uuid, []), self.present.today)

    def track_names(self, tracks: Mapping[str, int]) -> dict[str, str]:
        """The name of each track, from an item that stands in it."""
        names = {row.first_seq: row.data["track"]["name"] for row in self._items.values()}
        return {slug: names[first_seq] for slug, first_seq in tracks.items()}

    @property
    def first_year(self) -> int:
        """The year at which the strips of the page begin: all share one axis."""
        years = (one.first_year for one in self.shown.values())
        return min(years, default=self.reading.today.year)


def _at(seq: int) -> Q:
    return Q(since__lte=seq, until__gt=seq, state=State.PUBLIC)
