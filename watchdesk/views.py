"""The pages that join the apps: the front page, corrections, methods, the desk's own."""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found, server_error

from articles import body as bodies
from articles.views import latest, listed, named_in_list
from record import problems
from record.asking import Question
from record.clock import behind
from record.kinds import CORRECTING, NO_LONGER_SAID, Kind
from record.models import Entry, Subject, SubjectQuerySet
from record.pages import PublicPage
from record.reading import Told, told
from sources.grades import Credibility, Reliability, grade_code, grade_words
from sources.link_checks import DEFINITIONS as VERDICTS
from sources.links import FAILURES_TO_DEATH, OVER
from sources.reach import DEFINITIONS as STAND_INS
from sources.repute import DEFINITIONS as REPUTES
from sources.views import numbered
from tracker.glance import AtAGlance, at_a_glance
from tracker.standings import open_items
from tracker.statuses import Status, definition
from tracker.watched import first_year
from watchdesk.context import own_rows

LATEST, LATELY, QUESTIONS = 8, 6, 12
TOLD_OF = (Kind.ARTICLE, Kind.STATUS_CHANGE)


class Home(PublicPage):
    """The lead that an editor chose, the board, the latest articles, and what was lately said."""

    template_name = "watchdesk/home.html"
    section = "home"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything of the front page as it stood."""
        rows, lead = self._articles()
        said = _lately(self.reading.seq)
        first = open_items(self.reading, QUESTIONS + 1)
        wanted = [*named_in_list(rows), *(row.parent for row in said), *first]
        items = first[:QUESTIONS]
        around = self.reading.resolve(wanted, ask=partial(_around, items, self.reading.today))
        shown = {one["article"]: one for one in listed(rows, around)}
        there = (around[uuid] for uuid in items if uuid in around)
        board = [AtAGlance(item, self.reading.today) for item in there]
        lately = [Told.of(row, around) for row in said]
        return super().get_context_data(
            lead=shown.pop(lead) if lead else None,
            articles=list(shown.values()),
            board=board,
            has_more=len(first) > QUESTIONS,
            first_year=first_year(board, self.reading.today),
            lately=lately,
            correction=next((one for one in lately if one.entry.op in CORRECTING), None),
        )

    def _articles(self) -> tuple[list[Subject], Subject | None]:
        """The latest articles and the lead among them, which is the latest where none was chosen or
        the chosen one is gone: one query."""
        desk = next((row for row in own_rows(self.request) if row.kind == Kind.DESK), None)
        chosen = desk.data["lead"] if desk else None
        articles = self.reading.subjects(Kind.ARTICLE)
        keys = latest(articles)[:LATEST].values("pk")
        if chosen:
            keys = keys.union(articles.filter(uuid=chosen).values("pk"))
        rows = list(latest(articles.filter(pk__in=keys)))
        lead = next((row for row in rows if str(row.uuid) == chosen), None)
        return rows, lead or next(iter(rows), None)


@Question
def _around(items: list[UUID], today: dt.date, uuids: list[UUID], seq: int) -> SubjectQuerySet:
    """What the front page names, its questions at a glance."""
    return behind(uuids, seq).annotate(**at_a_glance(items, seq, today))


@Question
def _lately(seq: int) -> SubjectQuerySet:
    """What the last entries said of articles and statuses, the latest first."""
    entries = Entry.objects.filter(seq__lte=seq, kind__in=TOLD_OF)
    last = entries.order_by("-seq").values("seq")[:LATELY]
    return Subject.objects.filter(entry__in=last).told().order_by("-since")


class Corrections(PublicPage):
    """Everything that was corrected, retracted, withdrawn or erased, the latest first."""

    template_name = "watchdesk/corrections.html"
    section = "corrections"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each correction with what it says and where."""
        entries = Entry.objects.filter(seq__lte=self.reading.seq, op__in=NO_LONGER_SAID)
        page = numbered(entries.order_by("-seq"), self.request.GET.get("page"))
        return super().get_context_data(
            page=page, corrections=told(self.reading, list(page.object_list))
        )


class Methods(PublicPage):
    """How the desk works: statuses and grades, from the definitions that the code uses."""

    template_name = "watchdesk/methods.html"
    section = "methods"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The scales with their words."""
        return super().get_context_data(
            statuses=_defined({status: definition(status) for status in Status}),
            reliabilities=Reliability.choices,
            credibilities=Credibility.choices,
            reputes=_defined(REPUTES),
            verdicts=_defined(VERDICTS),
            stand_ins=_defined(STAND_INS),
            failures=FAILURES_TO_DEATH,
            over_days=OVER.days,
            own={"code": grade_code("F", 6), "words": grade_words("F", 6)},
            not_graded=grade_words("", None),
        )


def _defined(definitions: Mapping[Any, Any]) -> list[dict[str, Any]]:
    """Each value of a scale with its word and what that means."""
    return [
        {"value": one.value, "label": one.label, "definition": words}
        for one, words in definitions.items()
    ]


class DeskPage(PublicPage):
    """A page of the desk's own."""

    template_name = "watchdesk/page_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page as it stood."""
        page = self.reading.get(Kind.PAGE, kwargs["slug"])
        # Cleaned once more: what an older release let in is held to today's rule.
        return super().get_context_data(page=page, html=mark_safe(bodies.safe(page.data["body"])))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that helps for people, a problem for machines."""
    if request.path_info.startswith("/api/"):
        return problems.not_found(_("There is nothing at this address of the API."))
    return page_not_found(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """A page without anything that could fail again; a problem for machines."""
    if request.path_info.startswith("/api/"):
        return problems.problem(500, _("It failed"), _("The fault is ours. Try again later."))
    return server_error(request)


def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Where browsers look that have read no page of ours: to the icon that pages link."""
    return HttpResponseRedirect(static("favicon.svg"))


def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})
