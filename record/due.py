"""Scheduled publications: whoever comes first after the moment seals them."""

import datetime as dt
import logging

from django.db import OperationalError, transaction

from record.kinds import Op
from record.models import Due, Head, Subject
from record.sealing import remember_next_due, seal
from record.statements import Statement

log = logging.getLogger(__name__)


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
        remember_next_due()
    return sealed


def _seal_one(due: Due) -> bool:
    try:
        with transaction.atomic():
            seal(_still_needed([Statement.from_json(kept) for kept in due.statements], due))
            due.delete()
    except OperationalError:
        # The database is in trouble, not the publication: the next reader tries again.
        raise
    except Exception as error:
        log.exception("The publication due at %s cannot be sealed.", due.at)
        due.failure = str(error)[:500]
        due.save(update_fields=["failure"])
        return False
    return True


def _still_needed(statements: list[Statement], due: Due) -> list[Statement]:
    """Without what has become public in the meantime, even where it was taken back since."""
    known = set(
        Subject.objects.now()
        .filter(uuid__in=[s.uuid for s in statements])
        .values_list("uuid", flat=True)
    )
    return [
        s for s in statements if s.uuid == due.uuid or s.uuid not in known or s.op != Op.PUBLISH
    ]
