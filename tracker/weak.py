"""Questions whose status rests on weak evidence alone.

A use of a source is weak where what it says is improbable or cannot be judged (credibility 5 or 6);
where whoever says it is unreliable or cannot be judged (E or F) and nothing else confirms it (no
credibility 1); where the source was retracted or downgraded; or where its link is dead and neither
an archived copy nor a private one is kept. What nobody has graded yet is not weak for that.
"""

from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When

from sources.grades import Credibility, Reliability
from sources.models import Capture, Rating, Repute, Source, Succession
from tracker.changes import StatusChange
from tracker.evidence import Evidence, Stance
from tracker.models import WatchItem
from tracker.statuses import ChangeType

SAID = (Credibility.IMPROBABLE, Credibility.CANNOT_BE_JUDGED)
SPEAKERS = (Reliability.E, Reliability.F)
UNCONFIRMED = Q(credibility=None) | Q(credibility__gt=Credibility.CONFIRMED)
BY_GRADE = Q(credibility__in=SAID) | (Q(reliability__in=SPEAKERS) & UNCONFIRMED)


def is_weak_by_grade(reliability: str | None, credibility: int | None) -> bool:
    """Whether a use with these grades is weak for them."""
    is_unconfirmed = credibility != Credibility.CONFIRMED
    return credibility in SAID or (reliability in SPEAKERS and is_unconfirmed)


def weak_sources() -> QuerySet[Source]:
    """Those that carry little whoever uses them: judged so, or neither to be opened nor kept."""
    kept = Capture.objects.filter(source=OuterRef("pk"))
    is_lost = Q(link_is_dead=True, archived_url="") & ~Exists(kept)
    return Source.objects.filter(merged_into=None).filter(~Q(repute=Repute.STANDS) | is_lost)


def graded(rows: QuerySet[Evidence]) -> QuerySet[Any]:
    """Evidence with the `reliability` of its publisher, and whether it `is_weak`."""
    ratings = Rating.objects.filter(publisher=OuterRef("source__publisher"))
    weak = weak_sources().values("pk")
    merged = Succession._default_manager.filter(stays__in=weak).values("source")
    is_weak = BY_GRADE | Q(source__in=weak) | Q(source__in=merged)
    return rows.annotate(
        reliability=Subquery(ratings.order_by("-since", "-id").values("code")[:1])
    ).annotate(is_weak=Case(When(is_weak, then=True), default=False))


def on_weak_evidence_alone() -> QuerySet[Any]:
    """Questions whose standing status has support, and all of it weak.

    `stands` is the key of the statement that stands. A look since then settles it: somebody
    searched for better and found nothing. The review interval brings an open question back.
    """
    said = StatusChange.objects.filter(item=OuterRef("pk"), superseded_by=None).exclude(status="")
    stands = said.order_by("-effective_lower", "-pk").values("pk")[:1]
    support = Evidence.objects.filter(change=OuterRef("stands"), stance=Stance.SUPPORTS)
    looks = StatusChange.objects.filter(
        item=OuterRef("pk"), type=ChangeType.CHECK, pk__gt=OuterRef("stands")
    )
    rows: QuerySet[Any] = WatchItem.objects.exclude(status="")
    return (
        rows.annotate(stands=Subquery(stands))
        .filter(Exists(support), ~Exists(looks))
        .filter(~Exists(graded(support).filter(is_weak=False)))
    )
