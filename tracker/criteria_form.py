"""The desk's form for what would answer a question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.forms import lines
from tracker.models import Criteria


class CriteriaForm(forms.ModelForm):
    """A new version, after the one that was `seen`, with the reason that readers will see."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Criteria
        fields = ["yes", "no", "edge_cases", "by_when", "reason"]
        widgets = {name: lines(3) for name in ("yes", "no", "edge_cases", "reason")}
        help_texts = {"reason": _("Readers see every version, and this reason.")}
