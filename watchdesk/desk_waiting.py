"""What waits for a second person, as the desk's front page lists it."""

from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from record.clock import desk_day
from tracker.models import Proposal
from tracker.proposals import State
from watchdesk.desk_matters import SHOWN, Matter, own_first


def waiting(request: HttpRequest) -> list[Matter]:
    """Proposals to answer, and the person's own with what has become of them: one query."""
    person = request.user
    if not person.has_perm("tracker.change_status"):
        return []
    rows = Proposal.objects.concerning(person).select_related("item", "by", "second")
    rows = rows.order_by(own_first(person, "item__owner"), "made_at")
    return [_matter(proposal, person) for proposal in rows[:SHOWN]]


def _matter(proposal: Proposal, person: Any) -> Matter:
    is_own = proposal.by == person
    icon = "alarm" if not is_own or proposal.state == State.SENT_BACK else "late"
    button = _("See it") if is_own else _("Read and answer")
    question = proposal.item.question
    return Matter(
        icon, question, _why(proposal, is_own), proposal.address, button, item=proposal.item_id
    )


def _why(proposal: Proposal, is_own: bool) -> str:
    words = {
        "who": proposal.second if proposal.state == State.SENT_BACK else proposal.by,
        "status": proposal.words,
        "headline": proposal,
        "day": date_format(desk_day(proposal.made_at), "j F"),
        "answer": proposal.answer,
    }
    if proposal.state == State.SENT_BACK:
        return _("%(who)s sent back your “%(status)s”: %(answer)s") % words
    if is_own:
        return _("Your “%(status)s” of %(day)s waits for a second person.") % words
    return _("%(who)s proposed “%(status)s” on %(day)s: %(headline)s") % words
