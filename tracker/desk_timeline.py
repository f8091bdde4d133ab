"""The desk's screens for what an item is measured by: criteria, events and milestones."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from tracker import forms
from tracker.conflicts import StatusConflict
from tracker.criteria_form import CriteriaForm
from tracker.desk import ClaimScreen, ItemScreen
from tracker.models import Criteria


class NewCriteria(ItemScreen):
    """Another version of the criteria."""

    form_class = CriteriaForm
    permission = "tracker.add_criteria"
    title = _("New version of the criteria")
    button = _("Fix this version")
    done = _("The criteria have a new version.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form begins with the version that holds; the reason is new."""
        last = self.object.criteria.order_by("version").last()
        names = ("yes", "no", "edge_cases", "by_when")
        initial = {name: getattr(last, name) for name in names} if last else {}
        initial["seen"] = last.version if last else 0
        return {**super().get_form_kwargs(), "initial": initial, "instance": Criteria()}

    def say(self, form: CriteriaForm) -> None:
        """Add the version."""
        self.object.set_criteria(**form.cleaned_data)

    def refused(self, form: Any, refusal: Exception) -> HttpResponse:
        """After a conflict the form has seen the other version, and keeps everything typed."""
        if isinstance(refusal, StatusConflict):
            typed = self.request.POST.copy()
            typed["seen"] = str(self.object.criteria.count())
            form = CriteriaForm(typed, instance=Criteria())
            form.is_valid()
        return super().refused(form, refusal)


class AddEvent(ClaimScreen):
    """A dated, sourced fact on the item's timeline."""

    form_class = forms.EventForm
    permission = "tracker.add_event"
    title = _("Add an event")
    button = _("Add the event")
    done = _("The event is added.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the item's lanes."""
        return {**super().get_form_kwargs(), "item": self.object}

    def say(self, form: forms.EventForm) -> None:
        """Add it."""
        self.object.add_event(
            **form.cleaned_data, evidence=self.evidence.uses(), by=self.request.user
        )


class AddMilestone(ItemScreen):
    """Something expected; its dates follow."""

    form_class = forms.MilestoneForm
    permission = "tracker.add_milestone"
    title = _("Add a milestone")
    button = _("Add the milestone")
    done = _("The milestone is added. Give it a date.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the item's lanes."""
        return {**super().get_form_kwargs(), "item": self.object}

    def say(self, form: forms.MilestoneForm) -> None:
        """Add it."""
        self.object.add_milestone(**form.cleaned_data)


class DateMilestone(ClaimScreen):
    """A baseline, a forecast or the actual date of a milestone."""

    form_class = forms.MilestoneDateForm
    permission = "tracker.add_milestonedate"
    title = _("Add a date")
    button = _("Add the date")
    done = _("The date is added. The earlier ones stay readable.")

    def say(self, form: forms.MilestoneDateForm) -> None:
        """Set it."""
        milestone = get_object_or_404(self.object.milestones, pk=self.kwargs["milestone"])
        given = form.cleaned_data
        milestone.set_date(
            given["role"],
            given["date"],
            asserted_by=given["asserted_by"],
            reason=given["reason"],
            evidence=self.evidence.uses(),
            by=self.request.user,
        )
