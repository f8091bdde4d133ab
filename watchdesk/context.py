"""What every public page shows of the desk and of the record."""

from typing import Any

from django.http import HttpRequest

from record.kinds import Kind
from record.models import Subject


def desk(request: HttpRequest) -> dict[str, Any]:
    """The desk's payload as it stood at the page's reading; nothing on the desk's own screens."""
    reading = getattr(request, "reading", None)
    if reading is None:
        return {}
    row = Subject.objects.at(reading.seq).filter(kind=Kind.DESK).told().first()
    return {"desk": row.data if row else {"name": "Watchdesk", "tagline": "", "notices": []}}
