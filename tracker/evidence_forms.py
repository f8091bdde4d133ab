"""The desk's forms for evidence: which source, how it bears on the claim, and why it matters."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from record.choosing import ChosenOne
from sources.choosing import SourceChoice
from sources.grades import Credibility
from tracker.evidence import Evidence, Stance, Use


class EvidenceForm(forms.Form):
    """One source used for one claim; left empty, it is none."""

    source = SourceChoice(
        label=_("Source"),
        widget=ChosenOne(Evidence._meta.get_field("source"), admin.site),
    )
    stance = forms.ChoiceField(
        label=_("What it does"), choices=Stance, initial=Stance.SUPPORTS, widget=forms.RadioSelect
    )
    locator = forms.CharField(label=_("Place in the source"), max_length=200, required=False)
    quotation = forms.CharField(label=_("Short quotation"), max_length=500, required=False)
    credibility = forms.TypedChoiceField(
        label=_("Credibility of this use"),
        choices=[
            ("", _("not graded yet")),
            *((c.value, f"{c.value} {c.label}") for c in Credibility),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )

    why = forms.CharField(
        label=_("Why it matters here"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text=_("a sentence for readers, if the source does not speak for itself"),
    )

    def has_changed(self) -> bool:
        """A stance alone names no source: the form is as empty as it came."""
        return bool({"source", "locator", "quotation", "why"} & set(self.changed_data))


class EvidenceForms(forms.BaseFormSet):
    """The evidence for one claim."""

    def uses(self) -> list[Use]:
        """Each use that names a source."""
        return [Use(**form.cleaned_data) for form in self.forms if form.cleaned_data.get("source")]


EvidenceFormSet = forms.formset_factory(EvidenceForm, formset=EvidenceForms, extra=4)
