"""Scheduled publications: whoever comes first after the moment seals them."""

import datetime as dt

from django.db import DatabaseError, transaction

from record.kinds import Actor, Op, State
from record.models import Due, Head, Subject
from record.sealing import seal
from record.statements import Statement


def seal_due(at: dt.datetime) -> int:
    """Seal everything that is due at `at`; returns how many publications that were.

    Safe to call from many requests at once: the first seals, the others wait and find nothing. A
    publication that cannot be sealed is set aside with its reason and stops nobody else's.
    """
    with transaction.atomic():
        # In the order of a desk write that schedules: the record's lock, then the rows.
        Head.objects.select_for_update().get(id=1)
        ready = list(Due.objects.select_for_update().filter(at__lte=at, failure=""))
        sealed = sum(_seal_one(due) for due in ready)
        first = Due.objects.filter(failure="").order_by("at").values_list("at", flat=True).first()
        Head.objects.filter(id=1).update(next_due=first)
    return sealed


def _seal_one(due: Due) -> bool:
    try:
        with transaction.atomic():
            seal(_still_needed([Statement.from_json(kept) for kept in due.statements], due))
            due.delete()
    except DatabaseError as error:
        due.failure = str(error)[:500]
        due.save(update_fields=["failure"])
        return False
    return True


def _still_needed(statements: list[Statement], due: Due) -> list[Statement]:
    """Without what became public in the meantime, and by the system: nobody is at the desk."""
    public = set(
        Subject.objects.now()
        .filter(uuid__in=[s.uuid for s in statements], state=State.PUBLIC)
        .values_list("uuid", flat=True)
    )
    return [
        Statement(s.op, s.kind, s.uuid, s.schema, Actor(s.actor), s.text)
        for s in statements
        if s.uuid == due.uuid or s.uuid not in public or s.op != Op.PUBLISH
    ]
