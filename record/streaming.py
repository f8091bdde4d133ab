"""Reading very many rows in the memory of a few."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet

BATCH = 1000


@contextmanager
def streamed(rows: "QuerySet[Any, Any]") -> Iterator[Iterator[Any]]:
    """`rows` by a cursor on the server, which is closed when the block ends, however it ends.

    Left to be collected, it might be so in the middle of another query of the same connection, and
    wait for that one for ever.
    """
    found: Any = rows.iterator(chunk_size=BATCH)
    try:
        yield found
    finally:
        found.close()
