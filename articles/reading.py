"""An article as its page shows it: everything that it names, found in a few queries."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q

from articles import body as bodies
from record.asking import Question
from record.clock import Reading, behind, desk_day
from record.kinds import Data, Kind
from record.merges import is_any, listed
from record.models import Subject
from record.reading import named
from sources.cited import Cited, CitedSource, with_publishers
from tracker.watched import BELONGING, Watched, watched_among


@Question
def _around(uuids: list[UUID], seq: int, items: list[UUID], series: list[UUID]) -> Any:
    """With what belongs to `items`, and the other parts of `series`."""
    belonging = Q(kind__in=BELONGING) & is_any(listed(items), "parent")
    parts = Q(kind=Kind.ARTICLE, references__overlap=listed(series))
    return behind(uuids, seq, belonging | parts)


class ArticleReading:
    """One public article at one reading; also what the renderer asks for what the text names."""

    def __init__(self, reading: Reading, row: Subject) -> None:
        self.reading = reading
        self.row = row
        self.named = reading.resolve(row.references)
        items = [one for one in self.named.values() if one.kind == Kind.ITEM]
        sources = {uuid: one for uuid, one in self.named.items() if one.kind == Kind.SOURCE}
        publishers = [one.data["publisher"] for one in sources.values()]
        watched, series = [one.uuid for one in items], [self.series.uuid] if self.series else []
        self.around = reading.resolve(
            publishers, ask=lambda uuids, seq: _around(uuids, seq, watched, series)
        )
        self.cited: Cited = with_publishers(sources, self.around)
        shown = watched_among(reading, items, self.around.values())
        self.watched_items = {one.item.uuid: one for one in shown}

    @property
    def data(self) -> Data:
        """The article's payload."""
        return self.row.data

    def _one(self, uuid: Any, kind: Kind) -> Subject | None:
        row = self.named.get(UUID(str(uuid))) if uuid else None
        return row if row is not None and row.kind == kind else None

    @cached_property
    def authors(self) -> list[Subject]:
        """The byline."""
        found = (self._one(uuid, Kind.AUTHOR) for uuid in self.data["authors"])
        return [one for one in found if one]

    @cached_property
    def tags(self) -> list[Subject]:
        """Its tags."""
        return named(self.named, self.data["tags"])

    @property
    def series(self) -> Subject | None:
        """The series that it is part of."""
        return self._one(self.data["series"], Kind.SERIES)

    @property
    def siblings(self) -> list[Subject]:
        """The other parts of its series, in order."""
        series = str(self.series.uuid) if self.series else ""
        articles = [row for row in self.around.values() if row.kind == Kind.ARTICLE]
        parts = [row for row in articles if series and row.data["series"] == series]
        others = [row for row in parts if row.uuid != self.row.uuid]
        return sorted(others, key=lambda row: row.data["part"] or 0)

    @property
    def cover(self) -> Subject | None:
        """Its cover."""
        return self._one(self.data["cover"], Kind.IMAGE)

    @cached_property
    def watch(self) -> list[dict[str, Any]]:
        """Its watch list: each item with its note, and its status then and now."""
        rows = ((self.watch_card(row["item"]), row["note"]) for row in self.data["watch"])
        return [{**card, "note": note} for card, note in rows if card]

    @cached_property
    def sources(self) -> list[dict[str, Any]]:
        """The sources that matter, each with why and with the grade of this use."""
        rows = ((self.cited.get(row["source"]), row) for row in self.data["sources"])
        return [
            {
                "cited": found,
                "why": row["why"],
                "code": found.code(row["credibility"]),
                "words": found.words(row["credibility"]),
            }
            for found, row in rows
            if found
        ]

    def credibility(self, uuid: UUID) -> int | None:
        """The credibility of this article's use of a source, where it is graded."""
        asked = self.cited.get(uuid)
        for row in self.data["sources"]:
            listed = self.cited.get(row["source"])
            if listed and asked and listed.source.uuid == asked.source.uuid:
                return int(row["credibility"]) if row["credibility"] else None
        return None

    def watch_card(self, uuid: UUID | str) -> dict[str, Any] | None:
        """A watch item, then and now: then is the article's first publication."""
        one: Watched | None = self.watched_items.get(UUID(str(uuid)))
        if one is None:
            return None
        then, now = one.standing_at(self.row.first_seq), one.standing
        return {
            "one": one,
            "then": then,
            "now": now,
            "unchanged": _same(then, now),
            "published_on": desk_day(self.row.first_at),
        }

    # What the renderer of the text asks for.

    def source(self, uuid: UUID) -> dict[str, Any] | None:
        """What a citation's note says of the source."""
        found: CitedSource | None = self.cited.get(uuid)
        if found is None:
            return None
        credibility = self.credibility(uuid)
        return {
            "title": found.title,
            "publisher": found.publisher_name,
            "date": found.date.words() if found.date else "",
            "code": found.code(credibility),
            "words": found.words(credibility),
            "url": found.url,
            "uuid": found.source.uuid,
            "cited": found,
        }

    def image(self, uuid: UUID) -> dict[str, Any] | None:
        """A picture of the text."""
        row = self._one(uuid, Kind.IMAGE)
        return {"image": row} if row else None

    def video(self, uuid: UUID) -> dict[str, Any] | None:
        """A video of the text."""
        row = self._one(uuid, Kind.VIDEO)
        return {"video": row} if row else None

    def watch_item(self, uuid: UUID) -> dict[str, Any] | None:
        """A watch card of the text."""
        card = self.watch_card(uuid)
        return {**card, "reading": self.reading} if card else None

    def article(self, uuid: UUID) -> dict[str, Any] | None:
        """A card of an earlier piece."""
        row = self._one(uuid, Kind.ARTICLE)
        return {"article": row} if row else None


def _same(then: Any, now: Any) -> bool:
    if then is None or now is None:
        return then is now
    return bool(then.status == now.status and then.since == now.since)


def reading_minutes(data: Data) -> int:
    """How long the text takes to read, at 200 words a minute, one minute at least."""
    return max(1, round(bodies.words(data["body"]) / 200))
