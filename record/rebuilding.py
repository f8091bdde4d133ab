"""Making the projection again from the entries, and naming every row that was wrong."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from record.kinds import Op
from record.models import Entry, Head, Subject
from record.projecting import forgotten, row_of, stretch

COMPARED = [
    field.attname
    for field in Subject._meta.concrete_fields
    if field.attname not in {"id", "search"}
]
BATCH = 1000


def faults() -> Iterator[str]:
    """Each difference between the projection and what the entries give, as a sentence."""
    expected = {(row.uuid, row.since): row for row in _expected()}
    for row in Subject.objects.order_by("since").iterator(chunk_size=BATCH):
        should_be = expected.pop((row.uuid, row.since), None)
        if should_be is None:
            yield f"Row of {row.kind} {row.uuid} since no. {row.since}: no entry gives it."
            continue
        for name in COMPARED:
            if _plain(getattr(row, name)) != _plain(getattr(should_be, name)):
                yield f"Row of {row.kind} {row.uuid} since no. {row.since}: {name} is wrong."
    for missing in expected.values():
        yield f"Row of {missing.kind} {missing.uuid} since no. {missing.since}: it is missing."


def rebuild() -> int:
    """Replace the projection by what the entries give; returns how many rows that makes."""
    with transaction.atomic():
        # The lock that numbers entries: nobody seals into rows that are about to go.
        Head.objects.select_for_update().get(id=1)
        Subject.objects.all()._raw_delete(Subject.objects.db)
        return len(Subject.objects.bulk_create(list(_expected()), batch_size=BATCH))


def _expected() -> Iterator[Subject]:
    standing: dict[object, Subject] = {}
    rows: list[Subject] = []
    erasures = _erasures()
    entries = Entry.objects.order_by("seq").select_related("payload")
    for entry in entries.iterator(chunk_size=BATCH):
        previous = standing.get(entry.uuid)
        if previous is not None:
            previous.until = entry.seq
        row = _row(entry, previous, erasures)
        standing[entry.uuid] = row
        rows.append(row)
    yield from rows


def _erasures() -> dict[object, tuple[int, dict[str, str | None]]]:
    """For each erased subject, the number of its last erasure and what that carries."""
    entries = Entry.objects.filter(op=Op.ERASE).order_by("seq").select_related("payload")
    return {entry.uuid: (entry.seq, json.loads(entry.payload.text)) for entry in entries}


def _row(
    entry: Entry,
    previous: Subject | None,
    erasures: dict[object, tuple[int, dict[str, str | None]]],
) -> Subject:
    erased_at, data = erasures.get(entry.uuid, (0, {}))
    if entry.seq > erased_at:
        return row_of(entry, entry.payload.text, previous)
    return Subject(**stretch(entry, previous), **forgotten(data))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, (list, tuple)) else value
