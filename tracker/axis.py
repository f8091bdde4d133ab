"""The axis of time that strips and lanes share: days as per cent of whole years."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

# Widths in pixels of a label's letter at 13 px, for deciding what would collide.
LETTER = 7
# More lines than that on one axis would be a grey field.
MOST_LINES = 100


def figure(number: float) -> str:
    """A number for an SVG attribute: never in the reader's language, never longer than it needs."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class HeadLabel:
    """A label over the axis. `x` is in per cent; `anchor` is SVG's text-anchor."""

    x: str
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Head:
    """The labels over the axis: its years, and the day of the day line."""

    years: list[HeadLabel]
    day: HeadLabel


@dataclass(frozen=True)
class Axis:
    """From 1 January of `first_year` to the end of `last_year`."""

    first_year: int
    last_year: int

    @classmethod
    def spanning(cls, first_year: int, last_year: int) -> "Axis":
        """An axis of at least one year, whichever is the later."""
        return cls(min(first_year, last_year), max(first_year, last_year))

    @property
    def years(self) -> range:
        """The years on it."""
        return range(self.first_year, self.last_year + 1)

    def at(self, day: dt.date | None) -> float:
        """Where `day` begins, in per cent, kept within the axis; an open bound is its beginning."""
        return 0.0 if day is None else _within(self._share(day.toordinal()))

    def after(self, day: dt.date | None) -> float:
        """Where `day` ends, kept within the axis; an open bound is its end."""
        return 100.0 if day is None else _within(self._share(day.toordinal() + 1))

    def slope_end(self, day: dt.date) -> float:
        """Where `day` ends, be it beyond the axis: a slope that leads there keeps its angle."""
        return max(0.0, self._share(day.toordinal() + 1))

    def _share(self, ordinal: int) -> float:
        start = dt.date(self.first_year, 1, 1).toordinal()
        end = dt.date(self.last_year, 12, 31).toordinal() + 1
        return 100 * (ordinal - start) / (end - start)

    def lines(self) -> list[str]:
        """Where each year but the first begins; of a long axis each decade, or each century."""
        step = 1 if len(self.years) <= MOST_LINES else 10 if len(self.years) <= 1000 else 100
        marked = (year for year in self.years[1:] if year % step == 0)
        return [figure(self.at(dt.date(year, 1, 1))) for year in marked]

    def head(self, today: dt.date, label: str, width: int) -> Head:
        """The labels at `width` pixels: years that would collide give way to the day."""
        day_x, half = self.at(today), 50 * (LETTER * len(label) + 6) / width
        if day_x < half:
            day, taken = HeadLabel("0", label, "start"), (0.0, 2 * half)
        elif day_x > 100 - half:
            day, taken = HeadLabel("100", label, "end"), (100 - 2 * half, 100.0)
        else:
            day, taken = HeadLabel(figure(day_x), label, "middle"), (day_x - half, day_x + half)
        return Head(list(self._years(taken, width)), day)

    def _years(self, taken: tuple[float, float], width: int) -> Iterable[HeadLabel]:
        room = 100 * 4 * (LETTER + 2) / width
        free_from = 0.0
        for year in self.years:
            x = self.at(dt.date(year, 1, 1)) + 0.9
            if x < free_from or x + room > 100.5 or (x < taken[1] and x + room > taken[0]):
                continue
            free_from = x + room
            yield HeadLabel(figure(x), str(year))


def _within(share: float) -> float:
    return min(100.0, max(0.0, share))
