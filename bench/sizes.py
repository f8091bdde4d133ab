"""How large a desk the bench makes, and how long it looks at it."""

from dataclasses import dataclass, replace

from watchdesk.management.commands.run import WEB_PROCESSES

# Of one item, at every size: its page is the same page on a desk of any size.
OF_THE_LONGEST = 200


@dataclass(frozen=True)
class Size:
    """How much of everything a generated desk holds."""

    items: int
    changes: int
    # For each status change, so many pieces of evidence.
    evidence: int = 2

    @property
    def sources(self) -> int:
        """How many sources the evidence names."""
        return max(20, self.items)

    @property
    def articles(self) -> int:
        """How many articles there are: at least as many as the front page shows."""
        return max(12, self.items // 25)

    def of_entries(self, entries: int) -> "Size":
        """As many items to a change, with `entries` in all, or a few more or less."""
        share = entries / (self.changes + 5 * self.items)
        return replace(self, items=int(self.items * share), changes=int(self.changes * share))

    def part(self, of: int) -> "Size":
        """One of `of` parts of this desk, with room for the longest history."""
        items = max(2, self.items // of)
        changes = max(OF_THE_LONGEST + items, self.changes // of)
        return replace(self, items=items, changes=changes)


@dataclass(frozen=True)
class Plan:
    """One run: a desk, a fiftieth of it, and the lengths of records to be verified and rebuilt."""

    size: Size
    records: tuple[int, ...]
    rounds: int
    seconds: float
    # Of each server: as many as a desk has, where it is measured how fast one answers.
    workers: int = WEB_PROCESSES


FIFTIETH = 50
PLANS = {
    "full": Plan(Size(5_000, 200_000), (100_000, 1_000_000), rounds=5, seconds=1.0),
    "small": Plan(Size(500, 20_000), (2_000, 20_000), rounds=3, seconds=0.3),
    "tiny": Plan(Size(20, 400), (500,), rounds=1, seconds=0.01, workers=1),
}
