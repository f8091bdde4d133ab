"""The desk's forms for watch items: what is said of them, and with what evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.changes import StatusChange
from tracker.expectations import MilestoneDate, Role
from tracker.models import Event, Lane, Milestone, WatchItem
from tracker.statuses import FINAL, LACKS, Confidence, Outcome, Status, may_move

CHECK = "check"
# As it is thought: what is so, since when, why it is said; then the words for it.
IN_ORDER = ["status", "effective", "confidence", "outcome", "reason", "headline", "note"]


def lines(rows: int) -> forms.Textarea:
    """A text area of so many rows."""
    return forms.Textarea(attrs={"rows": rows})


class WatchItemForm(forms.ModelForm):
    """A watch item; its first criteria are fixed in the same form."""

    yes = forms.CharField(label=_("What counts as yes"), widget=lines(2))
    no = forms.CharField(label=_("What counts as no"), widget=lines(2))
    edge_cases = forms.CharField(label=_("Edge cases"), widget=lines(2))
    by_when = forms.CharField(label=_("By when"), max_length=300)

    class Meta:
        model = WatchItem
        fields = [
            "question",
            "short",
            "slug",
            "why",
            "track",
            "tags",
            "review_days",
            "owner",
            "training",
        ]
        widgets = {"question": lines(2), "why": lines(4)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.criteria.exists():
            for name in ("yes", "no", "edge_cases", "by_when"):
                self.fields.pop(name, None)

    def criteria(self) -> dict[str, str]:
        """The first criteria as typed; empty where they stand already."""
        names = ("yes", "no", "edge_cases", "by_when")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


def vague(model: type, name: str, label: Any, **more: Any) -> forms.Field:
    """The form field of a model's vague date."""
    field = model._meta.get_field(name).formfield(label=label, **more)  # type: ignore[attr-defined]
    field.widget.attrs.update({"data-vague": "", "autocomplete": "off"})
    return field


