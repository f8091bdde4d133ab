"""Items at a glance: the status that holds and the strip, without reading what was said.

Of each item shown the database gives the statuses that count, the moments of its looks and the
statement that holds, from the columns of the projection alone: a board of long histories is as many
rows as it has items.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, When
from django.db.models.expressions import RawSQL

from record.clock import Reading, desk_day
from record.vague import VagueDate
from tracker.trace import Segment
from tracker.watched import Shown, Standing

# The statuses that count, in the order in which they took effect.
_STATUSES = """ARRAY(
    SELECT ARRAY[said.status, said.dated] FROM record_subject said
    WHERE said.parent = record_subject.uuid AND said.state = 'public' AND NOT (said.status = '')
        AND said.since <= %s AND said.until > %s
        AND NOT EXISTS (
            SELECT FROM record_subject other
            WHERE other.supersedes = said.uuid AND other.state = 'public'
                AND other.since <= %s AND other.until > %s
            -- One look into an index for each, not a join with all that is superseded.
            OFFSET 0
        )
    ORDER BY said.sort_date, said.first_seq
)"""
# Every statement is a look, but for taking one back.
_LOOKS = """ARRAY(
    SELECT said.first_at FROM record_subject said
    WHERE said.parent = record_subject.uuid AND said.kind = 'status-change'
        AND said.state = 'public' AND NOT (said.type = 'retraction')
        AND said.since <= %s AND said.until > %s
    ORDER BY said.first_at
)"""
_HELD = """(
    SELECT jsonb_build_array(said.status, said.dated, said.title, said.first_at)
    FROM record_held held
    JOIN record_subject said ON said.uuid = held.uuid AND said.since <= %s AND said.until > %s
    WHERE held.parent = record_subject.uuid
        AND held.known @> %s::bigint AND held.days @> %s::date
)"""
_IS_PUBLIC = """EXISTS(
    SELECT FROM record_subject item
    WHERE item.uuid = record_subject.uuid AND item.state = 'public'
        AND item.since <= %s AND item.until > %s
)"""


def at_a_glance(
    reading: Reading, uuids: Iterable[UUID], present: Reading | None = None
) -> dict[str, Any]:
    """What a query for subjects is annotated with, so that those of `uuids` can be `AtAGlance`;
    with `present` also how they stand today."""
    shown, seq = list(uuids), reading.seq
    texts, moments = models.CharField(), models.DateTimeField()
    found: dict[str, Any] = {
        "statuses": RawSQL(_STATUSES, [seq] * 4, ArrayField(ArrayField(texts))),
        "looked_at": RawSQL(_LOOKS, [seq] * 2, ArrayField(moments)),
        "held": _held(reading),
    }
    if present is not None:
        is_public = RawSQL(_IS_PUBLIC, [present.seq] * 2, models.BooleanField())
        found["held_today"] = Case(When(is_public, then=_held(present)))
    return {name: Case(When(uuid__in=shown, then=value)) for name, value in found.items()}


def _held(reading: Reading) -> RawSQL:
    seq = reading.seq
    return RawSQL(_HELD, [seq, seq, seq, reading.today], models.JSONField())


class AtAGlance(Shown):
    """An item that was asked for with `at_a_glance`."""

    item: Any

    @cached_property
    def standing(self) -> Standing | None:
        """The status that holds on the reading's day."""
        return _standing(self.item.held)

    @cached_property
    def live(self) -> list[Segment]:
        """The statuses that count, in the order in which they took effect."""
        return [Segment(status, _date(dated)) for status, dated in self.item.statuses]

    @cached_property
    def looks(self) -> list[dt.date]:
        """The days on which somebody looked, until today."""
        days = dict.fromkeys(desk_day(at) for at in self.item.looked_at)
        return [day for day in days if day <= self.today]

    def look_back(self) -> None:
        """Beside the status of the past, how the item stands today."""
        self.later = _standing(self.item.held_today)


def _standing(held: list[str] | None) -> Standing | None:
    status, dated, headline, said_at = held or ("", "", "", "")
    since = _date(dated)
    if since is None:
        return None
    return Standing(status, since, headline, desk_day(dt.datetime.fromisoformat(said_at)))


def _date(dated: str) -> VagueDate | None:
    return VagueDate.parse(dated) if dated else None
