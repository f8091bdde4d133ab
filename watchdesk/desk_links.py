"""Public sources whose link is dead, as the desk's front page lists them."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from record.clock import desk_day, now
from sources.models import Source
from watchdesk.desk_matters import Matter

SHOWN = 6


def dead_links(request: HttpRequest) -> list[Matter]:
    """The latest of them, for whoever may change sources: one query."""
    if not request.user.has_perm("sources.change_source"):
        return []
    return [
        Matter(
            "alarm",
            source.title,
            _why(source),
            reverse("admin:sources_source_change", args=[source.pk]),
            _("See it"),
        )
        for source in Source.objects.with_dead_links(now())[:SHOWN]
    ]


def _why(source: Source) -> str:
    since = source.link_dead_since
    day = date_format(desk_day(since), "j F Y") if since else ""
    if source.archived_url:
        return _("Its link is dead since %s. Readers are sent to the archived copy.") % day
    return _("Its link is dead since %s. Find an archived copy.") % day
