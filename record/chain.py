"""Appending to the record, through the one database function that numbers and chains."""

import datetime as dt
import os
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app as jobs

from record.models import Entry
from record.statements import Statement

COLUMNS = [field.attname for field in Entry._meta.concrete_fields]
APPEND = f"""
    SELECT {", ".join(COLUMNS)}
    FROM public.record_seal(
        %s::text[], %s::text[], %s::uuid[], %s::int[], %s::text[], %s::text[], %s::bytea[],
        %s::timestamptz
    )
"""


def append(statements: list[Statement], moment: dt.datetime | None) -> list[Entry]:
    """Append `statements`; returns their entries in order.

    Takes the record's lock until the transaction ends, so it is called last. `moment` is for
    imports alone: the database refuses it from the web role and once anything else was said.
    """
    columns: list[Any] = [
        [s.op.value for s in statements],
        [s.kind.value for s in statements],
        [s.uuid for s in statements],
        [s.schema for s in statements],
        [s.actor.value for s in statements],
        [s.text for s in statements],
        [os.urandom(32) for _ in statements],
        moment,
    ]
    with connection.cursor() as cursor:
        cursor.execute(APPEND, columns)
        return [Entry.from_db("default", COLUMNS, row) for row in cursor.fetchall()]


def defer_check(first: int, last: int) -> None:
    """Have the worker check the entries just sealed."""
    jobs.configure_task("record.sealed").defer(first=first, last=last)
