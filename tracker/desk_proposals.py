"""Statements that need a second person: the desk's screens keep them as proposals."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from record.desk import ONCE
from record.once import SentTwice, take
from tracker.conflicts import StatusConflict
from tracker.evidence_forms import OF_A_USE, EvidenceForms
from tracker.models import Proposal
from tracker.second_person import SecondPersonNeeded

KEPT = _("Kept as a proposal. Readers see nothing of it until another person confirms it.")
# What a form for a status begins with, where a proposal is taken up again.
TAKEN_UP = ("status", "confidence", "outcome", "headline", "note", "internal_note", "reason")


class Proposing:
    """A screen whose statement is kept as a proposal where it needs a second person.

    With `?proposal=` its form begins with what was proposed before.
    """

    model_admin: Any
    request: Any
    object: Any

    @cached_property
    def taken_up(self) -> Proposal | None:
        """The proposal that the address names, if it is one of this item."""
        key = self.request.GET.get("proposal", "")
        is_key = key.isdecimal() and len(key) < 16
        found = self.object.proposals.filter(pk=int(key)) if is_key else None
        return found.first() if found is not None else None

    def get_initial(self) -> dict[str, Any]:
        """What was proposed before."""
        if self.taken_up is None:
            return {}
        kept = {name: getattr(self.taken_up, name) for name in TAKEN_UP}
        return {**kept, "effective": self.taken_up.effective}

    def known_evidence(self) -> list[dict[str, Any]]:
        """The evidence that was proposed before."""
        return [
            {"source": use.source_id, **{name: getattr(use, name) for name in OF_A_USE}}
            for use in (self.taken_up.evidence.all() if self.taken_up else ())
        ]

    def refused(self, form: Any, refusal: Exception) -> HttpResponse:
        """What is right and needs somebody else is kept; all else is refused."""
        # A question that is not public yet is opened by one: with a status that is not final.
        if not isinstance(refusal, SecondPersonNeeded):
            return super().refused(form, refusal)  # type: ignore[misc]
        try:
            with transaction.atomic():
                take(self.request.POST, self.request.FILES)
                evidence: EvidenceForms | None = getattr(self, "evidence", None)
                if evidence is not None:
                    # What was entered for the statement went with it: it is for the proposal now.
                    refusal.change.evidence = evidence.uses()
                proposal = Proposal.keep(refusal, self.request.user)
                self.model_admin.log_change(self.request, self.object, _("Proposed: %s") % proposal)
        except SentTwice:
            return self.sent_twice()
        except StatusConflict as conflict:
            return super().refused(form, conflict)  # type: ignore[misc]
        messages.success(self.request, KEPT)
        return HttpResponseRedirect(proposal.address)

    def sent_twice(self) -> HttpResponse:
        """To the proposal, if that is what the first of the two became."""
        mine = self.object.proposals.waiting().filter(by=self.request.user).first()
        if mine is None:
            return super().sent_twice()  # type: ignore[misc, no-any-return]
        messages.success(self.request, f"{KEPT} {ONCE}")
        return HttpResponseRedirect(mine.address)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the track asks for a second person, and what waits for one already."""
        waiting = self.object.proposals.waiting().select_related("by").first()
        asks = self.object.track.second_person
        return super().get_context_data(  # type: ignore[misc]
            **{"waiting": waiting, "asks_second_person": asks, **kwargs}
        )
