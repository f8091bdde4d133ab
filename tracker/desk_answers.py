"""The desk's screen on which a second person answers what the first one proposed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from sources.grades import grade_words
from tracker.desk import ItemScreen
from tracker.models import Proposal, ProposedUse, WatchItem
from tracker.proposals import State
from tracker.statuses import ChangeType


class AnswerForm(forms.Form):
    """The second person's answer; a reason where it is sent back."""

    reason = forms.CharField(
        label=_("Why it is sent back"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("only if you send it back; whoever proposed it reads this"),
    )


class AnswerProposal(ItemScreen):
    """The screen of one proposal: another person answers it, its proposer may take it back."""

    form_class = AnswerForm
    template_name = "tracker/desk_proposal.html"
    title = _("Proposal")
    proposal: Proposal

    def get_object(self) -> WatchItem:
        """The item, and the proposal that the address names."""
        item: WatchItem = super().get_object()
        rows = item.proposals.select_related("by", "second", "supersedes")
        self.proposal = get_object_or_404(rows, pk=self.kwargs["proposal"])
        self.proposal.item = item
        return item

    @property
    def is_own(self) -> bool:
        """Whether it is the person's own."""
        return bool(self.proposal.by == self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The proposal; where it was answered, what has become of it."""
        is_over = self.proposal.state in {State.CONFIRMED, State.WITHDRAWN}
        if is_over or (self.proposal.state == State.SENT_BACK and not self.is_own):
            messages.info(request, self.proposal.answered_words())
            return HttpResponseRedirect(self.model_admin.address(self.object))
        return super().get(request, *args, **kwargs)

    def say(self, form: Any) -> None:
        """Carry out the answer whose button was pressed."""
        by = self.request.user
        if self.is_own:
            self.proposal.withdraw(by)
            self.done = _("Withdrawn. Nothing was said.")
        elif self.request.POST.get("do") == "send_back":
            self.proposal.send_back(by, form.cleaned_data["reason"])
            self.done = _("Sent back, with your reason.")
        else:
            self.proposal.confirm(by)
            self.done = _("Confirmed, and said in public.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The proposal, its evidence with grade words, and whether it is stale."""
        uses = self.proposal.evidence.select_related("source__publisher")
        context = {
            "button": _("Withdraw it") if self.is_own else _("Confirm, and say it in public"),
            "proposal": self.proposal,
            "is_own": self.is_own,
            "stale": self.proposal.stale(),
            "uses": [(use, _graded(use)) for use in uses],
            "again": self._again(),
        }
        return super().get_context_data(**{**context, **kwargs})

    def _again(self) -> str:
        """Where it is changed and proposed once more."""
        screens = {ChangeType.CORRECTION: "correct", ChangeType.RETRACTION: "retract"}
        screen = screens.get(ChangeType(self.proposal.type), "status")
        about = [self.proposal.supersedes_id] if self.proposal.supersedes_id else []
        address = self.model_admin.address(self.object, screen, *about)
        return f"{address}?proposal={self.proposal.pk}"


def _graded(use: ProposedUse) -> str:
    rating = use.source.publisher.rating() if use.source.publisher else None
    return grade_words(rating.code if rating else None, use.credibility)
