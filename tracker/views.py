"""The public pages of the tracker: the board and one item."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from record.clock import Reading
from record.kinds import Kind
from record.models import Subject
from record.reading import named
from record.vague import VagueDate
from sources.cited import cited
from tracker.citation import Citation, desk_name
from tracker.clocks import WatchPage
from tracker.since import changed
from tracker.slips import moving
from tracker.statements import statements
from tracker.statuses import FINAL, Status
from tracker.watched import (
    Watched,
    belonging,
    by_track,
    first_year,
    stood,
    watched_among,
    whole_board,
)

OPEN = [status for status in Status if status not in FINAL]


class Board(WatchPage):
    """Every question with its status, its history at a glance and when it was last looked at."""

    template_name = "tracker/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The items in their groups; `?status=` narrows them, and the counts stay whole."""
        shown = whole_board(self.reading)
        chosen = self.request.GET.get("status", "")
        if self.reading.is_past:
            self._look_back(shown)
        kept = [one for one in shown if _kept(one, chosen)]
        return super().get_context_data(
            groups=by_track(one for one in kept if one.status not in FINAL),
            final=[one for one in kept if one.status in FINAL],
            total=len(shown),
            filters=_filters(shown, chosen),
            chosen=chosen,
            changes=changed(kept, self.since) if self.since else [],
            first_year=first_year(shown, self.reading.today),
        )

    def _look_back(self, shown: list[Watched]) -> None:
        """Beside each status of the past, how the item stands today."""
        present: Reading = self.request.present  # type: ignore[attr-defined]
        if self.reading.seq == present.seq:
            for one in shown:
                one.later = stood(one.changes, present.today)
            return
        today = {one.item.uuid: one.standing for one in whole_board(present)}
        for one in shown:
            one.later = today.get(one.item.uuid)


def _kept(one: Watched, chosen: str) -> bool:
    if chosen == "final":
        return one.status in FINAL
    if chosen == "overdue":
        return one.is_overdue
    return not chosen or one.status == chosen


def _filters(shown: list[Watched], chosen: str) -> list[dict[str, Any]]:
    """Each filter with its count; those of nought stay."""
    words: list[tuple[str, Any]] = [("", _("All")), *((str(s), s.label) for s in OPEN)]
    words += [("final", _("Final")), ("overdue", _("Overdue a look"))]
    return [
        {
            "value": value,
            "label": label,
            "count": sum(_kept(one, value) for one in shown),
            "is_chosen": value == chosen,
        }
        for value, label in words
    ]


class ItemPage(WatchPage):
    """One question: criteria, what was said of it with its evidence, and its timelines."""

    template_name = "tracker/item_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything of one item as it stood."""
        item = self.reading.get(Kind.ITEM, kwargs["slug"])
        also = belonging([item]) | _resting(item) | Q(kind=Kind.DESK)
        around = self.reading.resolve(item.data["tags"], also=also)
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
        )


class ItemCriteria(WatchPage):
    """Every version of an item's criteria, with the reason for each change."""

    template_name = "tracker/item_criteria.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The versions, the latest first."""
        item = self.reading.get(Kind.ITEM, kwargs["slug"])
        return super().get_context_data(item=item, versions=self.versions(item.data)[::-1])


def _resting(item: Subject) -> Q:
    return Q(kind=Kind.ARTICLE, references__overlap=[item.uuid])


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
