"""Where the shapes and words of one lane stand. Across in per cent, up and down in pixels."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from record.vague import VagueDate
from tracker.axis import LETTER, Axis, figure
from tracker.lane_entries import Entry

# The widths at which labels, and the numbers that stand for them on a narrow screen, must not
# collide. On anything wider there is more room.
WIDE, NARROW = 720, 320
LONGEST = 36
ROW, ABOVE, BELOW = 16, 28, 28
GAP = 8


@dataclass(frozen=True)
class Glyph:
    """A shape: hexagon, diamond, bracket, mark (the bracket of a day) or open to the right."""

    shape: str
    role: str
    x: str
    width: str = ""


@dataclass(frozen=True)
class Label:
    """A text. `y` counts from the lane's axis; `stem`, if any, is where its shape stands."""

    text: str
    x: str
    y: int
    anchor: str = "middle"
    dx: int = 0
    is_date: bool = False
    is_after: bool = False
    stem: str = ""


@dataclass(frozen=True)
class Measure:
    """The measure of a slip between the middles of two shapes."""

    x1: str
    x2: str
    y: int
    label: Label


@dataclass(frozen=True)
class Anchored:
    """Where a text begins and ends, in per cent, and how SVG is told so."""

    x: float
    anchor: str
    left: float
    right: float
    dx: int = 0


@dataclass
class Rows:
    """Rows of text: what would overlap goes to the next row."""

    rows: list[list[tuple[float, float]]] = field(default_factory=list)

    def place(self, left: float, right: float, height: int = 1, lowest: int = 0) -> int:
        """The first row from `lowest` on that is free, `height` rows deep; it is taken then."""
        row = lowest
        while not all(self.is_free(row + deep, left, right) for deep in range(height)):
            row += 1
        while len(self.rows) < row + height:
            self.rows.append([])
        for deep in range(height):
            self.rows[row + deep].append((left, right))
        return row

    def is_free(self, row: int, left: float, right: float) -> bool:
        """Whether nothing stands in `row` between `left` and `right`."""
        taken = self.rows[row] if row < len(self.rows) else []
        return not any(left < end and right > start for start, end in taken)


