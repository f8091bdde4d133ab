"""Evidence at the desk: one source for one claim, with its stance and its place."""

from typing import Any

from django import forms
from django.contrib.admin.models import ADDITION, LogEntry
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sources.grades import Credibility
from sources.models import Source
from sources.source_box import NewSource, SourceBox
from sources.source_form import named
from tracker.evidence import Stance, Use

AT_MOST = 50
# What is said of a use besides which source it is.
OF_A_USE = ("stance", "locator", "quotation", "credibility", "why")


class EvidenceForm(SourceBox):
    """One source used for one claim; left empty, it is none."""

    stance = forms.ChoiceField(
        label=_("What it does"), choices=Stance, initial=Stance.SUPPORTS, widget=forms.RadioSelect
    )
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
    locator = forms.CharField(label=_("Place in the source"), max_length=200, required=False)
    quotation = forms.CharField(label=_("Short quotation"), max_length=500, required=False)
    why = forms.CharField(
        label=_("Why it matters here"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text=_("a sentence for readers, if the source does not speak for itself"),
    )

    def has_changed(self) -> bool:
        """Whether anything was said in it: what the box is for says nothing, nor does no stance."""
        passed_over = {"source_for"}
        if not self.data.get(self.add_prefix("stance")):
            passed_over.add("stance")
        return bool(set(self.changed_data) - passed_over)

    def clean(self) -> dict[str, Any]:
        """What is said of a source needs one; a source that was taken out of the box is none."""
        cleaned = super().clean()
        is_there = self.found or self.begun or self.errors or cleaned.get("typed")
        if not is_there and self.empty_permitted:
            words = _("Name the source that this is said of, or empty what stands beneath.")
            self.add_error("typed", words)
        return cleaned

    @property
    def is_told_more(self) -> bool:
        """Whether its place, a quotation or a sentence stands in it, or is refused."""
        return any(
            self[name].value() or self[name].errors for name in ("locator", "quotation", "why")
        )

    def use(self, source: Source) -> Use:
        """The use of `source` that the form describes."""
        return Use(source, **{name: self.cleaned_data[name] for name in OF_A_USE})


class EvidenceForms(forms.BaseFormSet):
    """The evidence for one claim. `by` is who says it: the rights are theirs, and so is the log."""

    by: Any = None
    told: tuple[str, ...] = ()

    def uses(self) -> list[Use]:
        """Each use that names a source; new sources are entered for it, in the open write."""
        self.told = ()
        # In one order, whoever comes: of two with the same new addresses, one waits for the other.
        begun = sorted((form for form in self.forms if form.begun), key=lambda form: form.known_by)
        entered = {form.prefix: self._entered(form.begun) for form in begun}
        found = ((form, form.found or entered.get(form.prefix)) for form in self.forms)
        uses = [form.use(source) for form, source in found if source]
        self.told += tuple(_shaken(use.source) for use in uses if use.source.is_shaken)
        kept = (form.named.known for form in self.forms)
        self.told += tuple(_t("This is kept already: %s.") % named(one) for one in kept if one)
        return uses

    def _entered(self, begun: NewSource) -> Source:
        """The new source, or the one that somebody entered at this moment."""
        source = begun.enter()
        if source == begun.instance:
            LogEntry.objects.log_actions(self.by.pk, [source], ADDITION, [{"added": {}}])
            self.told += (_t("“%s” is entered in the ledger.") % source.title,)
        return source


def _shaken(source: Source) -> str:
    """What is told to whoever rests a statement on a source that does not stand any more."""
    words = {"source": source.title, "judged": source.known_as.get_repute_display()}
    return _t("“%(source)s” is %(judged)s. Readers see that beside it.") % words


def evidence_forms(by: Any, known: list[dict[str, Any]], posted: Any = None) -> EvidenceForms:
    """The forms for what `by` says, as they are `posted`, or beginning with what is `known`."""
    rights = {"may_add": by.has_perm("sources.add_source")}
    if posted is not None:
        # What was added to a statement meanwhile is not what an empty form began with.
        began = posted.get("evidence-INITIAL_FORMS", "")
        known = known[: int(began)] if began.isdecimal() and len(began) < 4 else []
    given: Any = FORMS(posted, prefix="evidence", initial=known, form_kwargs=rights)
    given.by = by
    forms_of_one: EvidenceForms = given
    return forms_of_one


FORMS = forms.formset_factory(
    EvidenceForm,
    formset=EvidenceForms,
    extra=4,
    max_num=AT_MOST,
    absolute_max=AT_MOST,
    validate_max=True,
)
