"""Short forms for the schedule: subjects by their key, and sources as evidence."""

from collections.abc import Iterable

from record.vague import VagueDate
from sources.models import Source
from tracker.evidence import Use
from tracker.models import WatchItem
from watchdesk.demo.keys import uuid_of


def source(key: str) -> Source:
    """The demo's source of that key."""
    return Source.objects.get(uuid=uuid_of("source", key))


def item(slug: str) -> WatchItem:
    """The demo's watch item of that slug."""
    return WatchItem.objects.get(slug=slug)


def use(key: str, stance: str, credibility: int, locator: str = "", quotation: str = "") -> Use:
    """One use of a source, graded for this use."""
    return Use(
        source=source(key),
        stance=stance,
        locator=locator,
        quotation=quotation,
        credibility=credibility,
    )


def uses(rows: Iterable[tuple[str, str, int]]) -> list[Use]:
    """The uses in `rows`, in their order."""
    return [use(*row) for row in rows]


def when(edtf: str) -> VagueDate:
    """The vague date written as EDTF."""
    return VagueDate.parse(edtf)
