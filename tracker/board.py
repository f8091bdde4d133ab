"""The board: which items it shows, in which groups, and how many there would be otherwise."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from record.clock import Reading
from record.kinds import Kind
from record.models import Subject
from sources.known import Known
from sources.views import PER_PAGE
from tracker.board_rows import BoardRows
from tracker.narrowing import Part, narrowed
from tracker.since import Since
from tracker.standings import asked_of_board
from tracker.statuses import FINAL, Status
from tracker.watched import BOARD, Shown

PARAMETERS = ("group", "status", "tag", "track")
# How many of the questions that something was said of are told in a comparison.
COMPARED = 50
OPEN = [status for status in Status if status not in FINAL]
OTHER_STATUSES: dict[str, Promise] = {
    "final": gettext_lazy("Final"),
    "overdue": gettext_lazy("Overdue a look"),
}
GROUPS = {"track": gettext_lazy("By track"), "status": gettext_lazy("By status")}


@dataclass
class Group:
    """Items of the page that stand together, and how many there are on all pages."""

    name: str
    status: str
    count: int
    items: list[Shown] = field(default_factory=list)


class BoardList:
    """The board as it was asked for (group, status, tag, track), a page at a time.

    Three queries: the tags, what the board counts and shows, and the rows of what it shows.
    """

    def __init__(self, reading: Reading, query: Mapping[str, str], page: int = 1) -> None:
        self.reading, self.page = reading, page
        given = {name: query.get(name, "").replace("\0", " ").strip() for name in PARAMETERS}
        self.asked = {name: value[:200] for name, value in given.items()}
        self.known = Known(reading, Kind.TAG)
        self.parts: list[Part] = []
        self.tag_counts: dict[UUID, int] = {}
        self.uuids: list[UUID] = []
        self.changed: list[UUID] = []
        # Whether something was said of more than these.
        self.changed_beside = False

    @property
    def group(self) -> str:
        """What the items are grouped by."""
        return self.asked["group"] if self.asked["group"] in GROUPS else "track"

    @cached_property
    def tag(self) -> Subject | None:
        """The tag that was asked for, by its present name."""
        return self.known.at(Kind.TAG, self.asked["tag"])

    def ask(self, since: Since | None = None) -> None:
        """Ask the database, once; with `since`, also of what something was said after it."""
        asked = self.asked
        every = self.known.every_name(self.known.of(Kind.TAG))
        rows = asked_of_board(
            self.reading,
            narrowed(asked, self.group, since),
            status=asked["status"],
            track=asked["track"],
            chosen=self.known.names(self.tag.uuid) if self.tag else [],
            names=[name for name, _tag in every],
            tags=[tag for _name, tag in every],
            statuses=[str(one) for one in Status],
            before=(self.page - 1) * PER_PAGE,
            most=PER_PAGE,
            kinds=[str(kind) for kind in BOARD],
            since=since.value if since else None,
            compared=COMPARED,
        )
        self._sort_out(rows)

    def _sort_out(self, rows: list[tuple[Any, ...]]) -> None:
        self.parts = [Part(*row[1:8]) for row in rows if row[0] == "part"]
        self.tag_counts = {row[8]: row[7] for row in rows if row[0] == "tag"}
        placed = sorted((row[7], row[8]) for row in rows if row[0] == "row")
        self.uuids = [uuid for _place, uuid in placed]
        changed = [row[8] for row in rows if row[0] == "changed"]
        self.changed, self.changed_beside = changed[:COMPARED], len(changed) > COMPARED

    @property
    def of_all(self) -> int:
        """How many items are public."""
        return sum(part.n for part in self.parts)

    @property
    def is_narrowed(self) -> bool:
        """Whether not all items are asked for."""
        return any(self.asked[name] for name in ("status", "tag", "track"))

    @property
    def total(self) -> int:
        """How many the choices leave, on all pages."""
        return self._count(self.asked["status"], self.asked["track"])

    def _count(self, status: str, track: str) -> int:
        return sum(
            part.n
            for part in self.parts
            if part.in_tag and part.has(status) and track in {"", part.track}
        )

    @property
    def tracks(self) -> dict[str, int]:
        """Every track by its short name, in the order of the board, with its first item."""
        found = sorted(self.parts, key=lambda part: (part.position, part.track, -part.first_seq))
        return {part.track: part.first_seq for part in found}

    @property
    def refusals(self) -> list[str]:
        """What was asked for and is not there, each as a sentence."""
        asked, found = self.asked, []
        if asked["group"] and asked["group"] not in GROUPS:
            found.append(_("The board is not grouped by “%s”.") % asked["group"])
        if asked["status"] and asked["status"] not in {*Status.values, *OTHER_STATUSES}:
            found.append(_("There is no status “%s”.") % asked["status"])
        if asked["tag"] and self.tag is None:
            found.append(_("There is no tag “%s”.") % asked["tag"])
        if asked["track"] and asked["track"] not in self.tracks:
            found.append(_("There is no track “%s”.") % asked["track"])
        return found

    def filters(self, rows: BoardRows) -> dict[str, list[dict[str, Any]]]:
        """Each filter with its count under the other choices; those of nought stay."""
        status, track, tag = (self.asked[name] for name in ("status", "track", "tag"))
        words: dict[str, Any] = {"": _("All"), **{str(one): one.label for one in OPEN}}
        if status in FINAL:
            words[status] = Status(status).label
        words |= OTHER_STATUSES
        tracks = {"": _("All tracks"), **rows.track_names(self.tracks)}
        tags = [one for one in self.known.of(Kind.TAG) if self._carries(one)]
        chosen = self.tag.slug if self.tag else tag
        return {
            "status": [_filter(one, words[one], self._count(one, track), status) for one in words],
            "track": [_filter(one, tracks[one], self._count(status, one), track) for one in tracks],
            "tag": [
                _filter(one.slug, one.title, self.tag_counts.get(one.uuid, 0), chosen)
                for one in tags
            ],
        }

    @property
    def groupings(self) -> list[dict[str, Any]]:
        """What it can be grouped by."""
        return [_filter(one, label, self.total, self.group) for one, label in GROUPS.items()]

    def _carries(self, tag: Subject) -> bool:
        return bool(self.tag_counts.get(tag.uuid)) or tag == self.tag

    def groups(self, rows: BoardRows) -> list[Group]:
        """The items of the page in their groups, those that a page begins with named again."""
        counts = Counter[tuple[str, str]]()
        for part in self.parts:
            if part.in_tag and part.has(self.asked["status"]) and self._is_of_track(part):
                counts[self._key(part.track, part.status)] += part.n
        found: dict[tuple[str, str], Group] = {}
        for one in rows.shown.values():
            key = self._key(one.item.type, one.status)
            found.setdefault(key, Group(*self._named(one), counts[key])).items.append(one)
        return list(found.values())

    def _is_of_track(self, part: Part) -> bool:
        return self.asked["track"] in {"", part.track}

    def _key(self, track: str, status: str) -> tuple[str, str]:
        if self.group == "status":
            return "", status
        return ("", "final") if status in FINAL else (track, "")

    def _named(self, one: Shown) -> tuple[str, str]:
        """What a group is called, and the status that it is of."""
        if self.group == "status":
            word = str(Status(one.status).label) if one.status else _("No status yet")
            return word, one.status
        if one.status in FINAL:
            return _("Answered or closed"), ""
        return one.data["track"]["name"], ""


def _filter(value: str, label: Any, count: int, chosen: str) -> dict[str, Any]:
    return {"value": value, "label": label, "count": count, "is_chosen": value == chosen}
