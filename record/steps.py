"""Stepping through the recorded days: the days before and after on which something was said."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, Q, Subquery

from record.asking import Question
from record.clock import At, Reading, was_at
from record.kinds import Kind
from record.models import Subject
from record.moments import desk_day

# One descent of the index (kind, seq) for each kind and side.
_OF_KINDS = """
    SELECT earlier.recorded_at, later.recorded_at
    FROM (
        SELECT max(last.seq) AS before, min(next.seq) AS after
        FROM unnest(%s::text[]) AS each (kind)
        LEFT JOIN LATERAL (
            SELECT seq FROM record_entry WHERE kind = each.kind AND seq <= (
                SELECT seq FROM record_entry WHERE recorded_at < %s
                ORDER BY recorded_at DESC, seq DESC LIMIT 1
            ) ORDER BY seq DESC LIMIT 1
        ) last ON true
        LEFT JOIN LATERAL (
            SELECT seq FROM record_entry WHERE kind = each.kind AND seq > %s AND seq <= %s
            ORDER BY seq LIMIT 1
        ) next ON true
    ) found
    LEFT JOIN record_entry earlier ON earlier.seq = found.before
    LEFT JOIN record_entry later ON later.seq = found.after
"""


@dataclass(frozen=True)
class Steps:
    """The recorded days on both sides of a reading; None where there is none."""

    before: dt.date | None
    after: dt.date | None

    @classmethod
    def of_kinds(cls, reading: Reading, kinds: Iterable[str], last: int) -> "Steps":
        """By what was said of any subject of `kinds`, up to the number `last`: one query."""
        with connection.cursor() as cursor:
            cursor.execute(_OF_KINDS, [list(kinds), _morning(reading), reading.seq, last])
            return cls.between(*(cursor.fetchone() or (None, None)))

    @classmethod
    def between(cls, before: dt.datetime | None, after: dt.datetime | None) -> "Steps":
        """The days of two moments."""
        return cls(before and desk_day(before), after and desk_day(after))

    @staticmethod
    def of_one(reading: Reading) -> At:
        """The question for one subject at its address whose answer `read_from` takes."""
        morning = _morning(reading)
        return lambda kind, slug, seq: _said_around(kind, slug, seq, morning)

    @classmethod
    def read_from(cls, row: Any) -> "Steps":
        """The steps of a subject that was asked for with `of_one`."""
        return cls.between(row.said_before, row.said_after)


@Question
def _said_around(kind: Kind, slug: str, seq: int, morning: dt.datetime) -> Any:
    """With when it was last said before `morning`, and first after `seq`.

    Counted is what was said of it and of all that belongs to it.
    """
    said = Subject.objects.filter(Q(uuid=OuterRef("uuid")) | Q(parent=OuterRef("uuid")))
    before = said.filter(entry__recorded_at__lt=morning).order_by("-since")
    after = said.filter(since__gt=seq).order_by("since")
    return was_at(kind, slug, seq).annotate(
        said_before=Subquery(before.values("entry__recorded_at")[:1]),
        said_after=Subquery(after.values("entry__recorded_at")[:1]),
    )


def _morning(reading: Reading) -> dt.datetime:
    """When the last day that the reading knows of began at the desk."""
    day = reading.known_on or reading.today
    return dt.datetime.combine(day, dt.time.min, ZoneInfo(settings.TIME_ZONE))
