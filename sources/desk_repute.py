"""The desk's screens on which a source is retracted, downgraded, or said to stand again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sources.desk_screens import SourceScreen
from sources.where_used import where_used


class NoteForm(forms.Form):
    """What readers are told."""

    note = forms.CharField(
        label=_("What readers are told"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("who says so, and when; it stands beside the source wherever it is named"),
    )


class Judge(SourceScreen):
    """A screen that first shows what rests on the source, then asks why."""

    form_class = NoteForm
    permission = "sources.retract_source"
    template_name = "sources/desk_judging.html"
    button = _("Say it in public")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With everything that rests on it."""
        return super().get_context_data(**kwargs, rested=where_used(self.object))


class Retract(Judge):
    """Say that its publisher took it back."""

    title = _("Retract the source")
    done = _("Retracted. What rests on it needs attention: it stands on the desk’s front page.")

    def say(self, form: NoteForm) -> None:
        """Retract it."""
        self.object.retract(form.cleaned_data["note"])


class Downgrade(Judge):
    """Say that it carries less than it did."""

    title = _("Downgrade the source")
    done = _("Downgraded. What rests on it needs attention: it stands on the desk’s front page.")

    def say(self, form: NoteForm) -> None:
        """Downgrade it."""
        self.object.downgrade(form.cleaned_data["note"])


class Reinstate(Judge):
    """Say that it stands again."""

    title = _("The source stands again")
    done = _("It stands again, and says so.")

    def say(self, form: NoteForm) -> None:
        """Reinstate it."""
        self.object.reinstate(form.cleaned_data["note"])
