"""A migration's way to make a table append-only: for the web role, and by triggers for all."""

from django.conf import settings
from django.db.migrations import RunSQL

REVOKE = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role};
    END IF;
END
$$;
"""


def append_only(*tables: str) -> RunSQL:
    """The operation that refuses UPDATE, DELETE and TRUNCATE on `tables`, raw SQL included."""
    role = settings.WEB_ROLE
    calls = [f"CALL public.record_make_append_only('{table}');" for table in tables]
    revokes = [REVOKE.format(role=role, table=table) for table in tables]
    return RunSQL("\n".join(calls + revokes), RunSQL.noop)
