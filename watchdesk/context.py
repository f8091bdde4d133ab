"""What every public page shows of the desk and of the record."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from record.clock import Reading
from record.kinds import Kind
from record.models import Subject
from watchdesk.languages import spoken


def own_rows(request: HttpRequest) -> list[Subject]:
    """The desk and its pages at the request's reading: asked for once in a request."""
    reading: Reading = request.reading  # type: ignore[attr-defined]
    kept: dict[int, list[Subject]] = request.__dict__.setdefault("own_rows", {})
    if reading.seq not in kept:
        rows = reading.subjects(Kind.DESK) | reading.subjects(Kind.PAGE)
        kept[reading.seq] = list(rows.order_by("first_seq"))
    return kept[reading.seq]


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
