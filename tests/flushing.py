"""Emptying the tables after a test with transactions of its own; dropping them at the end."""

from django.db import connection, transaction
from django.db.backends.postgresql.creation import DatabaseCreation

# What migrations wrote, and the record's one row, which is set back.
KEPT = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
    "record_head",
}
GUARDED = """
    SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only_truncate'
"""
DELETING = """
    SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
    WHERE NOT tgisinternal AND tgtype & 8 = 8 AND tgrelid::regclass::text = ANY(%s)
"""
# Up to so many rows it is cheaper to delete them than to make the files of every table anew.
FEW = 100
OURS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = %s AND usename = current_user AND pid <> pg_backend_pid()
"""


def flush() -> None:
    """Empty every table that holds rows of the test; the record stands at no. 0 again."""
    assert str(connection.settings_dict["NAME"]).startswith("test_"), "This is not the tests'."
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = sorted({name for (name,) in cursor.fetchall()} - KEPT)
        asked = " UNION ALL ".join(
            f"SELECT '{name}', EXISTS (SELECT FROM \"{name}\" OFFSET {FEW})"
            f' WHERE EXISTS (SELECT FROM "{name}")'
            for name in tables
        )
        cursor.execute(asked)
        filled = dict(cursor.fetchall())
        if any(filled.values()):
            _truncate(cursor, tables)
        elif filled:
            _delete(cursor, sorted(filled))
        cursor.execute(
            "UPDATE record_head SET seq = 0, hash = repeat('0', 64), next_due = NULL"
            " WHERE seq > 0 OR next_due IS NOT NULL"
        )


def drop(creation: DatabaseCreation, name: str, _verbosity: int) -> None:
    """Drop the database `name` and end whatever sessions are still in it."""
    creation.connection.close_pool()
    with creation._nodb_cursor() as cursor:
        # Not WITH (FORCE): that gives up where the server itself is cleaning the tables.
        cursor.execute(OURS, [name])
        cursor.execute(f"DROP DATABASE {creation.connection.ops.quote_name(name)}")


def _delete(cursor: object, tables: list[str]) -> None:
    """The same for a few rows: what guards them is lifted until the last of them is gone."""
    execute = cursor.execute  # type: ignore[attr-defined]
    execute(DELETING, [tables])
    guarded = [name for (name,) in cursor.fetchall()]  # type: ignore[attr-defined]
    for name in guarded:
        execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    # In one statement, at whose end no row may be missed by another.
    deleted = ", ".join(f'_{n} AS (DELETE FROM "{name}")' for n, name in enumerate(tables))
    execute("SET CONSTRAINTS ALL DEFERRED")
    execute(f"WITH {deleted} SELECT")
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name in guarded:
        execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")


def _truncate(cursor: object, tables: list[str]) -> None:
    """The append-only tables refuse it, so their guard is lifted for this moment alone."""
    execute = cursor.execute  # type: ignore[attr-defined]
    execute(GUARDED)
    guarded = [name for (name,) in cursor.fetchall()]  # type: ignore[attr-defined]
    for name in guarded:
        execute(f"ALTER TABLE {name} DISABLE TRIGGER append_only_truncate")
    execute("TRUNCATE " + ", ".join(f'"{name}"' for name in tables))
    for name in guarded:
        execute(f"ALTER TABLE {name} ENABLE TRIGGER append_only_truncate")
