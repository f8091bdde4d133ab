"""How a statement, an event or a milestone rests on a source, read from its public payload."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from record.kinds import Kind
from record.models import Subject
from record.vague import VagueDate
from sources.cited import CitedSource, UsedSource
from tracker.expectations import Role
from tracker.statuses import ChangeType

# Statements that take the place of another.
REPLACING = (ChangeType.CORRECTION, ChangeType.RETRACTION)


@dataclass(frozen=True)
class Place(UsedSource):
    """One use of a source as evidence; for a milestone, `role` and `date` say for which date."""

    role: str = ""
    date: VagueDate | None = None


def places(row: Subject, cited: CitedSource, names: Collection[str]) -> list[Place]:
    """Each use that `row` makes of `cited`, under any of its `names`."""
    return [
        Place(cited, use, role, date) for use, role, date in _uses(row) if use["source"] in names
    ]


def _uses(row: Subject) -> Iterator[tuple[dict[str, Any], str, VagueDate | None]]:
    if row.kind != Kind.MILESTONE:
        yield from ((use, "", None) for use in row.data["evidence"])
        return
    for date in row.data["dates"]:
        role, when = str(Role(date["role"]).label), VagueDate.parse(date["date"])
        yield from ((use, role, when) for use in date["evidence"])


def replaced(rows: Collection[Subject]) -> set[str]:
    """Which statements others among `rows` took the place of: their UUIDs."""
    changes = (row for row in rows if row.kind == Kind.STATUS_CHANGE)
    return {row.data["supersedes"] for row in changes if row.data["supersedes"]}
