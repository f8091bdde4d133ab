"""What rests on a source that was retracted or downgraded, until somebody has looked since."""

import datetime as dt
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article
from record.clock import Reading, desk_day
from record.kinds import Kind
from record.models import Subject
from sources.models import Repute, Source
from tracker.models import WatchItem
from tracker.watched import BELONGING, Watched, watched
from watchdesk.desk_matters import Matter, status_links

Judged = dict[UUID, Source]


def shaken(request: HttpRequest, reading: Reading) -> list[Matter]:
    """The items and articles that need a look for that reason, as far as the person may see to it.

    Two queries where no source was judged, and seven where some were.
    """
    judged = judged_sources()
    if not judged:
        return []
    return [*_items(request, judged, reading), *_articles(request, judged, reading)]


def judged_sources() -> Judged:
    """The sources that carry less than they did, by every name under which they are rested on."""
    judged = Source.objects.exclude(repute=Repute.STANDS).filter(merged_into=None)
    found = {one.uuid: one for one in judged}
    stays = latest = {one.pk: one for one in judged}
    while latest:
        merged = Source.objects.filter(merged_into__in=latest)
        latest = {}
        for one in merged:
            if one.merged_into_id is not None:
                found[one.uuid] = latest[one.pk] = stays[one.merged_into_id]
        stays = {**stays, **latest}
    return found


def _items(request: HttpRequest, judged: Judged, reading: Reading) -> Iterator[Matter]:
    may_say = request.user.has_perm("tracker.change_status")
    if not may_say and not request.user.has_perm("sources.retract_source"):
        return
    claims = Subject.objects.at(reading.seq).public().filter(kind__in=BELONGING)
    items = claims.resting_on(*judged).values("parent")
    shown = watched(reading, reading.subjects(Kind.ITEM).filter(uuid__in=items))
    uuids = [one.item.uuid for one in shown]
    keys = dict(WatchItem.objects.filter(uuid__in=uuids).values_list("uuid", "pk"))
    for one in shown:
        looked = max((change.first_at for change in one.changes), default=one.item.first_at)
        sources = _unseen(judged, _named_by(one), looked)
        if sources and one.item.uuid in keys:
            screen = "status" if may_say else "change"
            pk = keys[one.item.uuid]
            address = reverse(f"admin:tracker_watchitem_{screen}", args=[pk])
            button = _("Look now") if may_say else _("See it")
            also = status_links(pk)[1:] if may_say else ()
            question = one.data["question"]
            yield Matter("alarm", question, _why(sources), address, button, also, pk)


def _named_by(one: Watched) -> Iterator[UUID]:
    """The sources of what the item still says: its live statuses, events and milestones."""
    live = {said.uuid for said in one.live}
    claims = [row.data for row in one.changes if row.uuid in live]
    claims += [row.data for row in one.events]
    claims += [date for row in one.milestones for date in row.data["dates"]]
    return (UUID(use["source"]) for claim in claims for use in claim["evidence"])


def _articles(request: HttpRequest, judged: Judged, reading: Reading) -> Iterator[Matter]:
    if not request.user.has_perm("articles.change_article"):
        return
    rows = reading.subjects(Kind.ARTICLE).resting_on(*judged).select_related(None)
    found = {row.uuid: row for row in rows.select_related("entry").order_by("-since")}
    keys = dict(Article.objects.filter(uuid__in=found).values_list("uuid", "pk"))
    for row in found.values():
        sources = _unseen(judged, row.references, row.entry.recorded_at)
        if sources and row.uuid in keys:
            address = reverse("admin:articles_article_change", args=[keys[row.uuid]])
            yield Matter("alarm", row.title, _why(sources), address, _("Open"))


def _unseen(judged: Judged, names: Iterable[UUID], looked: dt.datetime) -> list[Source]:
    """The judged sources among `names` of which that was said after somebody `looked`."""
    found = {judged[name].pk: judged[name] for name in names if name in judged}
    return [one for one in found.values() if one.repute_since and one.repute_since > looked]


def _why(sources: list[Source]) -> str:
    return " ".join(
        _("Rests on “%(title)s”, %(repute)s on %(day)s. %(note)s")
        % {
            "title": one.title,
            "repute": one.get_repute_display(),
            "day": date_format(desk_day(one.repute_since), "j F Y") if one.repute_since else "",
            "note": one.repute_note,
        }
        for one in sources
    )
