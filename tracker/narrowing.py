"""The board's question to the database: its choices in SQL, over that of `tracker.standings`."""

from collections.abc import Mapping
from typing import NamedTuple

from tracker.since import Since
from tracker.statuses import FINAL

_NARROWED = """
, alike AS (
    SELECT tags, count(*) AS n FROM board WHERE {track} AND {status} GROUP BY tags
)
SELECT 'part', type, position, status, is_overdue, {tag}, min(first_seq), count(*), NULL::uuid
FROM board GROUP BY 2, 3, 4, 5, 6
UNION ALL
SELECT 'tag', '', 0, '', false, false, 0, sum(n)::bigint, tag FROM (
    SELECT DISTINCT tags, n, tag FROM alike, unnest(tags) AS name
    JOIN unnest(%(names)s::uuid[], %(tags)s::uuid[]) AS known (name, tag) USING (name)
) each GROUP BY tag
UNION ALL
SELECT 'row', '', 0, '', false, false, 0, row_number() OVER (), uuid FROM (
    SELECT uuid FROM board WHERE {tag} AND {track} AND {status}
    ORDER BY {order} LIMIT %(most)s OFFSET %(before)s
) page
"""
# Those of which something was said after a number, and where the last was said.
_CHANGED = """
UNION ALL (
    SELECT 'changed', '', 0, '', false, false, 0, max(said.since), said.item
    FROM (
        SELECT coalesce(parent, uuid) AS item, since FROM record_subject
        WHERE since > {since} AND entry_id > {since} AND since <= %(seq)s AND until > %(seq)s
            AND state = 'public' AND kind = ANY(%(kinds)s)
            AND NOT (kind = 'event' AND coalesce(sort_date > %(day)s, false))
    ) said
    JOIN board ON board.uuid = said.item AND {tag} AND {track} AND {status}
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
    """How many items are alike in all that the board is narrowed by, and the first of them."""

    track: str
    position: int
    status: str
    is_overdue: bool
    in_tag: bool
    first_seq: int
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
    choices = {
        "status": _STATUSES.get(asked["status"], "status = %(status)s"),
        "track": "type = %(track)s" if asked["track"] else "true",
        "tag": "tags && %(chosen)s::uuid[]" if asked["tag"] else "true",
    }
    select = _NARROWED.format(**choices, order=_ORDERS[group])
    return select + (_CHANGED.format(**choices, since=since.sql) if since else "")
