"""What was said of an item, as its page tells it: corrections beside what they replace."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from record.clock import desk_day
from record.models import Subject
from record.vague import VagueDate
from sources.cited import Cited
from tracker.watched import Watched


@dataclass
class Statement:
    """One statement of the history. `replaces` and `replaced_by` join a correction's two sides."""

    row: Subject
    evidence: list[Any]
    replaces: "Statement | None" = None
    replaced_by: "Statement | None" = None

    @property
    def data(self) -> dict[str, Any]:
        """The statement's payload."""
        return self.row.data

    @property
    def seq(self) -> int:
        """The number that it was said under."""
        return self.row.first_seq

    @property
    def said_on(self) -> dt.date:
        """The day on which it was said."""
        return desk_day(self.row.first_at)

    @property
    def effective(self) -> VagueDate | None:
        """Since when it is in effect."""
        return VagueDate.parse(self.data["effective"]) if self.data["effective"] else None

    def concerns(self, day: dt.date) -> bool:
        """Whether it, or what it replaces, had taken effect by `day`; a look, whether it was then.

        A retraction takes effect where what it takes back did.
        """
        if self.effective is None and self.replaces is None:
            return self.said_on <= day
        begun = self.effective is not None and (self.effective.lower or dt.date.min) <= day
        return begun or (self.replaces is not None and self.replaces.concerns(day))


@dataclass
class Looks:
    """Looks that follow one another with nothing between them, told as one line."""

    looks: list[Statement] = field(default_factory=list)

    @property
    def seq(self) -> int:
        """The number of the latest."""
        return self.looks[0].seq

    @property
    def first_on(self) -> dt.date:
        """The day of the earliest."""
        return self.looks[-1].said_on

    @property
    def last_on(self) -> dt.date:
        """The day of the latest."""
        return self.looks[0].said_on


def statements(one: Watched, found: Cited) -> list[Statement | Looks]:
    """Everything said of the item, the latest first; what was replaced stands at its correction.

    What took effect after the reading's day is left out.
    """
    by_uuid = {
        str(row.uuid): Statement(row, found.uses(row.data["evidence"])) for row in one.changes
    }
    for statement in by_uuid.values():
        replaced = by_uuid.get(statement.data["supersedes"] or "")
        if replaced:
            statement.replaces, replaced.replaced_by = replaced, statement
    latest_first = sorted(by_uuid.values(), key=lambda each: -each.seq)
    shown = [each for each in latest_first if each.replaced_by is None]
    return _folded([each for each in shown if each.concerns(one.today)])


def _folded(told: list[Statement]) -> list[Statement | Looks]:
    folded: list[Statement | Looks] = []
    for statement in told:
        if statement.data["type"] != "check":
            folded.append(statement)
        elif folded and isinstance(folded[-1], Looks):
            folded[-1].looks.append(statement)
        else:
            folded.append(Looks([statement]))
    return folded
