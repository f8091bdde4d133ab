"""The status on a day, from what was said: pure functions over any kind of row.

Effective order is (lower bound, order of saying). What a later row supersedes does not count, a
retraction leaves nothing in its place, and a look changes nothing.
"""

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from record.vague import VagueDate
from tracker.statuses import FINAL, may_move

# The order of what is about to be said: after everything that was.
LAST = sys.maxsize


@dataclass(frozen=True)
class Said:
    """One status change, as the rules need it. `order` grows with the saying."""

    uuid: UUID
    order: int
    type: str
    status: str | None
    effective: VagueDate | None
    supersedes: UUID | None = None
    headline: str = ""

    @property
    def place(self) -> tuple[dt.date, int]:
        """Where it stands in effective order."""
        lower = self.effective.lower if self.effective else None
        return (lower or dt.date.min, self.order)


def live(rows: Iterable[Said]) -> list[Said]:
    """The rows that count, in effective order."""
    rows = list(rows)
    superseded = {row.supersedes for row in rows if row.supersedes}
    counting = [row for row in rows if row.status and row.uuid not in superseded]
    return sorted(counting, key=lambda row: row.place)


def begins_rightly(rows: Iterable[Said]) -> bool:
    """Whether what opened the history, or corrects that, is the first that counts.

    Where the opening was erased, the history begins with whatever is left.
    """
    rows = list(rows)
    counting, known = live(rows), {row.uuid: row for row in rows}
    if not counting:
        return False
    first = counting[0]
    while first.supersedes in known:
        first = known[first.supersedes]
    return first.type == "initial" or all(row.type != "initial" for row in rows)


def begun_by(rows: Iterable[Said], day: dt.date) -> list[Said]:
    """The rows that count and had taken effect by `day`, in effective order."""
    return [row for row in live(rows) if row.place[0] <= day]


def standing_on(rows: Iterable[Said], day: dt.date) -> Said | None:
    """The as-of rule: the row whose status holds on `day`, or None before the first.

    Both clocks are answered by it: `rows` are all that was said by the one, `day` is the other.
    """
    begun = begun_by(rows, day)
    return begun[-1] if begun else None


def impossible_step(rows: Sequence[Said]) -> tuple[Said, Said] | None:
    """The first two rows in effective order that the table of transitions does not allow."""
    counting = live(rows)
    for before, after in pairwise(counting):
        if before.status == after.status:
            continue
        reopening = after.type == "reopening" or (
            after.type == "correction" and before.status in FINAL
        )
        if not may_move(str(before.status), str(after.status), reopening=reopening):
            return before, after
    return None
