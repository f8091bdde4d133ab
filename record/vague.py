"""Vague dates: a year, a month, a day or a span of them, as EDTF text with its bounds."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field
from functools import total_ordering
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from record.vague_text import edtf_of, not_a_date

LONGEST = len("2023-09-24/2023-12-31")


class Part(NamedTuple):
    """A year, a month of it or a day of that; nought where it is not known."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> "Part":
        """Read `2024`, `2024-09` or `2024-09-24`. Raises ValueError with a sentence."""
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
            raise ValueError(not_a_date())
        part = cls(*(int(figures) for figures in text.split("-")))
        try:
            dt.date(part.year, part.month or 1, part.day or 1)
        except ValueError:
            raise ValueError(_("There is no such day as %s.") % text) from None
        if text.endswith("-00"):
            raise ValueError(_("There is no such day as %s.") % text)
        return part

    @property
    def lower(self) -> dt.date:
        """The first day that it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def upper(self) -> dt.date:
        """The last day that it can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def words(self) -> str:
        """As a page says it: 24 September 2024, September 2024 or 2024."""
        year = {"year": f"{self.year:04d}"}
        if self.day:
            words = {"day": self.day, "month": MONTHS_ALT[self.month], **year}
            return _("%(day)d %(month)s %(year)s") % words
        if self.month:
            return _("%(month)s %(year)s") % {"month": MONTHS[self.month], **year}
        return year["year"]


@total_ordering
@dataclass(frozen=True)
class VagueDate:
    """A date as exactly as it is known. `edtf` is how it is stored; None is an open bound."""

    edtf: str
    lower: dt.date | None = field(init=False, compare=False, repr=False)
    upper: dt.date | None = field(init=False, compare=False, repr=False)
    start: Part | None = field(init=False, compare=False, repr=False)
    end: Part | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        first, slash, last = self.edtf.partition("/")
        start, end = _end(first, slash), _end(last if slash else first, slash)
        if start is None and end is None or (slash and start == end):
            raise ValueError(not_a_date())
        lower, upper = start and start.lower, end and end.upper
        if lower and upper and lower > upper:
            raise ValueError(_("It ends before it begins. Write the earlier date first."))
        for name, value in {"lower": lower, "upper": upper, "start": start, "end": end}.items():
            object.__setattr__(self, name, value)

    @classmethod
    def parse(cls, edtf: str) -> "VagueDate":
        """Read EDTF as it is stored. Raises ValueError with a sentence for anything else."""
        return cls(edtf)

    @classmethod
    def read(cls, text: str) -> "VagueDate":
        """Read what a person wrote: EDTF, “Sept 2024”, “24/9/2024”, “2022–2025”.

        Raises ValueError with a sentence that says what to write.
        """
        return cls(edtf_of(text))

    def __str__(self) -> str:
        return self.edtf

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, VagueDate):
            return NotImplemented
        return self.key < other.key

    @property
    def key(self) -> tuple[dt.date, dt.date, str]:
        """What it is ordered by: the first day that it can mean, then the last."""
        return (self.lower or dt.date.min, self.upper or dt.date.max, self.edtf)

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return self.lower is not None and self.lower == self.upper

    def is_between(self, today: dt.date) -> bool:
        """Whether `today` lies within the days that it can mean, the last not among them."""
        return (self.lower or dt.date.min) <= today < (self.upper or dt.date.max)

    def words(self) -> str:
        """As a page says it: September 2024, 2022–2025, since 2020."""
        if self.start and self.end:
            if self.start == self.end:
                return self.start.words()
            years_alone = not (self.start.month or self.end.month)
            words = {"start": self.start.words(), "end": self.end.words()}
            return (_("%(start)s–%(end)s") if years_alone else _("%(start)s to %(end)s")) % words
        if self.start:
            return _("since %s") % self.start.words()
        return _("until %s") % (self.end.words() if self.end else "")

    def reading(self) -> str:
        """How it was read, told to who wrote it: September 2024, day not known."""
        if self.start is None:
            return _("%s, no beginning given") % self.words()
        if self.end is None:
            return _("%s, no end given") % self.words()
        if self.start.day and self.end.day and self.start == self.end:
            return self.words()
        if self.start == self.end and not self.start.month:
            return _("%s, month and day not known") % self.words()
        return _("%s, day not known") % self.words()

    def some_time(self) -> str:
        """What a page says between the bounds: some time in 2024."""
        if self.start and self.end and self.start != self.end:
            words = {"start": self.start.words(), "end": self.end.words()}
            return _("some time between %(start)s and %(end)s") % words
        if self.start and self.start == self.end:
            return self.words() if self.start.day else _("some time in %s") % self.words()
        return _("some time %s") % self.words()

    def words_on(self, today: dt.date) -> str:
        """As a page says it on `today`: between the bounds, some time in 2024."""
        return self.some_time() if self.start and self.is_between(today) else self.words()

    def since(self, today: dt.date | None = None) -> str:
        """Since when, as a page says it: since 2024, since some time in 2024."""
        if self.start is None:
            return _("since %s or earlier") % (self.end.words() if self.end else "")
        if self.end is None:
            return self.words()
        is_span = self.start != self.end
        if is_span or (today and self.is_between(today)):
            return _("since %s") % self.some_time()
        return _("since %s") % self.words()


def _end(text: str, slash: str) -> Part | None:
    return None if slash and text == ".." else Part.parse(text)


class VagueDateInput(forms.TextInput):
    """A text input that says beneath it how its text is read."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The input, and `Read as: …` where what it holds can be read."""
        shown = super().render(name, value, attrs, renderer)
        try:
            reading = _("Read as: %s") % VagueDate.read(str(value)).reading() if value else ""
        except ValueError:
            reading = ""
        html = '{}<output class="read-as" for="{}">{}</output>'
        return format_html(html, shown, (attrs or {}).get("id", name), reading)


class VagueDateFormField(forms.CharField):
    """Takes a date as people write it; a refusal is the sentence that says what to write."""

    widget = VagueDateInput

    def to_python(self, value: Any) -> Any:
        """The VagueDate, or the empty value."""
        if isinstance(value, VagueDate):
            return value
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        try:
            return VagueDate.read(text)
        except ValueError as refusal:
            raise ValidationError(str(refusal), code="invalid") from None


class Bound(models.DateField):
    """A column that follows one bound of a vague date. Migrations know it as a date."""

    def __init__(self, of: str, bound: str) -> None:
        super().__init__(null=True, editable=False)
        self.of, self.bound = of, bound

    def deconstruct(self) -> Any:
        """As the date column that it is."""
        name, _path, _args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", [], kwargs

    def __deepcopy__(self, memo: Any) -> "Bound":
        copy = super().__deepcopy__(memo)
        copy.of, copy.bound = self.of, self.bound
        return copy

    def pre_save(self, model_instance: models.Model, add: bool) -> dt.date | None:
        """The bound as the date now is."""
        value = getattr(model_instance, self.of)
        date = VagueDate.parse(value) if isinstance(value, str) and value else value
        found = getattr(date, self.bound) if date else None
        setattr(model_instance, self.attname, found)
        return found
