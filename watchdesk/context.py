"""What every public page shows of the desk and of the record."""

from typing import Any

from django.http import HttpRequest

from record.kinds import Kind


def desk(request: HttpRequest) -> dict[str, Any]:
    """The desk's payload and its pages as they stood; nothing on the desk's own screens."""
    reading = getattr(request, "reading", None)
    if reading is None:
        return {}
    rows = reading.subjects(Kind.DESK) | reading.subjects(Kind.PAGE)
    found = list(rows.order_by("first_seq"))
    desks = [row.data for row in found if row.kind == Kind.DESK]
    return {
        "desk": desks[0] if desks else {"name": "Watchdesk", "tagline": "", "notices": []},
        "pages": [row for row in found if row.kind == Kind.PAGE],
    }
