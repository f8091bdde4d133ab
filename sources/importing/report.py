"""What an import found: how many of each outcome, every entry of it, and what was left out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sources.importing.planned import Outcome, Planned

Row = dict[str, Any]


@dataclass
class Report:
    """The entries by what becomes of them, in the order of the file."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in Outcome})
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, batch: Iterable[Planned]) -> None:
        """Take in what became of a batch."""
        for one in batch:
            self.rows[one.outcome].append(_row(one))
            self.left_out.update(one.left_out)

    def count(self, outcome: str) -> int:
        """How many entries have this outcome."""
        return len(self.rows[outcome])

    @property
    def total(self) -> int:
        """How many entries there are in all."""
        return sum(len(rows) for rows in self.rows.values())

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"rows": self.rows, "left_out": dict(self.left_out.most_common())}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Report":
        """As it was kept; an empty one where none was."""
        rows = kept.get("rows", {})
        return cls(
            {name: rows.get(name, []) for name in Outcome}, Counter(kept.get("left_out", {}))
        )


def _row(one: Planned) -> Row:
    """Short: a report may have twenty thousand of them."""
    row: Row = {"line": one.line, "title": one.title}
    if one.other:
        row |= {"by": one.by, "other": one.other}
    if one.sentences:
        row["sentences"] = one.sentences
    return row
