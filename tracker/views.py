"""The public pages of the tracker: the board and one item."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from record.asking import Question
from record.clock import Reading, behind
from record.kinds import Kind
from record.models import Subject
from record.reading import named
from record.steps import Steps
from record.vague import VagueDate
from sources.cited import cited
from sources.views import numbered, page_number
from tracker.board import PARAMETERS, BoardList
from tracker.board_rows import BoardRows
from tracker.citation import Citation, desk_name
from tracker.clocks import WatchPage
from tracker.differences import compared
from tracker.since import changed
from tracker.slips import moving
from tracker.statements import statements
from tracker.statuses import FINAL
from tracker.watched import BELONGING, BOARD, Watched, watched_among


class Board(WatchPage):
    """Every question with its status, its history at a glance and when it was last looked at."""

    template_name = "tracker/board.html"

    @property
    def choices(self) -> dict[str, str]:
        """How it is grouped and narrowed."""
        return {name: self.request.GET.get(name, "") for name in PARAMETERS}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the items in their groups, and how many each choice would leave."""
        present: Reading = self.request.present  # type: ignore[attr-defined]
        asked = self.request.GET.get("page")
        board = BoardList(self.reading, self.request.GET, page_number(asked))
        board.ask(self.since)
        page = numbered(range(board.total), asked)
        rows = BoardRows(self.reading, present, board.uuids, board.tracks.values(), board.changed)
        groups = board.groups(rows)
        return super().get_context_data(
            board=board,
            groups=groups,
            page=page,
            filters=self._linked(board.filters(rows)),
            groupings=self._linked({"group": board.groupings})["group"],
            any_tag=self.address(tag=""),
            everything=self.address(status="", tag="", track=""),
            has_final=any(one.status in FINAL for one in rows.shown.values()),
            changes=changed(rows.compared, self.since) if self.since else [],
            changed_beside=board.changed_beside,
            first_year=rows.first_year,
            clock_steps=self.steps(Steps.of_kinds(self.reading, BOARD, present.seq)),
            **kwargs,
        )

    def _linked(self, filters: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
        """Each choice with its address, which keeps the others and the clocks."""
        return {
            name: [{**one, "address": self.address(**{name: one["value"]})} for one in choices]
            for name, choices in filters.items()
        }


class ItemPage(WatchPage):
    """One question: criteria, what was said of it with its evidence, and its timelines."""

    template_name = "tracker/item_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything of one item as it stood."""
        item = self.reading.get(Kind.ITEM, kwargs["slug"], Steps.of_one(self.reading))
        around = self.reading.resolve(
            item.data["tags"], ask=lambda uuids, seq: _around(uuids, seq, item.uuid)
        )
        (one,) = watched_among(self.reading, [item], around.values())
        found = cited(self.reading, _claims(one))
        versions = self.versions(item.data)
        return super().get_context_data(
            one=one,
            item=item,
            criteria=versions[-1],
            versions=versions,
            changes=changed([one], self.since) if self.since else [],
            statements=statements(one, found),
            events=_events(one, found),
            lanes=_lanes(one),
            moving=moving(one.milestones, found),
            articles=_latest(row for row in around.values() if row.kind == Kind.ARTICLE),
            tags=named(around, item.data["tags"]),
            first_year=one.first_year,
            citation=Citation(one, self.reading, desk_name(around.values())),
            clock_steps=self.steps(Steps.read_from(item)),
        )


class ItemCriteria(WatchPage):
    """Every version of an item's criteria, with the reason for each change."""

    template_name = "tracker/item_criteria.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The versions, the latest first."""
        item = self.reading.get(Kind.ITEM, kwargs["slug"], Steps.of_one(self.reading))
        return super().get_context_data(
            item=item,
            versions=compared(self.versions(item.data))[::-1],
            clock_steps=self.steps(Steps.read_from(item)),
        )


@Question
def _around(uuids: list[UUID], seq: int, item: UUID) -> Any:
    """With what belongs to the item, the articles that rest on it, and the desk."""
    belonging = Q(kind__in=BELONGING, parent=item)
    resting = Q(kind=Kind.ARTICLE, references__overlap=[item])
    return behind(uuids, seq, belonging | resting | Q(kind=Kind.DESK))


def _latest(articles: Iterable[Subject]) -> list[Subject]:
    """As lists of articles are: what bears no day first, then by the day, the latest first."""
    return sorted(
        articles, key=lambda row: (row.sort_date or dt.date.max, row.first_seq), reverse=True
    )


def _claims(one: Watched) -> list[dict[str, Any]]:
    """Every use of a source on the item's page."""
    uses = [use for row in [*one.changes, *one.events] for use in row.data["evidence"]]
    dates = [date for row in one.milestones for date in row.data["dates"]]
    return uses + [use for date in dates for use in date["evidence"]]


def _events(one: Watched, found: Any) -> list[dict[str, Any]]:
    # What has no beginning comes before everything that has one.
    rows = sorted(one.events, key=lambda row: row.sort_date or dt.date.min)
    return [
        {
            "row": row,
            "date": VagueDate.parse(row.data["date"]),
            "headline": row.data["headline"],
            "note": row.data["note"],
            "evidence": found.uses(row.data["evidence"]),
        }
        for row in rows[::-1]
    ]


def _lanes(one: Watched) -> dict[str, Any] | None:
    """What the chart draws; None where nothing stands in a lane."""
    milestones = [row.data for row in one.milestones if row.data["lane"] and row.data["dates"]]
    events = [row.data for row in one.events if row.data["lane"]]
    undated = [row.data for row in one.milestones if row.data["lane"] and not row.data["dates"]]
    if not (milestones or events or undated):
        return None
    return {
        "lanes": one.data["lanes"],
        "milestones": milestones + undated,
        "events": events,
        "today": one.today,
    }
