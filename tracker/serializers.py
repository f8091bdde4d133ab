"""The public payloads of watch items and what is said about them."""

import datetime as dt
from typing import Any
from uuid import UUID

from rest_framework import serializers

from record.kinds import Data, Projection
from record.vague import VagueDate
from tracker.changes import StatusChange
from tracker.evidence import Evidence
from tracker.expectations import Event, Milestone, MilestoneDate
from tracker.models import Criteria, Lane, Track, WatchItem
from tracker.statuses import Status


class TrackPayload(serializers.ModelSerializer[Track]):
    """The group that the item stands in on the board."""

    class Meta:
        model = Track
        fields = ["slug", "name", "position"]


class CriteriaPayload(serializers.ModelSerializer[Criteria]):
    """One version of what would answer the question."""

    class Meta:
        model = Criteria
        fields = ["version", "yes", "no", "edge_cases", "by_when", "reason", "since"]


class LanePayload(serializers.ModelSerializer[Lane]):
    """One timeline of the item."""

    class Meta:
        model = Lane
        fields = ["key", "name", "note"]


class ItemPayload(serializers.ModelSerializer[WatchItem]):
    """A question, why it matters, and criteria that were fixed before it was public."""

    track = TrackPayload()
    criteria = CriteriaPayload(many=True)
    lanes = LanePayload(many=True)
    tags: Any = serializers.SlugRelatedField(slug_field="uuid", many=True, read_only=True)

    class Meta:
        model = WatchItem
        fields = [
            "slug",
            "short",
            "question",
            "why",
            "track",
            "criteria",
            "lanes",
            "review_days",
            "tags",
            "training",
        ]

    @staticmethod
    def project(data: Data) -> Projection:
        """Found by its question; listed in the order of the board."""
        tags = tuple(UUID(tag) for tag in data["tags"])
        words = [data["short"], data["why"]]
        for version in data["criteria"]:
            words += [version["yes"], version["no"], version["edge_cases"]]
        return Projection(
            slug=data["slug"],
            title=data["question"],
            type=data["track"]["slug"],
            position=data["track"]["position"],
            review_days=data["review_days"],
            tags=tags,
            references=tags,
            text=" ".join(words),
        )


class StandingSerializer(serializers.Serializer[Any]):
    """The status that holds, since when (EDTF), and the statement that says so."""

    status = serializers.ChoiceField(choices=Status.choices)
    effective = serializers.CharField()
    change = serializers.UUIDField()
    seq = serializers.IntegerField()


class EvidencePayload(serializers.ModelSerializer[Evidence]):
    """A source used for one claim. `credibility` is of this use (Admiralty code, 1 to 6)."""

    source: Any = serializers.UUIDField(source="source.known_as.uuid")

    class Meta:
        model = Evidence
        fields = ["source", "stance", "locator", "quotation", "credibility", "why"]


class StatusChangePayload(serializers.ModelSerializer[StatusChange]):
    """One statement about an item's status; a look or a retraction names no status."""

    item = serializers.UUIDField(source="item.uuid")
    before = serializers.SerializerMethodField()
    status = serializers.SerializerMethodField()
    effective = serializers.SerializerMethodField()
    confidence = serializers.SerializerMethodField()
    outcome = serializers.SerializerMethodField()
    supersedes = serializers.UUIDField(source="supersedes.uuid", default=None, allow_null=True)
    evidence = EvidencePayload(many=True)
    two_people = serializers.SerializerMethodField()

    class Meta:
        model = StatusChange
        fields = [
            "item",
            "type",
            "before",
            "status",
            "effective",
            "headline",
            "note",
            "reason",
            "searched",
            "confidence",
            "outcome",
            "criteria_version",
            "supersedes",
            "evidence",
            "two_people",
        ]

    def get_before(self, change: StatusChange) -> str | None:
        """The status before it in effective order."""
        return change.before or None

    def get_status(self, change: StatusChange) -> str | None:
        """The status it says."""
        return change.status or None

    def get_effective(self, change: StatusChange) -> str | None:
        """Since when, as EDTF."""
        return change.effective.edtf if change.effective else None

    def get_confidence(self, change: StatusChange) -> str | None:
        """How sure the desk is."""
        return change.confidence or None

    def get_outcome(self, change: StatusChange) -> str | None:
        """Why it was closed."""
        return change.outcome or None

    def get_two_people(self, change: StatusChange) -> bool:
        """Whether a second person confirmed it before it was said."""
        return change.second_id is not None

    @staticmethod
    def with_two_people(data: Data) -> Data:
        """A payload of schema 1 in the present format: until then one person said it."""
        return {**data, "two_people": False}

    @staticmethod
    def project(data: Data) -> Projection:
        """Found under its item, in the order in which it took effect.

        A status without a beginning has been so for ever.
        """
        effective = VagueDate.parse(data["effective"]).lower if data["effective"] else None
        if data["status"]:
            effective = effective or dt.date.min
        return Projection(
            title=data["headline"],
            type=data["type"],
            sort_date=effective,
            dated=data["effective"] or "",
            status=data["status"] or "",
            supersedes=UUID(data["supersedes"]) if data["supersedes"] else None,
            parent=UUID(data["item"]),
            references=(UUID(data["item"]), *sources_of(data)),
            text=" ".join([data["note"], data["reason"], data["searched"]]),
        )


class DatePayload(serializers.ModelSerializer[MilestoneDate]):
    """A date as somebody asserted it (EDTF)."""

    date = serializers.CharField(source="date.edtf")
    evidence = EvidencePayload(many=True)

    class Meta:
        model = MilestoneDate
        fields = ["role", "date", "asserted_by", "reason", "evidence"]


class MilestonePayload(serializers.ModelSerializer[Milestone]):
    """Something expected, with every date that was ever given for it."""

    item = serializers.UUIDField(source="item.uuid")
    lane = serializers.CharField(source="lane.key", default=None, allow_null=True)
    dates = DatePayload(many=True)

    class Meta:
        model = Milestone
        fields = ["item", "lane", "title", "dates"]

    @staticmethod
    def project(data: Data) -> Projection:
        """Found under its item, by the last date given."""
        last = VagueDate.parse(data["dates"][-1]["date"]).lower if data["dates"] else None
        named = [uuid for date in data["dates"] for uuid in sources_of(date)]
        return Projection(
            title=data["title"],
            sort_date=last,
            parent=UUID(data["item"]),
            references=(UUID(data["item"]), *named),
        )


class EventPayload(serializers.ModelSerializer[Event]):
    """A dated, sourced fact."""

    item = serializers.UUIDField(source="item.uuid")
    lane = serializers.CharField(source="lane.key", default=None, allow_null=True)
    date = serializers.CharField(source="date.edtf")
    evidence = EvidencePayload(many=True)

    class Meta:
        model = Event
        fields = ["item", "lane", "date", "headline", "note", "evidence"]

    @staticmethod
    def project(data: Data) -> Projection:
        """Found under its item, by its date."""
        return Projection(
            title=data["headline"],
            sort_date=VagueDate.parse(data["date"]).lower,
            parent=UUID(data["item"]),
            references=(UUID(data["item"]), *sources_of(data)),
            text=data["note"],
        )


def sources_of(data: dict[str, Any]) -> tuple[UUID, ...]:
    """The sources that a claim's evidence names."""
    return tuple(UUID(use["source"]) for use in data["evidence"])