class SayingForm(forms.Form):
    """What every statement of a status takes."""

    effective = vague(
        StatusChange, "effective", _("In effect since"), help_text=_("a day, a month or a year")
    )
    confidence = forms.ChoiceField(
        label=_("How sure are we?"),
        choices=Confidence,
        required=False,
        widget=forms.RadioSelect,
    )
    outcome = forms.ChoiceField(
        label=_("Closed because it is"), choices=Outcome, required=False, widget=forms.RadioSelect
    )
    headline = forms.CharField(
        label=_("Headline"), max_length=200, required=False, help_text=_("one line, what changed")
    )
    note = forms.CharField(label=_("Public note"), required=False, widget=lines(3))
    internal_note = forms.CharField(
        label=_("Internal note"), required=False, widget=lines(2), help_text=_("never published")
    )

    def clean(self) -> dict[str, Any]:
        """All that is lacking is told at once: four rules are not learnt in four tries."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.needed(cleaned.get("status", "")):
            if name in self.fields and name not in self.errors and not cleaned.get(name):
                self.add_error(name, LACKS[name])
        return cleaned

    def needed(self, status: str) -> tuple[str, ...]:
        """What a statement of `status` cannot be without."""
        return ("effective", "headline", "reason")

    def said(self) -> dict[str, Any]:
        """What the verbs take besides the status itself, the reason and the evidence."""
        names = ("confidence", "outcome", "headline", "note", "internal_note")
        given = {name: self.cleaned_data[name] for name in names}
        return {**given, "effective": self.cleaned_data["effective"] or None}


class StatusForm(SayingForm):
    """The form of thirty seconds: a look, or another status with its evidence.

    `seen` is the status that the person saw, at that `version` of the item; the choices are those
    that it allows.
    """

    status = forms.ChoiceField(label=_("What did you find?"), widget=forms.RadioSelect)
    searched = forms.CharField(
        label=_("What was searched"),
        required=False,
        widget=lines(2),
        help_text=_("one line is enough"),
    )
    reason = forms.CharField(label=_("Why it is opened again"), required=False, widget=lines(2))
    seen = forms.CharField(widget=forms.HiddenInput)
    # The same status may stand again, after others that were not seen.
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, seen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen  # type: ignore[assignment]
        self.is_reopening = seen in FINAL
        allowed = [
            (status.value, status.label)
            for status in Status
            if may_move(seen, status, reopening=self.is_reopening)
        ]
        status_field: Any = self.fields["status"]
        status_field.choices = [(CHECK, _("Looked, nothing changed")), *allowed]
        status_field.error_messages["invalid_choice"] = self._does_not_follow()
        self.initial["seen"] = seen
        if not self.is_reopening and not self.data.get("reason"):
            del self.fields["reason"]
        elif not self.is_reopening:
            # Somebody was quicker: what was typed stays, to be used elsewhere.
            self.fields["reason"].help_text = _(
                "It is open again already, so this is not said: move it to the note if it holds"
            )

    def _does_not_follow(self) -> str:
        """Why what was chosen cannot be said now."""
        labels = {status.value: str(status.label) for status in Status}
        now, chosen = labels.get(self.seen, ""), labels.get(self.data.get("status", ""), "")  # type: ignore[call-overload]
        if not chosen or not now:
            return gettext("Choose one of these.")
        sentence = gettext("“%(now)s” is the status that stands already. Choose one of these.")
        if now != chosen:
            sentence = gettext(
                "“%(chosen)s” does not follow “%(now)s”, as it stands now. Choose one of these."
            )
        return sentence % {"now": now, "chosen": chosen}

    def needed(self, status: str) -> tuple[str, ...]:
        """A look needs one thing alone; what is not chosen yet needs nothing yet."""
        if status == CHECK:
            return ("searched",)
        return super().needed(status) if status else ()


class OpenForm(SayingForm):
    """The first status, with which an item becomes public."""

    status = forms.ChoiceField(label=_("First status"), choices=Status, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), required=False, widget=lines(2), help_text=_("why we hold it to be so")
    )

    field_order = IN_ORDER


class CorrectForm(SayingForm):
    """The right statement in place of a wrong one."""

    status = forms.ChoiceField(label=_("Right status"), choices=Status, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What was wrong"), required=False, widget=lines(2), help_text=_("readers see both")
    )

    field_order = IN_ORDER


class RetractForm(forms.Form):
    """Taking a statement back."""

    reason = forms.CharField(
        label=_("Why it is taken back"),
        required=False,
        widget=lines(3),
        help_text=_("readers see the statement struck through, with this reason"),
    )


class LaneForm(forms.Form):
    """What stands in one of an item's lanes."""

    lane = forms.ModelChoiceField(Lane.objects.none(), label=_("Lane"), required=False)

    def __init__(self, *args: Any, item: WatchItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lane: Any = self.fields["lane"]
        lane.queryset = item.lanes.all()
        if not item.lanes.exists():
            del self.fields["lane"]


class EventForm(LaneForm):
    """A dated, sourced fact."""

    date = vague(Event, "date", _("Date"), help_text=_("a day, a month or a year"))
    headline = forms.CharField(label=_("What happened"), max_length=300)
    note = forms.CharField(label=_("Note"), required=False, widget=lines(3))

    field_order = ["date", "headline", "note", "lane"]


class MilestoneForm(LaneForm):
    """Something expected."""

    title = forms.CharField(
        label=_("What is expected"), max_length=Milestone._meta.get_field("title").max_length
    )

    field_order = ["title", "lane"]


class MilestoneDateForm(forms.Form):
    """A date of a milestone, as somebody asserts it."""

    role = forms.ChoiceField(label=_("Which date"), choices=Role, widget=forms.RadioSelect)
    date = vague(MilestoneDate, "date", _("Date"), help_text=_("a day, a month or a year"))
    asserted_by = forms.CharField(label=_("Asserted by"), max_length=200)
    reason = forms.CharField(label=_("Reason"), required=False, widget=lines(2))
