"""What the bench found, as a table for the terminal and for bench/README.md."""

import datetime as dt
import os
import platform
from dataclasses import dataclass, field
from pathlib import Path

from bench.cases import CASES, Case
from bench.driver import callers
from bench.measuring import CACHED, LARGE, SMALL, Measured
from bench.queries import Asked
from bench.records import Work
from bench.sizes import Plan
from watchdesk.management.commands.run import WEB_THREADS

HEAD = "| | queries | database | of the floor | from a copy | time | at a fiftieth | times |"
RULE = "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
EXPLAINED = (Path(__file__).parent / "explained.md").read_text(encoding="utf-8")


@dataclass
class Report:
    """Everything that one run measured."""

    plan: Plan
    driver: str
    postgresql: str = ""
    floor: float = 0.0
    measured: Measured = field(default_factory=dict)
    asked: dict[str, Asked] = field(default_factory=dict)
    grouped: float = 0.0
    works: list[Work] = field(default_factory=list)

    def table(self) -> str:
        """A line for each case."""
        return "\n".join([HEAD, RULE, *map(self._line, CASES)])

    def _line(self, case: Case) -> str:
        large, small = self.measured[case.name, LARGE], self.measured[case.name, SMALL]
        cached = self.measured.get((case.name, CACHED))
        cells = [case.name, "", "", f"{large.of_floor:.3f}", "", f"{large.milliseconds:,.1f} ms"]
        if case.name in self.asked:
            found = self.asked[case.name]
            most = f" (most: {case.database_ms:g})" if case.database_ms else ""
            cells[1:3] = [str(found.queries), f"{found.milliseconds:,.1f} ms{most}"]
        if cached is not None:
            cells[4] = f"{cached.of_floor:.2f}"
        most = f" (most: {case.bound:g})" if case.bound else ""
        cells += [f"{small.milliseconds:,.1f} ms", f"{large.times(small):.2f}{most}"]
        return f"| {' | '.join(cells)} |"

    def records(self) -> str:
        """A line for each work over a long record."""
        lines = ["| | entries | time | most memory |", "| --- | ---: | ---: | ---: |"]
        for work in self.works:
            cells = [work.name, f"{work.entries:,}", f"{work.seconds:,.1f} s"]
            lines.append(f"| {' | '.join([*cells, f'{work.megabytes:,.0f} MB'])} |")
        return "\n".join(lines)

    def machine(self) -> str:
        """What it ran on, and how busy that was."""
        load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
        size, seconds = self.plan.size, self.plan.seconds
        return "\n".join(
            [
                f"- {dt.date.today():%-d %B %Y}, on {_processor()}, {os.cpu_count()} cores, "
                f"{platform.system()}, Python {platform.python_version()}, PostgreSQL "
                f"{self.postgresql}; load average at the end: {load}.",
                f"- Granian, {self.plan.workers} workers of {WEB_THREADS} threads; load by "
                f"{self.driver}, {callers(seconds)} callers; {self.plan.rounds} rounds of "
                f"{seconds:g} s each. The floor: {self.floor:,.0f} answers a second.",
                f"- The desk: {size.items:,} items, {size.changes:,} status changes, "
                f"{size.changes * size.evidence:,} pieces of evidence, {size.sources:,} sources, "
                f"{size.articles:,} articles; and a fiftieth of it.",
            ]
        )

    def text(self) -> str:
        """The whole page."""
        told = {"table": self.table(), "records": self.records(), "machine": self.machine()}
        return EXPLAINED.format(**told, grouped=f"{self.grouped:,.1f} ms")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
