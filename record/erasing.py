"""Taking out what must go by law, under the owner role, so that the chain still verifies."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from record import chain, forgetting
from record.chain import COLUMNS
from record.erased_log import forget_in_log, named_in_log
from record.erasures import Erasure, Remnant
from record.forgetting import Erased, shelves
from record.kinds import Actor, Kind, Op
from record.models import Due, Entry, Payload, Subject
from record.projecting import apply
from record.statements import Statement, as_text

ERASE = f"""
    SELECT {", ".join(COLUMNS)} FROM public.record_erase(%s, %s, %s, %s)
"""
MAY = """
    SELECT session_user, pg_has_role(session_user, relowner, 'MEMBER')
    FROM pg_class WHERE oid = 'public.record_entry'::regclass
"""
# One at a time: a second one waits, and finds nothing left to do.
ALONE = "SELECT {}(hashtextextended('manage.py erase', 0))"
# Names shorter than this stand in too many texts to tell anything.
TELLING = 4


def role() -> tuple[str, bool]:
    """The database role that this runs under, and whether it may erase."""
    with connection.cursor() as cursor:
        cursor.execute(MAY)
        name, may = cursor.fetchone() or ("", False)
        return name, may


@contextmanager
def alone() -> Iterator[None]:
    """Wait until nobody else erases, and let nobody else until the end."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE.format("pg_advisory_lock"))
        try:
            yield
        finally:
            cursor.execute(ALONE.format("pg_advisory_unlock"))


def erase(uuid: UUID, reason: str, slug: str = "", kind: Kind | None = None) -> Entry:
    """Remove every word of the subject `uuid` from the database; returns the entry that says so.

    `slug` is the address that goes on answering “gone”; empty where it must go too. Files are kept
    as remnants, for `remove_files` to remove once this is committed.

    Raises Subject.DoesNotExist when the record does not know the subject and its `kind` is not
    given, and the database's own refusal when the role is not the owner's.
    """
    with transaction.atomic():
        kind = kind or Kind(Subject.objects.now().get(uuid=uuid).kind)
        forgetting.hold(kind, uuid)
        erased = Erased(kind, uuid, names(kind, uuid))
        text = as_text({"reason": reason, "successor": None, "slug": slug})
        with connection.cursor() as cursor:
            cursor.execute(ERASE, [uuid, kind, text, os.urandom(32)])
            entry = Entry.from_db("default", COLUMNS, cursor.fetchone())
        _forget_scheduled(uuid)
        apply([(entry, Statement(Op.ERASE, kind, uuid, 1, Actor.ADMINISTRATOR, text))])
        rows = forgetting.own_rows(kind, uuid)
        files = forgetting.forget(erased)
        forget_in_log(rows, erased)
        remnants = [Remnant(file=file) for file in dict.fromkeys(files)]
        Remnant.objects.bulk_create(remnants, ignore_conflicts=True)
        chain.defer_check(entry.seq, entry.seq)
    return entry


def carry_out(erasure: Erasure) -> list[Entry]:
    """Erase what a confirmed request names, and what belongs to it if that is asked for too.

    Returns the entries that say so, the subject's first; none where somebody was quicker.
    """
    with transaction.atomic():
        taken = Erasure.objects.confirmed().select_for_update().filter(pk=erasure.pk).first()
        if taken is None:
            return []
        parts = list(taken.parts()) if taken.with_parts else []
        row = Subject.objects.now().get(uuid=taken.uuid)
        slug = row.slug if taken.keeps_address else ""
        entries = [erase(taken.uuid, taken.reason, slug)]
        entries += [erase(part.uuid, taken.reason) for part in parts]
        taken.carried_out_at, taken.seq = entries[0].recorded_at, entries[0].seq
        taken.save(update_fields=["carried_out_at", "seq"])
    return entries


def erase_again(uuid: UUID, kind: Kind, reason: str, slug: str) -> Entry:
    """Erase what an older backup brought back; a request that it brought back too is carried out.

    Returns the entry that says so. The record need not know the subject any more.
    """
    with transaction.atomic():
        entry = erase(uuid, reason, slug, kind)
        asked = Erasure.objects.confirmed().filter(uuid=uuid)
        asked.update(carried_out_at=entry.recorded_at, seq=entry.seq)
    return entry


def names(kind: str, uuid: UUID) -> frozenset[str]:
    """All that the subject was called, in public and at the desk, as far as it tells anything."""
    rows = forgetting.own_rows(kind, uuid)
    known = {str(row) for row in rows} | named_in_log(rows)
    known |= set(Subject.objects.filter(uuid=uuid).values_list("title", flat=True))
    known = {name for name in known if not name.startswith(forgetting.NO_NAME)}
    return frozenset(name for name in known if len(name.strip()) >= TELLING)


def mentioning(erased: frozenset[str], besides: UUID) -> list[Subject]:
    """The subjects whose public words, of any day, hold one of these names: to be read."""
    if not erased:
        return []
    found = Q()
    for name in erased:
        found |= Q(text__icontains=json.dumps(name, ensure_ascii=False)[1:-1])
    rows = Payload.objects.filter(found).exclude(entry__uuid=besides).exclude(entry__op=Op.ERASE)
    uuids = rows.values_list("entry__uuid", flat=True).distinct()
    subjects = Subject.objects.now().select_related("entry")
    return list(subjects.filter(uuid__in=uuids).order_by("kind", "title"))


def remove_files() -> list[str]:
    """Remove the files that erasures left; returns those that something else still shows.

    May be called again, and after a kill in the middle.
    """
    kept = []
    for remnant in Remnant.objects.order_by("pk"):
        if not remove_file(remnant.file):
            kept.append(remnant.file)
        remnant.delete()
    return kept


def remove_file(file: str) -> bool:
    """Remove `file`, its shelf before it, unless something needs it; returns whether it went."""
    shelf, _slash, name = file.partition("/")
    if shelves[shelf].is_needed(name):
        return False
    shelves[shelf].remove(name)
    return True


def _forget_scheduled(uuid: UUID) -> None:
    """What was scheduled would say the words again: its own, and as what another rests on."""
    Due.objects.filter(uuid=uuid).delete()
    for due in Due.objects.select_for_update():
        left: list[dict[str, Any]] = [one for one in due.statements if one["uuid"] != str(uuid)]
        if len(left) < len(due.statements):
            due.statements = left
            due.save(update_fields=["statements"])
