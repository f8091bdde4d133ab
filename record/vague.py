"""Vague dates: a year, a month, a day or a span of them, as EDTF text with its bounds."""

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache, total_ordering
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from record.vague_text import Part, edtf_of, not_a_date


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
        if (start is None and end is None) or (slash and start == end):
            raise ValueError(not_a_date())
        lower, upper = start and start.lower, end and end.upper
        if lower and upper and lower > upper:
            raise ValueError(_("It ends before it begins. Write the earlier date first."))
        for name, value in {"lower": lower, "upper": upper, "start": start, "end": end}.items():
            object.__setattr__(self, name, value)

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, edtf: str) -> "VagueDate":
        """Read EDTF as it is stored. Raises ValueError with a sentence for anything else.

        A page of strips names the same days again and again.
        """
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
        if not text:
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

    def clone(self) -> Any:
        """For a migration's state, which fills nothing in."""
        return models.DateField(null=True, editable=False)

    def pre_save(self, model_instance: models.Model, add: bool) -> dt.date | None:
        """The bound as the date now is."""
        value = getattr(model_instance, self.of)
        date = VagueDate.parse(value) if isinstance(value, str) and value else value
        found = getattr(date, self.bound) if date else None
        setattr(model_instance, self.attname, found)
        return found


class VagueDateField(models.Field):
    """Keeps a VagueDate as EDTF text, "" where there is none.

    Columns `<name>_lower` and `<name>_upper` follow it. A save with `update_fields` names them too.
    """

    # Not a CharField: the admin would put its own input in the place of ours.
    description = gettext_lazy("Vague date")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        """Stored as text."""
        return "CharField"

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        """Bring the two columns along, except where a migration names them itself."""
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract and cls.__module__ != "__fake__":
            for bound in ("lower", "upper"):
                Bound(name, bound).contribute_to_class(cls, f"{name}_{bound}")

    def from_db_value(self, value: str | None, *_args: Any) -> Any:
        """The VagueDate, or what stands for none."""
        return VagueDate.parse(value) if value else value

    def to_python(self, value: Any) -> Any:
        """The VagueDate of EDTF text. Raises ValidationError."""
        if not isinstance(value, str) or not value:
            return value
        try:
            return VagueDate.parse(value)
        except ValueError as refusal:
            raise ValidationError(str(refusal), code="invalid") from None

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Text is read before it is stored: nothing else than a date gets in."""
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        """The EDTF text."""
        prepared = super().get_prep_value(value)
        return prepared if prepared is None else str(prepared)

    def value_to_string(self, obj: models.Model) -> str:
        """The EDTF text, for serializers."""
        return str(self.value_from_object(obj) or "")

    def formfield(self, **kwargs: Any) -> Any:
        """A text input that reads dates as people write them."""
        return super().formfield(**{"form_class": VagueDateFormField, **kwargs})
