"""The history strip: an item's statuses as shapes along an axis of time. Geometry alone.

A status known to the day begins with a vertical edge. One known to the month or year rises from
the first to the last day that it can mean, while the one before it falls.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from record.vague import VagueDate
from record.vague_text import Part
from tracker.axis import Axis, figure
from tracker.statuses import FINAL, Status

# How far each status reaches above and below the axis, in pixels of the 28 px high strip.
REACH = {
    Status.WATCHING: (1.5, 1.5),
    Status.MOVING: (11.0, 0.0),
    Status.STALLED: (4.5, 4.5),
    Status.REVERSING: (0.0, 11.0),
}
MIDDLE = 14.0
Edge = list[tuple[float, float]]


class Step(Protocol):
    """A status in effective order, as `tracker.history.live` gives them."""

    @property
    def status(self) -> str | None:
        """One of `Status`."""

    @property
    def effective(self) -> VagueDate | None:
        """Since when."""


@dataclass(frozen=True)
class Segment:
    """A status and since when: a Step for whoever has no history at hand."""

    status: str
    effective: VagueDate | None


@dataclass(frozen=True)
class Block:
    """One status on the strip: a polygon in the nested view box of 1000 by 28."""

    status: str
    points: str


@dataclass(frozen=True)
class End:
    """The ink square in which a trace ends. `x` is in per cent."""

    status: str
    x: str


@dataclass(frozen=True)
class Trace:
    """A strip ready to draw. What lies outside the nested view box stands at per cents."""

    blocks: list[Block]
    ends: list[End]
    looks: list[str]
    years: list[str]
    today: str
    label: str


@dataclass(frozen=True)
class Ramp:
    """Where a status begins, from the first day that its date can mean to the last."""

    first: float
    last: float


def trace(
    changes: Iterable[Step],
    looks: Iterable[dt.date],
    *,
    first_year: int,
    today: dt.date,
    last_year: int | None = None,
) -> Trace:
    """The strip of an item as it stands on `today`: nothing after that day is on it."""
    axis = Axis.spanning(first_year, last_year or today.year)
    steps = _moves(step for step in changes if step.status and _lower(step) <= today)
    looked = sorted(day for day in looks if day <= today)
    ramps = [_ramp(step, axis, today) for step in steps]
    now = axis.at(today)
    blocks, ends = [], []
    for place, (step, ramp) in enumerate(zip(steps, ramps, strict=True)):
        status = Status(str(step.status))
        if status in FINAL:
            ends.append(End(status, figure(min(ramp.last, now))))
            continue
        following = ramps[place + 1] if place + 1 < len(ramps) else None
        edge = clip(rise_and_fall(ramp, following, now), now)
        if len(edge) > 1:
            blocks.append(Block(status, _points(edge, *REACH[status])))
    at = [figure(axis.at(day)) for day in looked]
    label = sentence(steps, looked)
    return Trace(blocks, ends, at, axis.lines(), figure(now), label)


def rise_and_fall(ramp: Ramp, following: Ramp | None, now: float) -> Edge:
    """How much of its height a status has, from 0 to 1, at which per cents of the axis."""
    edge: Edge = [(ramp.first, 0.0)]
    if following is None:
        return [*edge, (ramp.last, 1.0), (max(ramp.last, now), 1.0)]
    if ramp.last <= following.first:
        return [*edge, (ramp.last, 1.0), (following.first, 1.0), (following.last, 0.0)]
    # It was not yet certainly so when the next could have begun: the two slopes cut each other.
    up, down = ramp.last - ramp.first, following.last - following.first
    met = (ramp.first * down + following.last * up) / (up + down)
    return [*edge, (met, (met - ramp.first) / up), (following.last, 0.0)]


def clip(edge: Edge, now: float) -> Edge:
    """`edge` without what lies after `now`."""
    kept: Edge = []
    for (x0, y0), (x1, y1) in pairwise(edge):
        if x0 > now:
            break
        kept.append((x0, y0))
        if x1 > now:
            return [*kept, (now, y0 + (y1 - y0) * (now - x0) / (x1 - x0))]
    return [*kept, edge[-1]] if edge[-1][0] <= now else kept


def sentence(steps: Sequence[Step], looks: Sequence[dt.date]) -> str:
    """The strip in words, for whoever does not see it."""
    told = [_told(step) for step in steps] or [_("no status yet")]
    words = capfirst("; ".join(told)) + "."
    if not looks:
        return words
    looked = ngettext(
        "Looked at once, on %(day)s.",
        "Looked at %(count)d times, last on %(day)s.",
        len(looks),
    ) % {"count": len(looks), "day": day_words(looks[-1])}
    return f"{words} {looked}"


def day_words(day: dt.date) -> str:
    """A day as every page says it: 24 September 2025."""
    return Part(day.year, day.month, day.day).words()


def _told(step: Step) -> str:
    word = str(Status(str(step.status)).label).lower()
    since = step.effective.since() if step.effective else ""
    return _("%(status)s %(since)s") % {"status": word, "since": since}


def _moves(steps: Iterable[Step]) -> list[Step]:
    """Without what says the same status again."""
    kept: list[Step] = []
    for step in steps:
        if not kept or kept[-1].status != step.status:
            kept.append(step)
    return kept


def _lower(step: Step) -> dt.date:
    lower = step.effective.lower if step.effective else None
    return lower or dt.date.min


def _ramp(step: Step, axis: Axis, today: dt.date) -> Ramp:
    if step.effective is None:
        return Ramp(0.0, 0.0)
    first = axis.at(step.effective.lower)
    if step.effective.is_day:
        return Ramp(first, first)
    return Ramp(first, axis.slope_end(step.effective.upper or today))


def _points(edge: Edge, above: float, below: float) -> str:
    """A closed polygon: along the upper edge and back along the lower."""
    over = [(x, MIDDLE - above * share) for x, share in edge]
    under = [(x, MIDDLE + below * share) for x, share in reversed(edge)]
    return " ".join(f"{figure(10 * x)},{figure(y)}" for x, y in [*over, *under])
