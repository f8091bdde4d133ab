"""The bench's databases: made, filled once for each size, and dropped at the end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

from bench import MARK
from bench.filling import NotTheBench


def name_of(which: str) -> str:
    """The full name of the bench's database `which`."""
    empty = os.environ.get("BENCH_DATABASE", "empty") + MARK
    return str(connection.settings_dict["NAME"]).removesuffix(empty) + which + MARK


@contextmanager
def databases(*names: str) -> Iterator[None]:
    """Make these databases, each with its tables and no row, and drop them at the end.

    Those that a run which was cut short left behind are made anew.
    """
    empty = str(connection.settings_dict["NAME"])
    every = [empty, *map(name_of, names)]
    try:
        _drop(*every)
        _execute("CREATE DATABASE {}", empty)
        call_command("migrate", interactive=False, verbosity=0)
        connections.close_all()
        for name in every[1:]:
            _execute("CREATE DATABASE {} TEMPLATE {}", name, empty)
        yield
    finally:
        connections.close_all()
        _drop(*every)


@contextmanager
def working_in(which: str) -> Iterator[None]:
    """Have this process's connection lead to the database `which`."""
    before = connection.settings_dict["NAME"]
    named = name_of(which)
    connection.close()
    connection.settings_dict["NAME"] = named
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _drop(*names: str) -> None:
    for name in names:
        if not name.endswith(MARK):
            raise NotTheBench(f"The database {name} is not the bench's, and is not dropped.")
        _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _execute(statement: str, *names: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
