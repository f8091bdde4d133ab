"""The status that the desk keeps beside each item, held against what was said of it in public."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from record.clock import desk_day, now
from record.kinds import Kind
from record.models import Subject
from tracker.models import WatchItem
from tracker.remembered import remembered
from tracker.watched import stood

BATCH = 200


def faults() -> Iterator[str]:
    """Each item whose kept status is not the one that holds today by the record, as a sentence."""
    for item, status in _wrong():
        names = {"item": item.slug, "kept": item.status or "–", "status": status or "–"}
        yield _("Item “%(item)s” is kept as %(kept)s; by what was said it is %(status)s.") % names


def mend() -> None:
    """Keep the status that holds by the record. A form that was opened on another is refused."""
    for item, status in _wrong():
        rows = WatchItem.objects.filter(pk=item.pk, version=item.version)
        rows.update(status=status, version=F("version") + 1)


def _wrong() -> Iterator[tuple[WatchItem, str]]:
    items = WatchItem.objects.order_by("pk").only("uuid", "slug", "status", "version").iterator()
    while batch := list(islice(items, BATCH)):
        held = _held(batch)
        yield from ((item, status) for item, status in held if item.status != status)


def _held(items: list[WatchItem]) -> list[tuple[WatchItem, str]]:
    """Each item with the status that holds today by the record; "" where none does."""
    said = Subject.objects.now().public().told().filter(kind=Kind.STATUS_CHANGE)
    rows = said.filter(parent__in=[item.uuid for item in items]).order_by("first_seq")
    of_item: dict[UUID | None, list[Subject]] = defaultdict(list)
    for row in rows:
        of_item[row.parent].append(row)
    today = desk_day(now())
    standing = [(item, stood(of_item[item.uuid], today)) for item in items]
    return [
        (item, found.status if found else item.status if _is_forgotten(item) else "")
        for item, found in standing
    ]


def _is_forgotten(item: WatchItem) -> bool:
    """Whether all that was said of it is erased: it stays as the desk knew it."""
    return item.changes.exists() and not remembered(item.changes.all()).exists()
