"""The lanes chart: what was expected and what has happened, on one axis. Geometry alone."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from record.vague import VagueDate
from tracker.axis import LETTER, Axis, Head, figure
from tracker.slips import Slip, slip_of

# The width at which labels must not collide, and that at which numbers stand in their place.
WIDE, NARROW = 720, 320
LONGEST_LABEL = 42
ROW = 16


@dataclass(frozen=True)
class Dated:
    """One date of something expected, as it was asserted."""

    role: str
    date: VagueDate
    asserted_by: str = ""
    reason: str = ""


@dataclass
class Entry:
    """A milestone or an event: with its dates in the order in which they were given."""

    title: str
    lane: str
    dates: list[Dated]
    number: int = 0

    @property
    def current(self) -> Dated | None:
        """The date that counts: the actual one, else the last that was given."""
        return self.dates[-1] if self.dates else None

    @property
    def slip(self) -> Slip | None:
        """How far it has slipped since the first date given."""
        if self.current is None or len(self.dates) < 2:
            return None
        return slip_of(self.dates[0].date, self.current.date)

    def date_words(self, today: dt.date) -> str:
        """Its date in words, or that there is none."""
        if self.current is None:
            return _("no date given")
        return self.current.date.words_on(today)


@dataclass(frozen=True)
class Glyph:
    """A shape at per cents of the axis. `shape` is hexagon, diamond, bracket, corner or open."""

    shape: str
    role: str
    x: str
    width: str
    middle: str


@dataclass(frozen=True)
class Label:
    """A text by the axis. `y` counts from the axis; `leader` is where a line to it ends, if any."""

    text: str
    x: str
    y: int
    anchor: str
    offset: int = 0
    is_date: bool = False
    leader: str = ""


@dataclass(frozen=True)
class Measure:
    """The measure of a slip, with its words."""

    x1: str
    x2: str
    middle: str
    y: int
    text: str


@dataclass
class Lane:
    """One lane, drawn. `top`, `axis` and `bottom` are pixels from the top of the chart."""

    name: str
    note: str
    entries: list[Entry]
    top: int = 0
    axis: int = 0
    bottom: int = 0
    glyphs: list[Glyph] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    numbers: list[Label] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)


@dataclass(frozen=True)
class Chart:
    """The whole chart, ready to draw."""

    lanes: list[Lane]
    head: Head
    years: list[str]
    today: str
    rest: str
    height: int
    label: str
    day: dt.date


HEAD, ABOVE, BELOW = 28, 78, 56


def draw(
    lanes: Sequence[dict[str, Any]],
    milestones: Iterable[dict[str, Any]],
    events: Iterable[dict[str, Any]],
    today: dt.date,
    day_label: str = "",
) -> Chart:
    """The chart of an item's payloads as they stand on `today`."""
    entries = [*map(_milestone, milestones), *map(_event, events)]
    axis = _axis(entries, today)
    drawn = [Lane(lane["name"], lane["note"], _in_lane(entries, lane["key"])) for lane in lanes]
    number, top = 0, HEAD
    for lane in drawn:
        for entry in lane.entries:
            number += 1
            entry.number = number
        top = _Drawing(lane, axis, today).at(top)
    head = axis.head(today, day_label, WIDE)
    now = axis.at(today)
    return Chart(
        lanes=drawn,
        head=head,
        years=axis.lines(),
        today=figure(now),
        rest=figure(100 - now),
        height=top,
        label=_sentence(drawn, axis, today),
        day=today,
    )
