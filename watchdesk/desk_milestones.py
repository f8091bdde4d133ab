"""Milestones that are past their date, as the desk's front page lists them."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from record.clock import Reading
from tracker.models import Milestone
from watchdesk.desk_matters import SHOWN, Matter, own_first, status_links


def past_their_date(request: HttpRequest, reading: Reading) -> list[Matter]:
    """Those of which nobody has said that they came about, the longest past first: two queries."""
    if not request.user.has_perm("tracker.add_milestonedate"):
        return []
    rows = Milestone.objects.overdue(reading.today).select_related("item")
    rows = rows.order_by(own_first(request.user, "item__owner"), "expected_until", "pk")
    return [_matter(milestone) for milestone in rows.prefetch_related("dates")[:SHOWN]]


def _matter(milestone: Milestone) -> Matter:
    item, expected = milestone.item, milestone.expected
    words = {
        "item": item.short,
        "date": expected.date.words() if expected else "",
        "who": expected.asserted_by if expected else "",
    }
    return Matter(
        "late",
        milestone.title,
        _("%(item)s: expected %(date)s (%(who)s), and not said to have come about.") % words,
        reverse("admin:tracker_watchitem_date", args=[item.pk, milestone.pk]),
        _("Give its date"),
        also=status_links(item.pk),
        item=item.pk,
    )
