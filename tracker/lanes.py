"""The lanes chart: two timelines or more on one axis, each with what is expected of it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.axis import Axis, Head, figure
from tracker.lane_drawing import NARROW, ROW, WIDE, Drawing
from tracker.lane_entries import Entry, entries

HEAD, ABOVE, BELOW = 28, 78, 56


@dataclass(frozen=True)
class Lane:
    """One lane, drawn. `top`, `line` and `bottom` are pixels from the top of the chart."""

    name: str
    note: str
    entries: list[Entry]
    drawing: Drawing
    top: int
    line: int
    bottom: int


@dataclass(frozen=True)
class Chart:
    """The whole chart, ready to draw. `today` and `rest` are where the future begins."""

    lanes: list[Lane]
    head: Head
    narrow_head: Head
    years: list[str]
    today: str
    rest: str
    height: int
    label: str
    day: dt.date

    @property
    def depth(self) -> int:
        """The height below the head, in pixels."""
        return self.height - HEAD


def draw(
    lanes: Sequence[dict[str, Any]],
    milestones: Iterable[dict[str, Any]],
    events: Iterable[dict[str, Any]],
    today: dt.date,
    day_label: str = "",
) -> Chart:
    """The chart of an item's payloads as they stand on `today`."""
    keys = {lane["key"] for lane in lanes}
    shown = [entry for entry in entries(milestones, events) if entry.lane in keys]
    axis = axis_around(shown, today)
    drawn: list[Lane] = []
    for data in lanes:
        in_lane = [entry for entry in shown if entry.lane == data["key"]]
        before = sum(len(lane.entries) for lane in drawn)
        for number, entry in enumerate(in_lane, before + 1):
            entry.number = number
        top = drawn[-1].bottom if drawn else HEAD
        drawn.append(_lane(data, in_lane, axis, today, top))
    now = axis.at(today)
    return Chart(
        lanes=drawn,
        head=axis.head(today, day_label, WIDE),
        narrow_head=axis.head(today, day_label, NARROW),
        years=axis.lines(),
        today=figure(now),
        rest=figure(100 - now),
        height=drawn[-1].bottom if drawn else HEAD,
        label=_sentence(drawn, axis, today),
        day=today,
    )


def _lane(data: dict[str, Any], in_lane: list[Entry], axis: Axis, today: dt.date, top: int) -> Lane:
    drawing = Drawing(axis, today)
    # From the last to the first: the stems of earlier labels then pass left of later ones.
    for entry in reversed(in_lane):
        drawing.add(entry)
    above = max(len(drawing.above.rows), len(drawing.counted.rows), 1)
    line = top + ABOVE + ROW * (above - 1)
    bottom = line + BELOW + ROW * max(0, len(drawing.below.rows) - 2)
    return Lane(data["name"], data["note"], in_lane, drawing, top, line, bottom)


def axis_around(shown: Iterable[Entry], today: dt.date) -> Axis:
    """Whole years around every date and today; something undated gets room to be late in."""
    years = {today.year}
    for entry in shown:
        if entry.current is None or entry.current.date.upper is None:
            years.add(today.year + 2)
        for given in entry.dates:
            years |= {bound.year for bound in (given.date.lower, given.date.upper) if bound}
    return Axis(min(years), max(years))


def _sentence(drawn: Sequence[Lane], axis: Axis, today: dt.date) -> str:
    """The chart in words, for whoever does not see it."""
    span = {"first": axis.first_year, "last": axis.last_year}
    told = [_("What was expected and what has happened, from %(first)d to %(last)d.") % span]
    for lane in drawn:
        what = "; ".join(_told(entry, today) for entry in lane.entries) or _("nothing yet")
        told.append(_("%(lane)s: %(what)s.") % {"lane": lane.name, "what": what})
    return " ".join(told)


def _told(entry: Entry, today: dt.date) -> str:
    return ", ".join(word for word in (entry.title, entry.told(today), entry.slip) if word)