@dataclass
class Drawing:
    """One lane's shapes and words. `above` and `below` are the rows of text that it needs."""

    axis: Axis
    today: dt.date
    glyphs: list[Glyph] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    numbers: list[Label] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    above: Rows = field(default_factory=Rows)
    below: Rows = field(default_factory=Rows)
    counted: Rows = field(default_factory=Rows)

    @property
    def now(self) -> float:
        """Where the day line stands."""
        return self.axis.at(self.today)

    def add(self, entry: Entry) -> None:
        """Draw one entry: every date that was given for it, and its words."""
        self.glyphs += [self.glyph(given.role, given.date) for given in entry.dates]
        self._number(entry)
        if entry.current is None:
            self.glyphs.append(Glyph("open", "none", figure(self.now), figure(100 - self.now)))
            self._undated(entry)
        elif entry.slip:
            self._slip(entry)
            self._title(entry, is_dated=True)
        else:
            self._title(entry, is_dated=not self._has_date_below(entry))

    def middle(self, date: VagueDate) -> float:
        """The middle of a date's shape."""
        if date.is_day or date.upper is None:
            return self.axis.at(date.lower)
        return (self.axis.at(date.lower) + self.axis.after(date.upper)) / 2

    def glyph(self, role: str, date: VagueDate) -> Glyph:
        """The shape of a date, as wide as it is vague."""
        first = self.axis.at(date.lower)
        if date.is_day:
            return Glyph("mark" if role == "baseline" else "diamond", role, figure(first))
        width = figure(self.axis.after(date.upper) - first)
        if date.upper is None:
            return Glyph("open", role, figure(first), width)
        return Glyph("bracket" if role == "baseline" else "hexagon", role, figure(first), width)

    def _place_of(self, entry: Entry) -> float:
        return self.middle(entry.current.date) if entry.current else self.now

    def _title(self, entry: Entry, is_dated: bool) -> None:
        """Over its shape; where that is taken, higher up at the end of a stem."""
        text, middle = Truncator(entry.title).chars(LONGEST), self._place_of(entry)
        if is_dated:
            words = {"title": text, "date": entry.date_words(self.today)}
            text = _("%(title)s, %(date)s") % words
        at = self._anchored(middle, text)
        if self.above.is_free(0, at.left, at.right):
            self.above.place(at.left, at.right)
            self.labels.append(self._label(text, at, -ABOVE))
            return
        at = self._flag(middle, text)
        row = self.above.place(at.left, at.right, lowest=1)
        self.labels.append(self._label(text, at, -ABOVE - ROW * row, stem=figure(middle)))

    def _flag(self, middle: float, text: str) -> Anchored:
        """`text` beside a stem at `middle`: right of it, unless the day line is there."""
        width = _share(text)
        limit = self.now if middle <= self.now else 100.0
        if middle + width <= limit or middle < width:
            return Anchored(middle, "start", middle, middle + width, GAP // 2)
        return Anchored(middle, "end", middle - width, middle, -GAP // 2)

    def _has_date_below(self, entry: Entry) -> bool:
        """Write its date below its shape if there is room; says whether there was."""
        text = entry.date_words(self.today)
        at = self._anchored(self._place_of(entry), text)
        if not self.below.is_free(0, at.left, at.right):
            return False
        self.below.place(at.left, at.right)
        self.labels.append(self._label(text, at, BELOW, is_date=True))
        return True

    def _undated(self, entry: Entry) -> None:
        text = _("%s: no date given") % Truncator(entry.title).chars(LONGEST)
        width = _share(text)
        at = Anchored(self.now, "start", self.now, self.now + width + 2, 2 * GAP)
        if at.right > 100:
            at = Anchored(self.now, "end", self.now - width, self.now, -GAP)
        row = self.below.place(at.left, at.right)
        self.labels.append(self._label(text, at, BELOW + ROW * row))

    def _slip(self, entry: Entry) -> None:
        ends = sorted([self.middle(entry.dates[0].date), self._place_of(entry)])
        at = self._anchored(sum(ends) / 2, entry.slip)
        left, right = min(ends[0], at.left), max(ends[1], at.right)
        row = self.below.place(left, right, height=2)
        label = self._label(entry.slip, at, 38 + ROW * row, is_date=True)
        self.measures.append(Measure(figure(ends[0]), figure(ends[1]), 24 + ROW * row, label))

    def _number(self, entry: Entry) -> None:
        middle, half = self._place_of(entry), 100 * 9 / NARROW
        # What has no date begins at the day line: its number stands clear of it.
        middle = min(max(middle if entry.current else middle + half, half), 100 - half)
        row = self.counted.place(middle - half, middle + half)
        y = -24 - ROW * row
        self.numbers.append(Label(str(entry.number), figure(middle), y))

    def _label(
        self, text: str, at: Anchored, y: int, is_date: bool = False, stem: str = ""
    ) -> Label:
        after = at.left + at.right > 2 * self.now
        return Label(text, figure(at.x), y, at.anchor, at.dx, is_date, after, stem)

    def _anchored(self, middle: float, text: str) -> Anchored:
        """`text` over `middle`, or as near as it can be without crossing the day line."""
        width, gap = _share(text), 100 * GAP / WIDE
        before = middle <= self.now
        first, last = (0.0, self.now - gap) if before else (self.now + gap, 100.0)
        left, right = middle - width / 2, middle + width / 2
        if first <= left and right <= last:
            return Anchored(middle, "middle", left, right)
        if right > last and last - width >= 0:
            end = self.now if before else 100.0
            return Anchored(end, "end", last - width, last, -GAP if before else 0)
        if left < first and first + width <= (last if before else 100.0):
            start = 0.0 if before else self.now
            return Anchored(start, "start", first, first + width, 0 if before else GAP)
        if before and right > self.now and self.now + gap + width <= 100:
            return Anchored(self.now, "start", self.now + gap, self.now + gap + width, GAP)
        return Anchored(0, "start", 0, width) if before else Anchored(100, "end", 100 - width, 100)


def _share(text: str) -> float:
    """The width of a text in per cent, where the chart is as narrow as labels are shown on."""
    return 100 * (LETTER * len(text) + 6) / WIDE
