"""The projection: what stood at any number of the record, as rows that lists can ask."""

import json
import uuid as uuids
from functools import cached_property
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse

from record.kinds import Data, Kind, Op, State, upcast
from record.merges import MERGED_INTO, NAMES, among, is_any

# `until` of a row that still holds: no entry will ever have this number.
FOR_EVER = 2**63 - 1
# Every statement is a look, but for taking one back.
A_LOOK = models.Q(state=State.PUBLIC, kind=Kind.STATUS_CHANGE) & ~models.Q(type="retraction")

AN_ITEM = models.Q(state=State.PUBLIC, kind=Kind.ITEM)


class SubjectQuerySet(models.QuerySet["Subject"]):
    """Questions to the projection. Each starts from the number that it is asked at."""

    def at(self, seq: int) -> Self:
        """What stood when the record stood at `seq`, endings included."""
        return self.filter(since__lte=seq, until__gt=seq)

    def now(self) -> Self:
        """What stands after the last entry, endings included."""
        return self.filter(until=FOR_EVER)

    def public(self) -> Self:
        """Only what readers may open: not withdrawn, merged or erased."""
        return self.filter(state=State.PUBLIC)

    def told(self) -> Self:
        """With the entry and the payload that each row rests on, in the same query.

        What only a search looks into is left where it is.
        """
        return self.select_related("entry__payload").defer("text", "search")

    def resting_on(self, *names: uuids.UUID) -> Self:
        """Those whose payload names a subject by any of its `names`."""
        return self.filter(references__overlap=list(names))

    def tagged(self, *names: uuids.UUID) -> Self:
        """Those that carry a tag under any of its `names`."""
        return self.filter(tags__overlap=list(names))

    def showing(self, file: str) -> Self:
        """Those whose payload shows `file`: from an erased one it is gone."""
        return self.filter(files__contains=[file])

    def naming(self, uuid: uuids.UUID, seq: int) -> Self:
        """Those whose payload names `uuid`, or anything merged with it by `seq`. No query more."""
        return self.filter(references__overlap=among(NAMES, uuid, seq))

    def carrying(self, tag: uuids.UUID, seq: int) -> Self:
        """Those that carry `tag`, or any tag merged with it by `seq`. No query more."""
        return self.filter(tags__overlap=among(NAMES, tag, seq))

    def merged_into(self, uuid: uuids.UUID, seq: int) -> Self:
        """Those that were merged into `uuid` by `seq`, through others too."""
        merged = self.filter(is_any(among(MERGED_INTO, uuid, seq)), state=State.MERGED)
        return merged.exclude(uuid=uuid)


