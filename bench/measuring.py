"""Interleaved rounds: in each the floor, then every case on every server; medians of the ratios."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from bench.cases import Case
from bench.driver import QUICK, Driver, NotAnswered, ask, by_threads
from watchdesk.address import Address

FLOOR = "floor"
LARGE, SMALL, CACHED = "large", "fiftieth", "cached"
# What takes longer than this is asked once, and no more.
TOO_LONG = 5.0


@dataclass
class Series:
    """One case on one server, round by round: answers a second, and the floor's of that round."""

    answers: list[float] = field(default_factory=list)
    floors: list[float] = field(default_factory=list)

    @property
    def of_floor(self) -> float:
        """The median of its ratios to the floor."""
        return median(a / f for a, f in zip(self.answers, self.floors, strict=True))

    @property
    def milliseconds(self) -> float:
        """What one answer takes of the machine."""
        return 1000 / median(self.answers)

    def times(self, other: "Series") -> float:
        """How many times as long as `other` it takes: the median over rounds."""
        return median(b / a for a, b in zip(self.answers, other.answers, strict=True))


Measured = dict[tuple[str, str], Series]


@dataclass
class Rounds:
    """The measuring of all cases."""

    addresses: dict[str, Address]
    drive: Driver
    seconds: float
    progress: Callable[[int, int], None]
    slow: dict[tuple[str, str], float] = field(default_factory=dict)
    headers: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def measure(self, cases: list[Case], rounds: int) -> Measured:
        """Every case on every server that it has a figure for."""
        found: Measured = defaultdict(Series)
        pairs = [(case, server) for case in cases for server in self.addresses if server != FLOOR]
        pairs = [(case, at) for case, at in pairs if not (case.is_unchanged and at == CACHED)]
        for pair in pairs:
            self._warm(*pair)
        for done in range(rounds):
            floor = self.drive(self._host(FLOOR), "/", {}, self.seconds)
            for case, server in pairs:
                series = found[case.name, server]
                series.answers.append(self._answers(case, server))
                series.floors.append(floor)
            self.progress(done + 1, rounds)
        return found

    def _host(self, server: str) -> str:
        return f"127.0.0.1:{self.addresses[server].port}"

    def _warm(self, case: Case, server: str) -> None:
        """Ask once: it must answer, and tells how long it takes, and its validator."""
        took, status, headers = ask(self._host(server), case.path, {})
        if status != 200:
            raise NotAnswered(f"{case.path} was answered with {status} on the {server} desk.")
        key = (case.name, server)
        self.headers[key] = {"If-None-Match": headers["etag"]} if case.is_unchanged else {}
        if took > max(1.0, self.seconds) and not case.is_unchanged and server != CACHED:
            self.slow[key] = took
        elif self.seconds >= QUICK:
            # Each worker has read its templates, and has its copy.
            by_threads(self._host(server), case.path, self.headers[key], self.seconds / 2)

    def _answers(self, case: Case, server: str) -> float:
        """How many a second. One that takes longer than a round is asked once in it."""
        key, host = (case.name, server), self._host(server)
        if key not in self.slow:
            return self.drive(host, case.path, self.headers[key], self.seconds)
        if self.slow[key] < TOO_LONG:
            self.slow[key] = ask(host, case.path, {})[0]
        return 1 / self.slow[key]
