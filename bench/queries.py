"""How many queries a page takes, and how long the database is busy with them."""

import json
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.cases import Case

FEW = 5


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
