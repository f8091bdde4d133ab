"""The pages that join the apps: the front page, corrections, methods, the desk's own."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found, server_error

from articles import body as bodies
from articles.views import Listing, latest
from record import problems
from record.kinds import CORRECTING, Kind
from record.models import Entry, Subject
from record.pages import PublicPage
from record.reading import told
from sources.grades import Credibility, Reliability, grade_code, grade_words
from sources.link_checks import DEFINITIONS as VERDICTS
from sources.links import FAILURES_TO_DEATH, OVER
from sources.reach import DEFINITIONS as STAND_INS
from sources.repute import DEFINITIONS as REPUTES
from sources.views import numbered
from tracker.statuses import Status, definition
from tracker.watched import by_track, first_year, watched
from watchdesk.context import own_rows

LATELY = 6
TOLD_OF = (Kind.ARTICLE, Kind.STATUS_CHANGE)


class Home(Listing):
    """The lead that an editor chose, the board, the latest articles, and what was lately said."""

    template_name = "watchdesk/home.html"
    section = "home"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything of the front page as it stood."""
        rows = list(latest(self.reading.subjects(Kind.ARTICLE))[:8])
        lead = self._lead(rows)
        shown = self.listed([*([lead] if lead else []), *rows])
        board = watched(self.reading, self.reading.subjects(Kind.ITEM).order_by("first_seq"))
        open_items = [one for one in board if not (one.standing and one.standing.is_final)]
        lately = self._lately()
        return super().get_context_data(
            lead=shown[0] if lead else None,
            articles=[one for one in shown[1 if lead else 0 :] if one["article"] != lead],
            groups=by_track(open_items),
            first_year=first_year(board, self.reading.today),
            lately=lately,
            correction=next((one for one in lately if one.entry.op in CORRECTING), None),
        )

    def _lead(self, rows: list[Subject]) -> Subject | None:
        """The lead; the latest article where none was chosen or the chosen one is gone."""
        desk = next((row for row in own_rows(self.request) if row.kind == Kind.DESK), None)
        chosen = desk.data["lead"] if desk else None
        found = next((row for row in rows if str(row.uuid) == chosen), None)
        if found is None and chosen:
            found = self.reading.subjects(Kind.ARTICLE).filter(uuid=chosen).first()
        return found or (rows[0] if rows else None)

    def _lately(self) -> list[Any]:
        entries = Entry.objects.filter(seq__lte=self.reading.seq, kind__in=TOLD_OF)
        return told(self.reading, list(entries.order_by("-seq")[:LATELY]))


class Corrections(PublicPage):
    """Everything that was corrected, retracted or withdrawn, the latest first."""

    template_name = "watchdesk/corrections.html"
    section = "corrections"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each correction with what it says and where."""
        entries = Entry.objects.filter(seq__lte=self.reading.seq, op__in=CORRECTING)
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


def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})
