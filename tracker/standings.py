"""The status of each item on a day, as the database finds it: by `record.held`.

It is the rule of `tracker.history`; `tests/tracker/test_two_clocks.py` holds the two against each
other.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models.expressions import RawSQL

from record.clock import Reading
from record.models import Subject
from tracker.statuses import FINAL, Status

Row = tuple[Any, ...]
NAMED = re.compile(r"%\((\w+)\)s")

# The statement that holds of `item.uuid`.
_HELD = """
    SELECT held.uuid, held.status FROM record_held held
    WHERE held.parent = item.uuid AND held.known @> %(seq)s::bigint AND held.days @> %(day)s::date
"""
_LOOKED = """
    FROM record_subject said
    WHERE said.kind = 'status-change' AND said.state = 'public' AND NOT (said.type = 'retraction')
        AND said.since <= %(seq)s AND said.until > %(seq)s AND said.first_at < %(day_ends)s
"""
# The public items, by the two indexes that hold all that is asked of them.
_ITEMS = """
    SELECT uuid, position, type, first_seq, review_days, tags FROM record_subject
    WHERE kind = 'item' AND state = 'public' AND since <= %(seq)s AND until > %(seq)s
        AND tags[101] IS
"""
# Every public item, and what holds of it.
STANDING = f"""
WITH item AS (
    {_ITEMS} NULL
    UNION ALL
    {_ITEMS} NOT NULL
),
held AS (
    SELECT parent, status FROM record_held
    WHERE known @> %(seq)s::bigint AND days @> %(day)s::date
)
"""
# Every public item with its status, when it was last looked at, and whether that is too long ago.
# Most were looked at lately: those are gathered in one run, and only the others are asked about one
# by one. When a day of the desk began is asked only of those that come near to being overdue.
BOARD = f"""
{STANDING},
lately AS (
    SELECT said.parent, max(said.first_at) AS looked
    {_LOOKED} AND said.first_at >= %(lately)s
    GROUP BY said.parent
),
board AS MATERIALIZED (
    SELECT *, status = ANY(%(final)s) AS is_final,
        coalesce(
            looked < %(day_ends)s - review_days * interval '24 hours'
            AND looked < (%(day)s - review_days)::timestamp AT TIME ZONE %(zone)s
            AND status = ANY(%(open)s),
            false
        ) AS is_overdue
    FROM (
        SELECT item.*, coalesce(held.status, '') AS status, coalesce(lately.looked, (
            SELECT said.first_at {_LOOKED} AND said.parent = item.uuid
            ORDER BY said.first_at DESC LIMIT 1
        )) AS looked
        FROM item
        LEFT JOIN held ON held.parent = item.uuid
        LEFT JOIN lately ON lately.parent = item.uuid
        -- Not pulled up: each would be asked when it was looked at twice.
        OFFSET 0
    ) standing
)
"""
_LATELY = dt.timedelta(days=200)
_FEW = f"""
    SELECT said.id
    FROM unnest(%(items)s::uuid[]) AS item (uuid)
    CROSS JOIN LATERAL ({_HELD}) held
    JOIN record_subject said ON said.uuid = held.uuid
        AND said.since <= %(seq)s AND said.until > %(seq)s
"""
# In the order of the board, and no further than is asked for.
_OPEN = f"""
    SELECT item.uuid
    FROM (
        SELECT uuid FROM record_subject
        WHERE kind = 'item' AND state = 'public' AND since <= %(seq)s AND until > %(seq)s
        ORDER BY position, type, first_seq
    ) item
    LEFT JOIN LATERAL ({_HELD}) held ON true
    WHERE NOT coalesce(held.status = ANY(%(final)s), false)
    LIMIT %(most)s
"""
_URGENT = """
    SELECT uuid, count(*) OVER (), count(*) FILTER (WHERE is_overdue) OVER () FROM board
    ORDER BY is_final,
        review_days - coalesce(%(day)s - (looked AT TIME ZONE %(zone)s)::date, 0), first_seq
    LIMIT %(most)s
"""


def asked_of_board(reading: Reading, select: str, **more: Any) -> list[Row]:
    """What `select` gives over the table `board`: one query, however many items there are."""
    return _rows(BOARD + select, **_moment(reading), **more)


def open_items(reading: Reading, most: int) -> list[UUID]:
    """The first open items in the order of the board."""
    return [uuid for (uuid,) in _rows(_OPEN, most=most, **_moment(reading))]


def urgent_items(reading: Reading, most: int) -> tuple[list[UUID], int, int]:
    """Those whose next look is due first, the final ones last; how many there are, and overdue."""
    rows = asked_of_board(reading, _URGENT, most=most)
    return [row[0] for row in rows], *(rows[0][1:] if rows else (0, 0))


def held_by(reading: Reading, items: Iterable[Subject]) -> dict[UUID, Subject]:
    """Which statement holds of each of `items`, under the item's UUID: one query."""
    parameters = {"items": [item.uuid for item in items], **_moment(reading)}
    names = NAMED.findall(_FEW)
    keys = RawSQL(NAMED.sub("%s", _FEW), [parameters[name] for name in names])
    held = Subject.objects.told().filter(pk__in=keys) if parameters["items"] else ()
    return {row.parent: row for row in held if row.parent}


def _moment(reading: Reading) -> dict[str, Any]:
    """Both clocks of a reading as the SQL takes them."""
    zone = ZoneInfo(settings.TIME_ZONE)
    morning = dt.datetime.combine(reading.today + dt.timedelta(days=1), dt.time.min, zone)
    # Long before that there are no looks, and a little later no days.
    lately = morning - _LATELY if morning.year > 1000 else morning
    return {
        "seq": reading.seq,
        "day": reading.today,
        "day_ends": morning,
        "lately": lately,
        "zone": settings.TIME_ZONE,
        "final": [str(status) for status in Status if status in FINAL],
        "open": [str(status) for status in Status if status not in FINAL],
    }


def _rows(sql: str, **parameters: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
