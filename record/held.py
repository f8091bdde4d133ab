"""What holds of a subject: by which knowledge, and on which days.

A statement holds from its day until the next one's, by all numbers of the record at which both were
known: a rectangle of two clocks. Asked of one day by one number, an index finds what holds of every
subject at once (the bitemporal table of R. T. Snodgrass, “Developing Time-Oriented Database
Applications in SQL”, 2000). The rule stands in `migrations/sql/held.sql`.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import connection, models
from django.utils.translation import gettext as _

from record.subjects import Subject

HOLD = "SELECT public.record_hold(%s::uuid[], %s)"
# Rows of one subject that are not as its statements give them: too many first, then missing ones.
WRONG = """
    WITH given AS (SELECT * FROM public.record_holding(%(parents)s::uuid[], 0)),
    kept AS (
        SELECT parent, uuid, status, known, days FROM record_held WHERE parent = ANY(%(parents)s)
    )
    SELECT parent, uuid, lower(known), false
    FROM (SELECT * FROM kept EXCEPT ALL SELECT * FROM given) each
    UNION ALL
    SELECT parent, uuid, lower(known), true
    FROM (SELECT * FROM given EXCEPT ALL SELECT * FROM kept) each
    ORDER BY 1, 2, 3, 4
"""
BATCH = 200


class Held(models.Model):
    """That `uuid` says of `parent` what holds of it on `days`, as the numbers `known` know it.

    A projection of the projection: `rebuild_projections` makes it again.
    """

    parent = models.UUIDField()
    uuid = models.UUIDField()
    status = models.CharField(max_length=16)
    known = BigIntegerRangeField()
    days = DateRangeField()

    class Meta:
        indexes = [
            # What holds of all subjects on a day, by a number.
            GistIndex(
                fields=["known", "days"],
                include=["parent", "status"],
                name="record_held_all",
            ),
            models.Index(
                fields=["parent"],
                include=["known", "days", "uuid", "status"],
                name="record_held_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent}: {self.status}"


def hold(parents: Iterable[UUID], known_from: int) -> None:
    """Keep what holds of `parents` from the number `known_from` on, by their statements."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [list(parents), known_from])


def faults() -> Iterator[str]:
    """Each row that is not as the statements of its subject give it, as a sentence."""
    for parents in _batches():
        for parent, uuid, known_from, is_missing in _wrong(parents):
            names = {"parent": parent, "uuid": uuid, "seq": known_from}
            wrong = _("it is not kept.") if is_missing else _("no statement gives it.")
            told = _("What %(uuid)s says of %(parent)s since no. %(seq)d: %(wrong)s")
            yield told % {**names, "wrong": wrong}


def mend() -> None:
    """Keep all of it anew."""
    Held.objects.all()._raw_delete(Held.objects.db)
    for parents in _batches():
        hold(parents, 0)


def _batches() -> Iterator[list[UUID]]:
    """Everything of which something is said or kept, a few at a time."""
    said = Subject.objects.exclude(parent=None).exclude(status="").values("parent")
    kept = Held.objects.values("parent")
    parents = list(said.union(kept).order_by("parent").values_list("parent", flat=True))
    for first in range(0, len(parents), BATCH):
        yield [parent for parent in parents[first : first + BATCH] if parent]


def _wrong(parents: list[UUID]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(WRONG, {"parents": parents})
        return cursor.fetchall()
