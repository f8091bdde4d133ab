"""The tracker API: lists and details, read from stored payloads."""

import datetime as dt
from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework.request import Request

from record import schema
from record.api import Filter, SubjectDetail, SubjectList, SubjectView, subject_json
from record.clock import BadMoment, Reading
from record.kinds import Kind
from record.models import Subject, SubjectQuerySet
from record.problems import BadParameter
from tracker import serializers
from tracker.history import begun_by
from tracker.standings import held_by
from tracker.watched import said

STANDING = {"standing": serializers.StandingSerializer(allow_null=True)}


class ItemView(SubjectView):
    """Items by both clocks, each with the status that holds."""

    clocks: ClassVar[tuple[str, ...]] = ("known_at", "valid_at")

    def read(self, asked: dict[str, str]) -> Reading:
        """The reading of the day that is asked for, by what was known."""
        reading = super().read(asked)
        return reading.on(asked["valid_at"]) if "valid_at" in asked else reading

    def shown(self, rows: list[Subject]) -> list[str]:
        """Each item with where it stands: one query more, however many there are."""
        held = held_by(self.reading, rows)
        return [subject_json(row, standing=_standing(held.get(row.uuid))) for row in rows]


def _standing(change: Subject | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "status": change.status,
        "effective": change.data["effective"],
        "change": str(change.uuid),
        "seq": change.first_seq,
    }


def in_effect(rows: SubjectQuerySet, value: str, reading: Reading) -> SubjectQuerySet:
    """Those that count and had taken effect by the day; `rows` are all statements of the item."""
    day = _day(value, reading)
    return rows.filter(uuid__in=[one.uuid for one in begun_by(map(said, rows), day)])


def happened(rows: SubjectQuerySet, value: str, reading: Reading) -> SubjectQuerySet:
    """The events that had begun by the day."""
    begun = Q(sort_date__lte=_day(value, reading))
    return rows.filter(begun | Q(sort_date=None))


def _day(value: str, reading: Reading) -> dt.date:
    try:
        return reading.on(value).today
    except BadMoment as error:
        raise BadParameter(error.name, str(error)) from error


@schema.listing(serializers.ItemPayload, "WatchItems", **STANDING)
class WatchItemList(ItemView, SubjectList):
    """What the desk watches."""

    kind = Kind.ITEM
    filters: ClassVar[tuple[str, ...]] = ("tag", "slug")


@schema.detail(serializers.ItemPayload, "WatchItem", **STANDING)
class WatchItemDetail(ItemView, SubjectDetail):
    """One of them, by its id."""

    kind = Kind.ITEM


@schema.listing(serializers.StatusChangePayload, "StatusChanges")
class StatusChangeList(SubjectList):
    """Everything said about the items' statuses."""

    kind = Kind.STATUS_CHANGE
    # The day before what else narrows: a correction counts, whatever it rests on.
    filters: ClassVar[tuple[str, ...]] = ("item", "valid_at", "rests_on")
    own_filters: ClassVar[dict[str, Filter]] = {"valid_at": in_effect}

    def get(self, request: Request) -> HttpResponse:
        """One page of them; by a day, those of one item."""
        if "valid_at" in request.query_params and "item" not in request.query_params:
            raise BadParameter(
                "valid_at", _("Name the item as well (item=…): a day is asked of one history.")
            )
        return super().get(request)


@schema.detail(serializers.StatusChangePayload, "StatusChange")
class StatusChangeDetail(SubjectDetail):
    """One of them, by its id."""

    kind = Kind.STATUS_CHANGE


@schema.listing(serializers.MilestonePayload, "Milestones")
class MilestoneList(SubjectList):
    """What is expected, with every date given for it."""

    kind = Kind.MILESTONE
    filters: ClassVar[tuple[str, ...]] = ("item", "rests_on")


@schema.detail(serializers.MilestonePayload, "Milestone")
class MilestoneDetail(SubjectDetail):
    """One of them, by its id."""

    kind = Kind.MILESTONE


@schema.listing(serializers.EventPayload, "Events")
class EventList(SubjectList):
    """Dated, sourced facts on the items' timelines."""

    kind = Kind.EVENT
    filters: ClassVar[tuple[str, ...]] = ("item", "valid_at", "rests_on")
    own_filters: ClassVar[dict[str, Filter]] = {"valid_at": happened}


@schema.detail(serializers.EventPayload, "Event")
class EventDetail(SubjectDetail):
    """One of them, by its id."""

    kind = Kind.EVENT


urlpatterns = [
    path("watch-items", WatchItemList.as_view(), name="api-watch-items"),
    path("watch-items/<id:uuid>", WatchItemDetail.as_view(), name="api-watch-items-detail"),
    path("status-changes", StatusChangeList.as_view(), name="api-status-changes"),
    path(
        "status-changes/<id:uuid>", StatusChangeDetail.as_view(), name="api-status-changes-detail"
    ),
    path("milestones", MilestoneList.as_view(), name="api-milestones"),
    path("milestones/<id:uuid>", MilestoneDetail.as_view(), name="api-milestones-detail"),
    path("events", EventList.as_view(), name="api-events"),
    path("events/<id:uuid>", EventDetail.as_view(), name="api-events-detail"),
]
