"""The tracker API: lists and details, read from stored payloads."""

from typing import ClassVar

from django.urls import path

from record import schema
from record.api import SubjectDetail, SubjectList
from record.kinds import Kind
from tracker import serializers


@schema.listing(serializers.ItemPayload, "WatchItems")
class WatchItemList(SubjectList):
    """What the desk watches."""

    kind = Kind.ITEM
    filters: ClassVar[tuple[str, ...]] = ("tag", "slug")


@schema.detail(serializers.ItemPayload, "WatchItem")
class WatchItemDetail(SubjectDetail):
    """One of them, by its id."""

    kind = Kind.ITEM


@schema.listing(serializers.StatusChangePayload, "StatusChanges")
class StatusChangeList(SubjectList):
    """Everything said about the items' statuses."""

    kind = Kind.STATUS_CHANGE
    filters: ClassVar[tuple[str, ...]] = ("item", "rests_on")


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
    filters: ClassVar[tuple[str, ...]] = ("item", "rests_on")


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
