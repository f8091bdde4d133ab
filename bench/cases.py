"""What is measured: the pages and answers whose speed the desk promises something of."""

import datetime as dt
from dataclasses import dataclass

from bench.desk import FIRST, LAST, LONGEST

# Half of the history: a day on which half of what is known was known.
PAST = FIRST + (LAST - FIRST) / 2


@dataclass(frozen=True)
class Case:
    """One address. `bound` is what it may take of what it takes on a fiftieth of the desk."""

    name: str
    path: str
    bound: float | None = None
    # The most milliseconds that the database may take.
    database_ms: float | None = None
    is_unchanged: bool = False


def _on(day: dt.date, path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}known_at={day}"


CASES = [
    Case("front page", "/"),
    Case("board, first page", "/watch/", bound=1.3),
    Case("board as of a day, in a fixed order", _on(PAST, "/watch/"), bound=1.3),
    Case("board as of a day, one status", _on(PAST, "/watch/?status=moving"), database_ms=20),
    Case("board as of a day, by status", _on(PAST, "/watch/?group=status"), database_ms=20),
    Case("item with 200 changes", f"/watch/{LONGEST}/", bound=1.3),
    Case("article", "/articles/article-0/"),
    Case("API, a list of 50 items", "/api/v1/watch-items"),
    Case("API, a list of 50 statuses", "/api/v1/status-changes"),
    Case("record's page", "/record/"),
    Case("item, not modified (304)", f"/watch/{LONGEST}/", is_unchanged=True),
]
