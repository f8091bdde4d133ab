"""The desk's front page: what needs attention first, then the board, pieces and record."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.drafts import Draft, drafts
from articles.models import Article
from record.clock import Reading, read_now, standing
from record.kinds import Kind
from record.models import Due, Entry
from record.reading import told
from tracker.models import WatchItem
from tracker.standings import urgent_items
from tracker.watched import Watched, first_year, watched
from watchdesk.desk_erasures import erasures
from watchdesk.desk_links import dead_links
from watchdesk.desk_matters import Matter, status_links
from watchdesk.desk_milestones import past_their_date
from watchdesk.desk_shaken import shaken
from watchdesk.desk_waiting import waiting
from watchdesk.desk_weak import on_weak_evidence, told_once

SHOWN, QUESTIONS = 6, 20


def front(request: HttpRequest) -> dict[str, Any]:
    """Everything that the person may see and do, as the template needs it."""
    reading = read_now(standing())
    board = _board(reading) if request.user.has_perm("tracker.view_watchitem") else []
    pieces = drafts(Article.objects.all()) if request.user.has_perm("articles.view_article") else []
    return {
        "reading": reading,
        "matters": matters(request, reading, board, pieces),
        "is_front": True,
        "board": board,
        "first_year": first_year((row["one"] for row in board), reading.today),
        "pieces": _mine(request, pieces),
        "recorded": told(reading, list(Entry.objects.filter(seq__lte=reading.seq)[:SHOWN])),
        "health": _health(reading),
    }


def matters_of(people: Iterable[Any], reading: Reading) -> Iterator[tuple[Any, list[Matter]]]:
    """Each of `people` with what needs them, as their own front page lists it."""
    board = _board(reading)
    pieces = drafts(Article.objects.all())
    for person in people:
        request = HttpRequest()
        request.user = person
        may_see = person.has_perm("tracker.view_watchitem")
        yield person, matters(request, reading, board if may_see else [], pieces)


def matters(
    request: HttpRequest, reading: Reading, board: list[dict[str, Any]], pieces: list[Draft]
) -> list[Matter]:
    """What needs whoever asks, the most urgent first. However much there is, as many queries."""
    return [
        *erasures(request),
        *_failed(request),
        *waiting(request),
        *told_once(shaken(request, reading), on_weak_evidence(request)),
        *_overdue(request, board),
        *past_their_date(request, reading),
        *dead_links(request),
        *_unopened(request),
        *_unpublished(request, pieces),
    ]


def _board(reading: Reading) -> list[dict[str, Any]]:
    """The items whose next look is due first, each with the key of its working copy.

    Each says how many there are `of_all`, and how many of those are overdue a look (`late_of_all`).
    """
    uuids, of_all, late = urgent_items(reading, QUESTIONS)
    items = {row.uuid: row for row in reading.subjects(Kind.ITEM).filter(uuid__in=uuids)}
    shown = watched(reading, [items[uuid] for uuid in uuids])
    keys: dict[UUID, int] = dict(WatchItem.objects.filter(uuid__in=uuids).values_list("uuid", "pk"))
    return [
        {"one": one, "pk": keys[one.item.uuid], "of_all": of_all, "late_of_all": late}
        for one in shown
        if one.item.uuid in keys
    ]


def _failed(request: HttpRequest) -> list[Matter]:
    if not request.user.has_perm("articles.publish_article"):
        return []
    return [
        Matter(
            "alarm",
            _("A scheduled publication failed"),
            due.failure,
            reverse("admin:articles_article_changelist"),
            _("See the articles"),
        )
        for due in Due.objects.exclude(failure="")
    ]


def _overdue(request: HttpRequest, board: list[dict[str, Any]]) -> list[Matter]:
    if not request.user.has_perm("tracker.change_status"):
        return []
    late = [row for row in board if row["one"].is_overdue]
    found = [
        Matter(
            "late",
            row["one"].data["question"],
            _late(row["one"]),
            f"{reverse('admin:tracker_watchitem_status', args=[row['pk']])}?status=check",
            _("Look now"),
            also=status_links(row["pk"])[:1],
            item=row["pk"],
        )
        for row in late
    ]
    return [*found, *_late_beside(late)]


def _late_beside(shown: list[dict[str, Any]]) -> list[Matter]:
    """One line for those that are overdue too and not on the front page."""
    beside = shown[0]["late_of_all"] - len(shown) if shown else 0
    if not beside:
        return []
    what = ngettext("%d more question", "%d more questions", beside) % beside
    address = f"{reverse('board')}?status=overdue"
    return [Matter("late", what, _("Not looked at within the interval."), address, _("See all"))]


def _late(one: Watched) -> str:
    days = one.days_since_look
    since = ngettext("Not looked at for %d day", "Not looked at for %d days", days) % days
    return _("%(since)s, due every %(interval)s.") % {
        "since": since,
        "interval": one.data["review_days"],
    }


def _unopened(request: HttpRequest) -> list[Matter]:
    if not request.user.has_perm("tracker.change_status"):
        return []
    return [
        Matter(
            "draft",
            item.question,
            _("Its question is not public yet."),
            reverse("admin:tracker_watchitem_change", args=[item.pk]),
            _("Open"),
            item=item.pk,
        )
        for item in WatchItem.objects.filter(status="")
    ]


def _unpublished(request: HttpRequest, pieces: list[Draft]) -> list[Matter]:
    if not request.user.has_perm("articles.publish_article"):
        return []
    return [
        Matter("draft", piece.article.title, piece.sentence, piece.address, _("Read"))
        for piece in pieces
        if piece.is_waiting
    ][:SHOWN]


def _mine(request: HttpRequest, pieces: list[Draft]) -> list[Draft]:
    """The person's own: those that the log says they wrote on."""
    rows = LogEntry.objects.filter(
        user=request.user.pk, content_type=ContentType.objects.get_for_model(Article)
    )
    own = set(rows.values_list("object_id", flat=True))
    return [piece for piece in pieces if str(piece.article.pk) in own][:SHOWN]


def _health(reading: Reading) -> list[dict[str, Any]]:
    """The record and the worker's queue, in words."""
    jobs = ProcrastinateJob.objects
    checks = jobs.filter(task_name="record.sealed", status__in=["succeeded", "failed"])
    latest = checks.order_by("-id").first()
    verified = int(latest.args["last"]) if latest and latest.status == "succeeded" else 0
    waiting = jobs.filter(status="todo", task_name="record.sealed").count()
    failed = jobs.filter(status="failed").count()
    record = _("no. %(seq)d, verified to no. %(verified)d") if verified else _("no. %(seq)d")
    broken = latest is not None and latest.status == "failed"
    if broken:
        record = _("no. %(seq)d does not verify: run manage.py verify_record")
    words = ngettext("%d job waiting", "%d jobs waiting", waiting) % waiting
    if failed:
        words = ngettext("%d job failed", "%d jobs failed", failed) % failed
    return [
        {
            "name": _("Record"),
            "words": record % {"seq": reading.seq, "verified": verified},
            "is_well": not broken,
        },
        {"name": _("Worker"), "words": words, "is_well": not failed},
    ]
