"""The desk's screens on which a statement is corrected, or taken back."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from tracker import forms
from tracker.desk import ClaimScreen, ItemScreen
from tracker.desk_proposals import Proposing
from tracker.evidence_forms import OF_A_USE
from tracker.models import StatusChange, WatchItem


class OneStatement:
    """A screen about one of the item's statements."""

    change: StatusChange

    def get_object(self) -> WatchItem:
        """The item, and the statement that the address names."""
        item: WatchItem = super().get_object()  # type: ignore[misc]
        self.change = get_object_or_404(item.changes, pk=self.kwargs["change"])  # type: ignore[attr-defined]
        return item

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The statement in question."""
        return super().get_context_data(**kwargs, change=self.change)  # type: ignore[misc]


class CorrectStatement(OneStatement, Proposing, ClaimScreen):
    """Replace a statement by a right one. Both stay readable."""

    form_class = forms.CorrectForm
    title = _("Correct a statement")
    button = _("Say the correction in public")
    done = _("Corrected. Both statements stay readable.")

    def get_initial(self) -> dict[str, Any]:
        """What was said, to be put right."""
        names = ("status", "confidence", "outcome", "headline", "note")
        said = {name: getattr(self.change, name) for name in names}
        return {**said, "effective": self.change.effective, **super().get_initial()}

    def known_evidence(self) -> list[dict[str, Any]]:
        """The evidence of what was said."""
        return super().known_evidence() or [
            {"source": use.source_id, **{name: getattr(use, name) for name in OF_A_USE}}
            for use in self.change.evidence.all()
        ]

    def say(self, form: forms.CorrectForm) -> None:
        """Correct it."""
        self.change.correct(
            to=form.cleaned_data["status"],
            reason=form.cleaned_data["reason"],
            evidence=self.evidence.uses(),
            by=self.request.user,
            **form.said(),
        )


class RetractStatement(OneStatement, Proposing, ItemScreen):
    """Take a statement back."""

    form_class = forms.RetractForm
    title = _("Take a statement back")
    button = _("Take it back in public")
    done = _("Taken back. The statement stays readable, struck through.")

    def say(self, form: forms.RetractForm) -> None:
        """Retract it."""
        self.change.retract(form.cleaned_data["reason"], by=self.request.user)
