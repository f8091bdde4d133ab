"""Rows kept in memory: what takes seconds to make is put back in a moment."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from tests.flushing import KEPT

# All that can be written: what is generated from the others is made again.
COLUMNS = """
    SELECT attrelid::regclass::text, string_agg(quote_ident(attname), ', ' ORDER BY attnum)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
      AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    GROUP BY attrelid
"""


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

    def put_back(self) -> None:
        """Into emptied tables, past their triggers: the rows have been through them once.

        Sequences stand beyond these rows, since nothing sets one back.
        """
        with transaction.atomic(), connection.cursor() as cursor:
            for table, _columns in self.copied:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for (table, columns), rows in self.copied.items():
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    copy.write(rows)
            cursor.execute("UPDATE record_head SET seq = %s, hash = %s, next_due = %s", self.head)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table, _columns in self.copied:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
