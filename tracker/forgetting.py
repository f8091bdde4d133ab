"""How the tracker forgets a question or a statement that is erased.

Kinds, numbers and days stay in the rows: the rules of a history go on counting by them.
"""

from collections.abc import Iterable

from django.db.models import F

from record.clock import desk_day, now
from record.forgetting import Erased, Words, forgets
from record.kinds import Kind
from sources.forgetting import untagged
from tracker.history import standing_on
from tracker.models import (
    Criteria,
    Event,
    Evidence,
    Lane,
    Milestone,
    MilestoneDate,
    Proposal,
    ProposedUse,
    StatusChange,
    WatchItem,
)
from tracker.remembered import remembered

OF_A_CHANGE = ("headline", "note", "internal_note", "reason", "searched")
OF_EVIDENCE = ("locator", "quotation", "why")


def tell() -> None:
    """Tell the record, once the apps are there."""
    forgets(
        Kind.ITEM,
        Words(WatchItem, named=("slug", "short"), emptied=("question", "why")),
        Words(
            Criteria,
            of="item__uuid",
            emptied=("yes", "no", "edge_cases", "by_when", "reason"),
        ),
        Words(Lane, of="item__uuid", named=("key", "name"), emptied=("note",)),
        Words(ProposedUse, of="proposal__item__uuid", goes=True),
        Words(Proposal, of="item__uuid", goes=True),
        more=untagged(WatchItem),
    )
    forgets(
        Kind.STATUS_CHANGE,
        Words(StatusChange, emptied=OF_A_CHANGE),
        Words(Evidence, of="change__uuid", emptied=OF_EVIDENCE),
        Words(ProposedUse, of="proposal__change__uuid", goes=True),
        Words(Proposal, of="change__uuid", goes=True),
        more=_count_anew,
    )
    forgets(
        Kind.EVENT,
        Words(Event, emptied=("headline", "note")),
        Words(Evidence, of="event__uuid", emptied=OF_EVIDENCE),
    )
    forgets(
        Kind.MILESTONE,
        Words(Milestone, named=("title",)),
        Words(MilestoneDate, of="milestone__uuid", emptied=("asserted_by", "reason")),
        Words(Evidence, of="date__milestone__uuid", emptied=OF_EVIDENCE),
    )


def _count_anew(erased: Erased) -> Iterable[str]:
    """Let the item stand as it stands for readers, to whom the erased statement is no more.

    Where none is left, its status stays as the desk knew it, and the next statement says it.
    """
    for item in WatchItem.objects.filter(changes__uuid=erased.uuid):
        rows = [row.said() for row in remembered(item.changes.all())]
        standing = standing_on(rows, desk_day(now()))
        if standing is not None and standing.status != item.status:
            changed = WatchItem.objects.filter(pk=item.pk)
            changed.update(status=standing.status, version=F("version") + 1)
    return ()
