"""What every public page shows of the desk and of the record."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from record.asking import Question
from record.clock import Reading
from record.kinds import Kind
from record.models import Subject, SubjectQuerySet
from watchdesk.languages import spoken


@lru_cache(maxsize=32)
def rows_at(seq: int, edition: str) -> list[Subject]:
    """The desk and its pages as they stood at `seq`, kept in this process: every page shows them.

    `edition` is the present one: an erasure changes what a past says, and it.
    """
    return _rows_at(seq)


@Question
def _rows_at(seq: int) -> SubjectQuerySet:
    rows = Subject.objects.at(seq).public().filter(kind__in=[Kind.DESK, Kind.PAGE])
    return rows.told().order_by("first_seq")


def own_rows(request: HttpRequest) -> list[Subject]:
    """The desk and its pages at the request's reading."""
    reading: Reading = request.reading  # type: ignore[attr-defined]
    present: Reading = getattr(request, "present", reading)
    return rows_at(reading.seq, present.edition)


def desk(request: HttpRequest) -> dict[str, Any]:
    """The desk's payload and its pages as they stood; nothing on the desk's own screens."""
    reading = getattr(request, "reading", None)
    if reading is None:
        return {}
    found = own_rows(request)
    desks = [row.data for row in found if row.kind == Kind.DESK]
    return {
        "desk": desks[0] if desks else {"name": "Watchdesk", "tagline": "", "notices": []},
        "pages": [row for row in found if row.kind == Kind.PAGE],
        "present": getattr(request, "present", reading),
        "interface_language": spoken(get_language() or settings.LANGUAGE_CODE),
    }
