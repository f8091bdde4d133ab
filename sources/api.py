"""The sources API: lists and details, read from stored payloads."""

from typing import ClassVar

from django.urls import path
from django.utils.translation import gettext as _

from record import schema
from record.api import Filter, SubjectDetail, SubjectList, by_uuid
from record.clock import Reading
from record.kinds import Kind
from record.models import SubjectQuerySet
from record.problems import BadParameter
from sources import serializers
from sources.csl_types import CslType


def by_type(rows: SubjectQuerySet, value: str, _reading: Reading) -> SubjectQuerySet:
    """Those of one kind of source; a kind that there is not is refused by name."""
    if value not in CslType.values:
        words = {"value": value[:50], "known": ", ".join(CslType.values)}
        raise BadParameter(
            "type", _("There is no kind of source “%(value)s”. Known: %(known)s.") % words
        )
    return rows.filter(type=value)


@schema.listing(serializers.SourcePayload, "Sources")
class SourceList(SubjectList):
    """The sources that public statements rest on."""

    kind = Kind.SOURCE
    filters: ClassVar[tuple[str, ...]] = (
        "type",
        "publisher",
        "tag",
        "rests_on",
        "language",
        "slug",
    )
    own_filters: ClassVar[dict[str, Filter]] = {
        "type": by_type,
        "publisher": by_uuid("publisher", lambda rows, uuid, seq: rows.naming(uuid, seq)),
    }


@schema.detail(serializers.SourcePayload, "Source")
class SourceDetail(SubjectDetail):
    """One of them, by its id."""

    kind = Kind.SOURCE


@schema.listing(serializers.PublisherPayload, "Publishers")
class PublisherList(SubjectList):
    """Whoever stands behind the sources."""

    kind = Kind.PUBLISHER
    filters: ClassVar[tuple[str, ...]] = ("slug",)


@schema.detail(serializers.PublisherPayload, "Publisher")
class PublisherDetail(SubjectDetail):
    """One of them, by its id."""

    kind = Kind.PUBLISHER


@schema.listing(serializers.TagPayload, "Tags")
class TagList(SubjectList):
    """The words that join articles, items and sources."""

    kind = Kind.TAG
    filters: ClassVar[tuple[str, ...]] = ("kind", "slug")


@schema.detail(serializers.TagPayload, "Tag")
class TagDetail(SubjectDetail):
    """One of them, by its id."""

    kind = Kind.TAG


urlpatterns = [
    path("sources", SourceList.as_view(), name="api-sources"),
    path("sources/<id:uuid>", SourceDetail.as_view(), name="api-sources-detail"),
    path("publishers", PublisherList.as_view(), name="api-publishers"),
    path("publishers/<id:uuid>", PublisherDetail.as_view(), name="api-publishers-detail"),
    path("tags", TagList.as_view(), name="api-tags"),
    path("tags/<id:uuid>", TagDetail.as_view(), name="api-tags-detail"),
]
