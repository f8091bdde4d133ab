"""The desk's screen on which evidence is added to what was said."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.desk import ClaimScreen
from tracker.desk_corrections import OneStatement
from tracker.evidence import need_any


class AddEvidence(OneStatement, ClaimScreen):
    """More evidence for a statement: it may be added, never changed."""

    form_class = forms.Form
    title = _("Add evidence")
    button = _("Add it in public")
    done = _("The evidence is added to what was said.")

    def say(self, form: Any) -> None:
        """Add it."""
        uses = self.evidence.uses()
        need_any(uses)
        self.change.add_evidence(uses)
