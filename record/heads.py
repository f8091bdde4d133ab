"""Where the record stands, now and at a moment that is asked for."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from record.moments import NUMBER, BadMoment, moment_of

NOTHING = "0" * 64


@dataclass(frozen=True)
class Then:
    """The entry that the record stood at when `asked`: no. 0 where it had none yet."""

    asked: str
    seq: int = 0
    hash: str = NOTHING
    recorded_at: dt.datetime | None = None


@dataclass(frozen=True)
class Standing:
    """Where the record stands: its last number and hash, when that was recorded, when something is
    next due, and how often the projection was made again.

    `then` is where it stood at the moment that was asked for, if one was.
    """

    seq: int
    hash: str
    next_due: dt.datetime | None
    rebuilt: int = 0
    recorded_at: dt.datetime | None = None
    then: Then | None = None


HEAD = """
    SELECT head.seq, head.hash, head.next_due, head.rebuilt, last.recorded_at
    FROM record_head head LEFT JOIN record_entry last ON last.seq = head.seq
    WHERE head.id = 1
"""
HEAD_AND_THEN = """
    SELECT head.seq, head.hash, head.next_due, head.rebuilt, last.recorded_at,
        entry.seq, entry.hash, entry.recorded_at
    FROM record_head head LEFT JOIN record_entry last ON last.seq = head.seq LEFT JOIN LATERAL (
        SELECT seq, hash, recorded_at FROM record_entry WHERE seq <= head.seq AND {asked}
        ORDER BY recorded_at DESC, seq DESC LIMIT 1
    ) entry ON true
    WHERE head.id = 1
"""


def standing(asked: str = "") -> Standing:
    """The head of the record, and where it stood at `asked` (`?known_at=`), by one small query."""
    condition, value = _condition(asked) if asked else ("", None)
    with connection.cursor() as cursor:
        if not condition:
            cursor.execute(HEAD)
            return Standing(*(cursor.fetchone() or (0, NOTHING, None)))
        cursor.execute(HEAD_AND_THEN.format(asked=condition), [value])
        row = cursor.fetchone() or (0, NOTHING, None, 0, None, None)
        seq, digest, due, rebuilt, last, *entry = row
        then = Then(asked, *entry) if entry[0] else Then(asked)
        return Standing(seq, digest, due, rebuilt, last, then)


def _condition(asked: str) -> tuple[str, int | dt.datetime | None]:
    """Which entries are looked for, in SQL and with its value; "" for what cannot be read."""
    if NUMBER.fullmatch(asked):
        return "seq = %s", int(asked)
    try:
        return "recorded_at <= %s", moment_of(asked)[0]
    except BadMoment:
        return "", None
