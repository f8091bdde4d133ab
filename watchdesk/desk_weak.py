"""Questions whose status rests on weak evidence alone, as the desk's front page lists them."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sources.grades import grade_words
from sources.models import Repute, Source
from tracker.evidence import Evidence, Stance
from tracker.weak import graded, is_weak_by_grade, on_weak_evidence_alone
from watchdesk.desk_matters import SHOWN, Matter, own_first, status_links


def on_weak_evidence(request: HttpRequest) -> list[Matter]:
    """Those that nobody has looked at since, with what they rest on: two queries, or one."""
    if not request.user.has_perm("tracker.change_status"):
        return []
    items = list(on_weak_evidence_alone().order_by(own_first(request.user), "-stands")[:SHOWN])
    support: dict[int | None, list[Any]] = defaultdict(list)
    if items:
        rows = Evidence.objects.filter(
            change__in=[item.stands for item in items], stance=Stance.SUPPORTS
        )
        for use in graded(rows).select_related("source__merged_into"):
            support[use.change_id].append(use)
    return [_matter(item, support[item.stands]) for item in items]


def told_once(shaken: list[Matter], weak: list[Matter]) -> list[Matter]:
    """Both lists; of a question whose only source was judged, one matter says both."""
    more = {matter.item: matter for matter in weak}
    joined = [_joined(matter, more.pop(matter.item, None)) for matter in shaken]
    return [*joined, *more.values()]


def _joined(matter: Matter, other: Matter | None) -> Matter:
    if other is None:
        return matter
    also = [*matter.also, (other.address, other.button)]
    return replace(matter, why=f"{matter.why} {other.why}", also=also)


def _matter(item: Any, uses: list[Any]) -> Matter:
    said = "; ".join(f"“{use.source.title}” ({_weakness(use)})" for use in uses)
    return Matter(
        "alarm",
        item.question,
        _("Its status rests on weak evidence alone: %s.") % said,
        reverse("admin:tracker_watchitem_support", args=[item.pk, item.stands]),
        _("Add evidence"),
        also=status_links(item.pk),
        item=item.pk,
    )


def _weakness(use: Any) -> str:
    source: Source = use.source
    while source.merged_into is not None:
        source = source.merged_into
    if source.repute != Repute.STANDS:
        return str(source.get_repute_display())
    if is_weak_by_grade(use.reliability, use.credibility):
        return grade_words(use.reliability, use.credibility)
    return _("its link is dead, and no copy is kept")