class Subject(models.Model):
    """One public subject during one stretch of the record: from entry `since` until `until`.

    A projection of the entries (`rebuild_projections` makes it again), so that a list asks the
    same question of today and of any day past. It holds nothing that is not public.
    """

    uuid = models.UUIDField()
    kind = models.CharField(max_length=16, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.PUBLIC)
    slug = models.CharField(max_length=200, blank=True)
    title = models.TextField(blank=True)
    # What its kind is parted into: the CSL type of a source, the kind of a tag, an item's track.
    type = models.CharField(max_length=50, blank=True)
    sort_date = models.DateField(null=True)
    # The same date as it was said (EDTF), where lists say it.
    dated = models.CharField(max_length=40, blank=True)
    # Where its part stands among the others.
    position = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=12, blank=True)
    parent = models.UUIDField(null=True)
    # What it says holds of its parent from `sort_date` on, and which subject no longer counts then.
    status = models.CharField(max_length=16, blank=True)
    supersedes = models.UUIDField(null=True)
    # How often somebody means to look at it.
    review_days = models.PositiveSmallIntegerField(null=True)
    tags = ArrayField(models.UUIDField(), default=list)
    references = ArrayField(models.UUIDField(), default=list)
    files = ArrayField(models.CharField(max_length=80), default=list)
    text = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=models.Func(
            models.F("title"),
            models.F("text"),
            function="public.record_search",
            output_field=SearchVectorField(),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    successor = models.UUIDField(null=True)
    first_seq = models.BigIntegerField()
    first_at = models.DateTimeField()
    since = models.BigIntegerField()
    until = models.BigIntegerField(default=FOR_EVER)
    entry = models.ForeignKey("record.Entry", models.DO_NOTHING, related_name="+")

    objects = SubjectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uuid", "since"], name="record_subject_one_per_entry"),
            models.UniqueConstraint(fields=["uuid", "until"], name="record_subject_one_at_a_time"),
            models.UniqueConstraint(
                fields=["kind", "slug"],
                condition=models.Q(until=FOR_EVER, state=State.PUBLIC) & ~models.Q(slug=""),
                name="record_subject_one_address",
            ),
            models.CheckConstraint(
                condition=models.Q(since__lt=models.F("until")), name="record_subject_stretch"
            ),
        ]
        indexes = [
            # Every list: one kind, in the order of its dates.
            models.Index(fields=["kind", "sort_date", "first_seq"], name="record_subject_list"),
            # The same by when they were first public: the API's lists.
            models.Index(fields=["kind", "first_seq"], name="record_subject_first"),
            # A page by its address, now or then.
            models.Index(fields=["kind", "slug", "since"], name="record_subject_address"),
            # An item's status changes, milestones and events.
            models.Index(fields=["parent", "kind"], name="record_subject_parent"),
            # Every status that was said of an item, as its strip shows them.
            models.Index(
                fields=["parent", "sort_date", "first_seq"],
                include=["since", "until", "uuid", "status", "dated"],
                condition=models.Q(state=State.PUBLIC) & ~models.Q(status=""),
                name="record_subject_held",
            ),
            models.Index(
                fields=["supersedes"],
                include=["since", "until"],
                condition=models.Q(state=State.PUBLIC, supersedes__isnull=False),
                name="record_subject_superseding",
            ),
            # When an item was last looked at, and which were looked at of late.
            models.Index(
                fields=["parent", "first_at"],
                include=["since", "until"],
                condition=A_LOOK,
                name="record_subject_looked",
            ),
            models.Index(
                fields=["first_at"],
                include=["parent", "since", "until"],
                condition=A_LOOK,
                name="record_subject_lately",
            ),
            # What the board asks of its items, in its order. A row of it has room for so many tags.
            models.Index(
                fields=["position", "type", "first_seq"],
                include=["uuid", "since", "until", "review_days", "tags"],
                condition=AN_ITEM & models.Q(tags__100__isnull=True),
                name="record_subject_board",
            ),
            models.Index(
                fields=["position", "type", "first_seq"],
                condition=AN_ITEM & models.Q(tags__100__isnull=False),
                name="record_subject_many_tags",
            ),
            # Under which other names a subject is known.
            models.Index(
                fields=["successor"],
                condition=models.Q(state=State.MERGED),
                name="record_subject_merged",
            ),
            GinIndex(fields=["tags"], name="record_subject_tags"),
            GinIndex(fields=["references"], name="record_subject_references"),
            # Whether a file was ever public.
            GinIndex(fields=["files"], name="record_subject_files"),
            GinIndex(fields=["search"], name="record_subject_search"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.uuid}"

    @cached_property
    def data(self) -> Data:
        """The payload in its present format; {reason, successor} once ended, {} once erased."""
        if self.state == State.ERASED:
            return {}
        stored: Data = json.loads(self.entry.payload.text)
        return upcast(self.kind, self.entry.schema, stored) if self.state == "public" else stored

    @property
    def ending(self) -> Data:
        """What is told of its end, {reason, successor}; {} while it stands."""
        is_told = self.state != State.PUBLIC and hasattr(self.entry, "payload")
        return dict(json.loads(self.entry.payload.text)) if is_told else {}

    @property
    def tombstone(self) -> "Subject":
        """The row that tells of its end: where its own words were erased since, the erasure's."""
        rows = Subject.objects.filter(uuid=self.uuid, entry__op=Op.ERASE).told()
        return self if self.state != State.ERASED or self.ending else rows.latest("since")

    @property
    def url(self) -> str:
        """Where people read it, without a language's prefix being forced; "" where nowhere."""
        route = ROUTES.get(self.kind)
        return reverse(route, args=[self.slug]) if route and self.slug else ""


ROUTES: dict[str, str] = {
    Kind.PAGE: "page",
    Kind.ARTICLE: "article",
    Kind.ITEM: "item",
    Kind.SOURCE: "source",
    Kind.TAG: "tag",
    Kind.AUTHOR: "author",
    Kind.SERIES: "series",
}
