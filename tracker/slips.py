"""The slip chart: a date that has moved more than once, each move with who made it and on what."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from record.models import Subject
from record.vague import VagueDate
from sources.cited import Cited
from tracker.axis import Head, figure
from tracker.lane_drawing import NARROW, WIDE, Drawing, Glyph
from tracker.lane_entries import Dated, Entry, milestone_entry, moved_words
from tracker.lanes import HEAD, axis_around

# Pixels: a row's height, and where in it its words and its shape stand.
ROW, WORDS, LINE = 60, 22, 42
# The letters that a row has room for, where the chart is as narrow as words are shown on.
LONGEST = 96


@dataclass(frozen=True)
class Moving:
    """A milestone whose date has moved, with the evidence of each of its dates."""

    entry: Entry
    evidence: list[list[Any]]

    @property
    def moves(self) -> int:
        """How often: what is said again, or only more exactly, is no move."""
        return sum(not _within(after, before) for before, after in pairwise(self.dates))

    @property
    def dates(self) -> list[VagueDate]:
        """All dates that were given, in that order."""
        return [given.date for given in self.entry.dates]


@dataclass(frozen=True)
class Step:
    """One date as it was given, drawn. `before` is where the one before it stands."""

    number: int
    given: Dated
    evidence: list[Any]
    moved: str
    glyph: Glyph
    x: str
    before: str
    top: int

    @property
    def words(self) -> int:
        """Where its words stand, in pixels from the top of the chart."""
        return self.top + WORDS

    @property
    def line(self) -> int:
        """Where its shape stands."""
        return self.top + LINE

    @property
    def line_before(self) -> int:
        """Where the shape before it stands."""
        return self.line - ROW

    @property
    def told(self) -> str:
        """The date, and which of its dates it is."""
        words = {"role": self.given.role_words(), "date": self.given.date.words()}
        return _("%(role)s %(date)s") % words

    @property
    def asserted_by(self) -> str:
        """Who says so, as far as there is room beside the date."""
        room = LONGEST - len(self.told) - len(self.moved)
        return Truncator(self.given.asserted_by).chars(max(12, room))


@dataclass(frozen=True)
class Slip:
    """One chart, ready to draw."""

    moving: Moving
    steps: list[Step]
    head: Head
    narrow_head: Head
    years: list[str]
    today: str
    rest: str

    @property
    def height(self) -> int:
        """The whole height, in pixels."""
        return HEAD + self.depth

    @property
    def depth(self) -> int:
        """The height below the head."""
        return ROW * len(self.steps)

    @property
    def label(self) -> str:
        """The chart in words, for whoever does not see it."""
        told = "; ".join(", ".join(filter(None, (one.told, one.moved))) for one in self.steps)
        return _("%(title)s: %(told)s.") % {"title": self.moving.entry.title, "told": told}


def moving(milestones: Iterable[Subject], found: Cited) -> list[Moving]:
    """Those of the milestones whose date has moved more than once."""
    rows = [
        Moving(
            milestone_entry(row.data), [found.uses(date["evidence"]) for date in row.data["dates"]]
        )
        for row in milestones
    ]
    return [one for one in rows if one.moves > 1]


def draw(shown: Sequence[Moving], today: dt.date, day_label: str) -> list[Slip]:
    """A chart for each of them, all on one axis."""
    axis = axis_around([one.entry for one in shown], today)
    now = axis.at(today)
    return [
        Slip(
            moving=one,
            steps=_steps(one, Drawing(axis, today)),
            head=axis.head(today, day_label, WIDE),
            narrow_head=axis.head(today, day_label, NARROW),
            years=axis.lines(),
            today=figure(now),
            rest=figure(100 - now),
        )
        for one in shown
    ]


def _steps(one: Moving, drawing: Drawing) -> list[Step]:
    middles = [figure(drawing.middle(date)) for date in one.dates]
    return [
        Step(
            number=number + 1,
            given=given,
            evidence=one.evidence[number],
            moved=_moved(one.dates[number - 1], given) if number else "",
            glyph=drawing.glyph(given.role, given.date),
            x=middles[number],
            before=middles[number - 1] if number else "",
            top=HEAD + ROW * number,
        )
        for number, given in enumerate(one.entry.dates)
    ]


def _moved(before: VagueDate, given: Dated) -> str:
    if not _within(given.date, before):
        return moved_words(before, given.date)
    if given.role == "actual":
        return _("as last expected")
    return _("as before") if given.date == before else _("given more exactly")


def _within(after: VagueDate, before: VagueDate) -> bool:
    """Whether every day that `after` can mean is one that `before` could mean already."""
    starts = (before.lower or dt.date.min) <= (after.lower or dt.date.min)
    return starts and (after.upper or dt.date.max) <= (before.upper or dt.date.max)
