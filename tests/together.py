"""Doing things at the same moment, in real threads with connections of their own."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection

Call = Callable[[], Any]


@contextmanager
def crew(size: int) -> Iterator[Callable[..., list[Any]]]:
    """Threads that keep their connections; yields a function that starts `size` calls together.

    It returns what each call gave, or the exception that it raised.
    """
    start = threading.Barrier(size)

    def run(call: Call) -> Any:
        # Each waits for all others first, so no thread can take two calls of one round.
        connection.ensure_connection()
        start.wait(timeout=60)
        try:
            return call()
        except Exception as error:
            return error

    with ThreadPoolExecutor(size) as pool:

        def together(*calls: Call) -> list[Any]:
            assert len(calls) == size
            return list(pool.map(run, calls))

        try:
            yield together
        finally:
            together(*[lambda: connection.close()] * size)


def at_once(*calls: Call) -> list[Any]:
    """Start all `calls` together, once; returns as the function of a `crew` does."""
    with crew(len(calls)) as together:
        return together(*calls)
