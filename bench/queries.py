"""How many queries a page takes, and how long the database is busy with them."""

import datetime as dt
import json
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.cases import Case
from tracker.standings import STANDING

FEW = 5
_GROUPED = f"""
{STANDING}
SELECT status, count(*) FROM item LEFT JOIN held ON held.parent = item.uuid GROUP BY status
"""


@dataclass(frozen=True)
class Asked:
    """What one page asks of the database."""

    queries: int
    milliseconds: float


def asked(case: Case) -> Asked:
    """The queries of `case` in the database that is open, and their time by EXPLAIN ANALYZE."""
    with CaptureQueriesContext(connection) as captured:
        Client(SERVER_NAME="127.0.0.1").get(case.path)
    statements = [query["sql"] for query in captured.captured_queries]
    return Asked(len(statements), sum(map(_milliseconds, statements)))


def grouped(day: dt.date) -> float:
    """How long it takes to group and count all questions by the status that held on `day`, by what
    was known then."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(seq) FROM record_entry WHERE recorded_at < %s", [day])
        (seq,) = cursor.fetchone()
        statement = cursor.mogrify(_GROUPED, {"seq": seq, "day": day})
    return _milliseconds(statement)


def _milliseconds(statement: str) -> float:
    """Planning and executing, the least of a few. Without the clock around each row, which costs
    more than the row."""
    return min(_once(statement) for _ in range(FEW))


def _once(statement: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}")
        (told,) = cursor.fetchone()
    (plan,) = json.loads(told) if isinstance(told, str) else told
    return float(plan["Planning Time"]) + float(plan["Execution Time"])


def version() -> str:
    """Which PostgreSQL answers."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0]).split()[0]
