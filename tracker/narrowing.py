"""The board's question to the database: its choices in SQL, over that of `tracker.standings`."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from tracker.since import Since
from tracker.statuses import FINAL

_NARROWED = """
, told AS MATERIALIZED (
    SELECT *, {tag} AS in_tag, {track} AS in_track, {status} AS in_status FROM board
),
known (name, tag) AS (SELECT * FROM unnest(%(names)s::uuid[], %(tags)s::uuid[])),
alike AS (
    SELECT tags, count(*) AS n FROM told WHERE in_track AND in_status GROUP BY tags
),
placed AS (
    SELECT uuid, row_number() OVER (ORDER BY {order}) AS place
    FROM told WHERE in_tag AND in_track AND in_status
)
SELECT 'part', type, position, status, is_overdue, in_tag, (array_agg(uuid))[1], count(*)
FROM told GROUP BY type, position, status, is_overdue, in_tag
UNION ALL
SELECT 'tag', '', 0, '', false, false, tag, sum(n)::bigint FROM (
    SELECT DISTINCT tags, n, tag FROM alike, unnest(tags) AS name JOIN known USING (name)
) each GROUP BY tag
UNION ALL
SELECT 'row', '', 0, '', false, false, uuid, place FROM placed
WHERE place > %(before)s AND place <= %(before)s + %(most)s
"""
# Those of which something was said after a number, and where the last was said.
_CHANGED = """
UNION ALL (
    SELECT 'changed', '', 0, '', false, false, said.item, max(said.since)
    FROM (
        SELECT coalesce(parent, uuid) AS item, since FROM record_subject
        WHERE since > {since} AND entry_id > {since} AND since <= %(seq)s AND until > %(seq)s
            AND state = 'public' AND kind = ANY(%(kinds)s)
            AND NOT (kind = 'event' AND coalesce(sort_date > %(day)s, false))
    ) said
    JOIN told ON told.uuid = said.item AND in_tag AND in_track AND in_status
    GROUP BY said.item ORDER BY max(said.since) DESC LIMIT %(compared)s + 1
)
"""
_ORDERS = {
    "track": "is_final, CASE WHEN NOT is_final THEN position END,"
    " CASE WHEN NOT is_final THEN type END, first_seq",
    "status": "array_position(%(statuses)s, status::text) NULLS LAST, position, type, first_seq",
}
_STATUSES = {"": "true", "final": "is_final", "overdue": "is_overdue"}


class Part(NamedTuple):
    """How many items are alike in all that the board is narrowed by, and one of them."""

    track: str
    position: int
    status: str
    is_overdue: bool
    in_tag: bool
    one: UUID
    n: int

    def has(self, status: str) -> bool:
        """Whether they are among those of a filter by status."""
        if status == "final":
            return self.status in FINAL
        return self.is_overdue if status == "overdue" else status in {"", self.status}


def narrowed(asked: Mapping[str, str], group: str, since: Since | None) -> str:
    """The question for what is `asked` (status, tag, track), each with its value as a parameter.

    It gives how many there are of each `Part`, how many items each tag has, and the items of one
    page; with `since` also those of which something was said after it.
    """
    select = _NARROWED.format(
        status=_STATUSES.get(asked["status"], "status = %(status)s"),
        track="type = %(track)s" if asked["track"] else "true",
        tag="tags && %(chosen)s::uuid[]" if asked["tag"] else "true",
        order=_ORDERS[group],
    )
    return select + (_CHANGED.format(since=since.sql) if since else "")
