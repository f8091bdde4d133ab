"""Sources where one is chosen: each told apart from its namesakes, and marked where it fell."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sources.models import Repute, Source


def choice_words(source: Source) -> str:
    """A source as it is offered: its title, publisher, date and number, its repute before them."""
    publisher = source.publisher.name if source.publisher else ""
    issued = source.issued.words() if source.issued else ""
    number = _("no. %s") % source.number if source.number else ""
    words = ", ".join(part for part in (source.title, publisher, issued, number) if part)
    # First: a long title is cut off at its end.
    return f"{repute_word(source)}: {words}" if repute_word(source) else words


def repute_word(source: Source) -> str:
    """“Retracted” or “Downgraded”, "" where it stands."""
    return "" if source.repute == Repute.STANDS else str(source.get_repute_display()).capitalize()


class SourceChoice(forms.ModelChoiceField):
    """A field for one source, which goes on saying of it what was said when it was offered."""

    def __init__(self, queryset: Any = None, **kwargs: Any) -> None:
        rows = Source.objects.all() if queryset is None else queryset
        super().__init__(rows.select_related("publisher"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """As it was offered."""
        return choice_words(obj)
