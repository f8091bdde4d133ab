"""Bringing the projection up to the entries: one row per subject and stretch of the record."""

import json
from uuid import UUID

from record.asking import Question
from record.held import hold
from record.kinds import ENDINGS, Op, Projection, registered, upcast
from record.merges import is_any, listed
from record.models import FOR_EVER, Entry, Subject, SubjectQuerySet
from record.statements import Statement


def apply(sealed: list[tuple[Entry, Statement]]) -> None:
    """Close the rows that the new entries end, and add the rows that they open."""
    standing = {row.uuid: row for row in _standing(list({entry.uuid for entry, _ in sealed}))}
    opened: list[Subject] = []
    closed: list[Subject] = []
    for entry, statement in sealed:
        previous = standing.get(entry.uuid)
        if previous is not None:
            previous.until = entry.seq
            closed += [previous] if previous.pk else []
        standing[entry.uuid] = row = row_of(entry, statement.text, previous)
        opened.append(row)
    Subject.objects.bulk_update(closed, ["until"], batch_size=200)
    Subject.objects.bulk_create(opened)
    known_from = sealed[0][0].seq
    for entry, statement in sealed:
        if entry.op == Op.ERASE:
            forget(entry.uuid, entry.seq, json.loads(statement.text))
            # It never said anything, whatever number is asked.
            known_from = 0
    parents = {row.parent for row in [*closed, *opened] if row.status or row.supersedes}
    if parents - {None}:
        hold([parent for parent in parents if parent], known_from)


@Question
def _standing(uuids: list[UUID]) -> SubjectQuerySet:
    return Subject.objects.now().filter(is_any(listed(uuids)))


def row_of(entry: Entry, text: str, previous: Subject | None) -> Subject:
    """The projection of one entry; `previous` is the subject's row before it."""
    common = stretch(entry, previous)
    if entry.op in ENDINGS:
        return _ended(entry, json.loads(text), previous, common)
    found = registered(entry.kind).serializer.project(
        upcast(entry.kind, entry.schema, json.loads(text))
    )
    return Subject(**common, **_columns(found))


def stretch(entry: Entry, previous: Subject | None) -> dict[str, object]:
    """What every row has: whose it is, when that was first public, and since when it holds."""
    return {
        "uuid": entry.uuid,
        "kind": entry.kind,
        "entry_id": entry.seq,
        "first_seq": previous.first_seq if previous else entry.seq,
        "first_at": previous.first_at if previous else entry.recorded_at,
        "since": entry.seq,
        "until": FOR_EVER,
    }


def _columns(found: Projection) -> dict[str, object]:
    return {
        "slug": found.slug,
        "title": found.title,
        "type": found.type,
        "sort_date": found.sort_date,
        "dated": found.dated,
        "position": found.position,
        "language": found.language,
        "parent": found.parent,
        "status": found.status,
        "supersedes": found.supersedes,
        "review_days": found.review_days,
        "tags": list(found.tags),
        "references": list(found.references),
        "files": list(found.files),
        "text": found.text,
    }


def _ended(
    entry: Entry, data: dict[str, str | None], previous: Subject | None, common: dict[str, object]
) -> Subject:
    """A tombstone keeps the address and the title; an erased one the address at most."""
    if entry.op == Op.ERASE:
        return Subject(**{**common, **forgotten(data)})
    successor = data.get("successor")
    return Subject(
        **common,
        state=ENDINGS[entry.op],
        slug=previous.slug if previous else "",
        title=previous.title if previous else "",
        type=previous.type if previous else "",
        sort_date=previous.sort_date if previous else None,
        language=previous.language if previous else "",
        parent=previous.parent if previous else None,
        successor=UUID(successor) if successor else None,
    )


def forget(uuid: UUID, seq: int, data: dict[str, str | None]) -> None:
    """Take an erased subject's words out of every row up to the erasure `seq`."""
    blank = forgotten(data)
    Subject.objects.filter(uuid=uuid, since__lte=seq).update(**blank)


def forgotten(data: dict[str, str | None]) -> dict[str, object]:
    """The columns of an erased subject's rows: its address, where that may stay, and no word."""
    blank = _columns(Projection(slug=data.get("slug") or ""))
    return {**blank, "state": ENDINGS[Op.ERASE], "successor": None}
