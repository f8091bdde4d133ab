"""Rows kept in memory: what takes seconds to make is put back in a moment."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.db import connection, transaction

from record.models import Head
from tests.flushing import KEPT

Made = TypeVar("Made")

# All that can be written: what is generated from the others is made again.
COLUMNS = """
    SELECT attrelid::regclass::text, string_agg(quote_ident(attname), ', ' ORDER BY attnum)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
      AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    GROUP BY attrelid
"""
GUARDED = """
    SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
    WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY(%s)
"""


def said_once(say: Callable[[], Made]) -> Callable[[], Made]:
    """What `say` says to a desk that has said nothing is said once in a process, and put back for
    the tests that come after: the rows, and the models that it returns.

    Where something was said before, it is said as ever.
    """
    kept: list[tuple[Rows, bytes]] = []

    @wraps(say)
    def again() -> Made:
        if Head.objects.get().seq:
            return say()
        if not kept:
            before, models = Rows.take(), say()
            kept.append((Rows.take().since(before), pickle.dumps(models)))
            return models
        [(rows, models_kept)] = kept
        rows.put_back()
        return pickle.loads(models_kept)  # type: ignore[no-any-return]

    return again


@dataclass(frozen=True)
class Rows:
    """The rows of each table with its columns, as COPY gives them, and where the record stands."""

    copied: dict[tuple[str, str], bytes]
    head: tuple[Any, ...]

    @classmethod
    def take(cls) -> "Rows":
        """All that `flushing.flush` would empty."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT seq, hash, next_due FROM record_head")
            head = cursor.fetchone()
            cursor.execute(COLUMNS)
            tables = [row for row in cursor.fetchall() if row[0] not in KEPT]
            copied = {}
            for table, columns in tables:
                with cursor.copy(f"COPY {table} ({columns}) TO STDOUT") as copy:
                    copied[table, columns] = b"".join(copy)
        return cls({table: rows for table, rows in copied.items() if rows}, head)

    def since(self, before: "Rows") -> "Rows":
        """Those that were not there `before`."""
        known = {table: set(rows.splitlines()) for table, rows in before.copied.items()}
        added = {
            table: b"".join(
                row for row in rows.splitlines(True) if row.rstrip() not in known.get(table, ())
            )
            for table, rows in self.copied.items()
        }
        return Rows({table: rows for table, rows in added.items() if rows}, self.head)

    def put_back(self) -> None:
        """Into emptied tables, past their triggers: the rows have been through them once.

        Sequences stand beyond these rows, since nothing sets one back.
        """
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(GUARDED, [[table for table, _columns in self.copied]])
            guarded = [table for (table,) in cursor.fetchall()]
            # What has rows to be checked yet is not altered.
            connection.check_constraints()
            cursor.execute(_switched("DISABLE", guarded))
            for (table, columns), rows in self.copied.items():
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    copy.write(rows)
            cursor.execute("UPDATE record_head SET seq = %s, hash = %s, next_due = %s", self.head)
            connection.check_constraints()
            cursor.execute(_switched("ENABLE", guarded))


def _switched(how: str, tables: list[str]) -> str:
    return "; ".join(f"ALTER TABLE {table} {how} TRIGGER USER" for table in tables)
