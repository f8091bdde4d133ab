"""Two ways into the database: the web role's, and the owner's behind the triggers' back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from django.conf import settings
from django.db import connection

from watchdesk import embedded


@contextmanager
def as_web() -> Iterator["psycopg.Connection[Any]"]:
    """A connection to the tests' database as the web role; what it does is undone at the end."""
    of_web: dict[str, Any] = settings.OWN_DATABASE or embedded.connection_settings(
        settings.VAR, "web"
    )
    named = {
        "user": of_web["USER"],
        "password": of_web.get("PASSWORD"),
        "host": of_web["HOST"],
        "port": of_web["PORT"],
        **of_web.get("OPTIONS", {}),
        "dbname": connection.settings_dict["NAME"],
    }
    with psycopg.connect(**{name: value for name, value in named.items() if value}) as web:
        yield web
        web.rollback()


def behind_the_triggers(*statements: str) -> None:
    """What the tables' owner can do: switch the guards off, change rows, switch them on."""
    tables = ("record_entry", "record_payload", "record_checkpoint")
    with connection.cursor() as cursor:
        # Checks that wait for the end of the test's transaction would bar the switch.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def address() -> str:
    """The tests' database under the owner role, as DATABASE_URL names it for another process."""
    found = connection.settings_dict
    where = {"host": found["HOST"], "port": found["PORT"], **found["OPTIONS"]}
    where = {name: value for name, value in where.items() if isinstance(value, str | int)}
    query = urlencode({name: value for name, value in where.items() if value}, quote_via=quote)
    password = f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else ""
    return f"postgresql://{quote(found['USER'])}{password}@/{found['NAME']}?{query}"
