"""Making the projection again from the entries, and naming every row of it that is wrong.

Entries are read subject by subject: no more than two rows are held, however long the record is.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from psycopg import sql

from record.kinds import Op
from record.models import Entry, Head, Subject
from record.projecting import forgotten, row_of, stretch
from record.streaming import BATCH, streamed

COMPARED = [
    field.attname
    for field in Subject._meta.concrete_fields
    if field.attname not in {"id", "search"}
]
COPY = sql.SQL("COPY record_subject ({}) FROM STDIN").format(
    sql.SQL(", ").join(map(sql.Identifier, COMPARED))
)
Erasures = dict[UUID, tuple[int, dict[str, str | None]]]


class Unreadable(Exception):
    """An entry's payload is gone without an erasure: no projection can be made of it."""

    def __init__(self, seq: int) -> None:
        sentence = _(
            "No. %d has no payload, and no later entry erases it, so nothing was rebuilt. The "
            "record itself is damaged: verify_record says where, and a backup has what is missing."
        )
        super().__init__(sentence % seq)


def faults() -> Iterator[str]:
    """Each difference between the projection and what the entries give, as a sentence."""
    with _one_look():
        rows = Subject.objects.defer("search").order_by("uuid", "since")
        with streamed(rows) as kept:
            for row, should_be in _side_by_side(kept, _expected()):
                yield from _differences(row, should_be)


def rebuild() -> int:
    """Replace the projection by what the entries give; returns how many rows that makes.

    Raises Unreadable, and then everything is as it was.
    """
    with transaction.atomic():
        # The lock that numbers entries: nobody seals into rows that are about to go.
        Head.objects.select_for_update().get(id=1)
        Subject.objects.all()._raw_delete(Subject.objects.db)
        expected, made = _expected(), 0
        # The entries' cursor and COPY take turns on one connection.
        while batch := list(islice(expected, BATCH)):
            _copy(batch)
            made += len(batch)
        renew()
        return made


def settle() -> None:
    """Give back the room of the rows that were replaced, and tell the planner of the new ones.

    The server does so by itself some minutes after; until then every list reads more than it need.
    Inside a transaction nothing is done: there it cannot be.
    """
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE) record_subject, record_held")


def renew() -> None:
    """Have every answer made anew that was kept from what the projection was before.

    Done again when what follows from the projection is mended too.
    """
    Head.objects.filter(id=1).update(rebuilt=F("rebuilt") + 1)


@contextmanager
def _one_look() -> Iterator[None]:
    """One snapshot for rows and entries: what is sealed meanwhile is no fault."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _copy(rows: Iterable[Subject]) -> None:
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for row in rows:
            copy.write_row([getattr(row, name) for name in COMPARED])


def _place(row: Subject) -> tuple[UUID, int]:
    return (row.uuid, row.since)


def _side_by_side(
    kept: Iterator[Subject], expected: Iterator[Subject]
) -> Iterator[tuple[Subject | None, Subject | None]]:
    """Each row beside the one that should be there; None where one of the two is missing."""
    row, should_be = next(kept, None), next(expected, None)
    while row is not None or should_be is not None:
        if should_be is None or (row is not None and _place(row) < _place(should_be)):
            yield row, None
            row = next(kept, None)
        elif row is None or _place(should_be) < _place(row):
            yield None, should_be
            should_be = next(expected, None)
        else:
            yield row, should_be
            row, should_be = next(kept, None), next(expected, None)


def _differences(row: Subject | None, should_be: Subject | None) -> Iterator[str]:
    told = row or should_be
    assert told is not None
    which = {"kind": told.kind, "uuid": told.uuid, "seq": told.since}
    if row is None:
        yield _("Row of %(kind)s %(uuid)s since no. %(seq)d: it is missing.") % which
    elif should_be is None:
        yield _("Row of %(kind)s %(uuid)s since no. %(seq)d: no entry gives it.") % which
    else:
        for name in COMPARED:
            if _plain(getattr(row, name)) != _plain(getattr(should_be, name)):
                sentence = _("Row of %(kind)s %(uuid)s since no. %(seq)d: %(name)s is wrong.")
                yield sentence % {**which, "name": name}


def _expected() -> Iterator[Subject]:
    """The rows that the entries give, by subject and number."""
    erasures = _erasures()
    rows = Entry.objects.order_by("uuid", "seq").select_related("payload")
    with streamed(rows) as entries:
        for _uuid, of_one in groupby(entries, key=attrgetter("uuid")):
            yield from _stretches(of_one, erasures)


def _stretches(entries: Iterable[Entry], erasures: Erasures) -> Iterator[Subject]:
    """The rows of one subject: each holds until the next begins."""
    previous: Subject | None = None
    for entry in entries:
        row = _row(entry, previous, erasures)
        if previous is not None:
            previous.until = entry.seq
            yield previous
        previous = row
    if previous is not None:
        yield previous


def _erasures() -> Erasures:
    """For each erased subject, the number of its last erasure and what that carries."""
    entries = Entry.objects.filter(op=Op.ERASE).order_by("seq").select_related("payload")
    return {entry.uuid: (entry.seq, json.loads(_text(entry))) for entry in entries}


def _row(entry: Entry, previous: Subject | None, erasures: Erasures) -> Subject:
    erased_at, data = erasures.get(entry.uuid, (0, {}))
    if entry.seq > erased_at:
        return row_of(entry, _text(entry), previous)
    return Subject(**stretch(entry, previous), **forgotten(data))


def _text(entry: Entry) -> str:
    payload = getattr(entry, "payload", None)
    if payload is None:
        raise Unreadable(entry.seq)
    return payload.text


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, (list, tuple)) else value
