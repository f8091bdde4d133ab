"""Items at a glance: the status that holds and the strip, without reading what was said.

Of each item shown the database gives the statuses that count, the moments of its looks and the
statement that holds, from the columns of the projection alone: a board of long histories is as many
rows as it has items.
"""

import datetime as dt
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Q, When
from django.db.models.expressions import RawSQL

from record.clock import desk_day
from record.merges import is_any, listed
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


def at_a_glance(shown: list[UUID], seq: int, today: dt.date) -> dict[str, Any]:
    """What a query is annotated with so that the subjects `shown` can be `AtAGlance`, as they stood
    at `seq` on the day `today`. It may stand in a Question."""
    statuses = RawSQL(_STATUSES, [seq] * 4, ArrayField(ArrayField(models.CharField())))
    looks = RawSQL(_LOOKS, [seq] * 2, ArrayField(models.DateTimeField()))
    found = {"statuses": statuses, "looked_at": looks, "held": _held(seq, today)}
    of_them = is_any(listed(shown))
    return {name: Case(When(of_them, then=value)) for name, value in found.items()}


def beside(shown: list[UUID], seq: int, today: dt.date) -> dict[str, Any]:
    """The same for `look_back`: how they stand at another number, on another day."""
    is_public = RawSQL(_IS_PUBLIC, [seq] * 2, models.BooleanField())
    of_them = is_any(listed(shown))
    return {"held_beside": Case(When(of_them & Q(is_public), then=_held(seq, today)))}


def _held(seq: int, today: dt.date) -> RawSQL:
    return RawSQL(_HELD, [seq, seq, seq, today], models.JSONField())


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
        self.later = _standing(self.item.held_beside)


def _standing(held: list[str] | None) -> Standing | None:
    status, dated, headline, said_at = held or ("", "", "", "")
    since = _date(dated)
    if since is None:
        return None
    return Standing(status, since, headline, desk_day(dt.datetime.fromisoformat(said_at)))


def _date(dated: str) -> VagueDate | None:
    return VagueDate.parse(dated) if dated else None
