"""The desk: Django's admin under our name, with our sections and a front page of its own."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from record.vague import VagueDate
from watchdesk.unreadable import refused_when_unreadable

# The bar's sections, each with the models it leads to; the first is where its word leads.
SECTIONS = [
    (_("Articles"), ["articles.article", "articles.author", "articles.series"]),
    (_("Watch items"), ["tracker.watchitem", "tracker.track"]),
    (
        _("Sources"),
        ["sources.source", "sources.publisher", "sources.tag", "sources.importrun"],
    ),
    (_("Media"), ["articles.image", "articles.video"]),
    (_("Record"), ["record.entry", "record.erasure"]),
    (_("The site"), ["watchdesk.desk", "watchdesk.page"]),
    (_("People"), ["accounts.user", "auth.group", "admin.logentry"]),
]


class Choices(AutocompleteJsonView):
    """What a field offers while somebody types: in the words of the admin that is asked."""

    def process_request(self, request: HttpRequest) -> Any:
        """What is searched; refused for what no form can show: the other end of a field."""
        found = super().process_request(request)
        if not found[2].concrete:
            raise PermissionDenied
        return found

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """An admin's `choice_words` say it; without them, it is named as everywhere."""
        words = getattr(self.model_admin, "choice_words", str)
        return {**super().serialize_result(obj, to_field_name), "text": words(obj)}


class DeskSite(admin.AdminSite):
    """The admin site at /desk/."""

    site_title = _("the desk")
    site_header = _("The desk")
    index_title = _("The desk")
    index_template = "admin/desk_front.html"
    enable_nav_sidebar = False
    empty_value_display = "–"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # What was public is never deleted, so nothing is deleted in bulk.
        self.disable_action("delete_selected")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the frame of every screen needs: the sections that the person may open."""
        context = super().each_context(request)
        sections = [self._section(request, *one) for one in SECTIONS]
        found = [one for one in sections if one["places"]]
        here = next((one for one in found if one["is_here"]), None)
        return {**context, "sections": found, "section_here": here}

    def _section(self, request: HttpRequest, label: Any, models: list[str]) -> dict[str, Any]:
        places = [self._place(request, name) for name in models if self._may_view(request, name)]
        is_here = any(place["is_here"] for place in places)
        return {"label": label, "places": places, "is_here": is_here}

    def _may_view(self, request: HttpRequest, name: str) -> bool:
        opts = apps.get_model(name)._meta
        codenames = [get_permission_codename(verb, opts) for verb in ("view", "change")]
        return any(request.user.has_perm(f"{opts.app_label}.{word}") for word in codenames)

    def _place(self, request: HttpRequest, name: str) -> dict[str, Any]:
        opts = apps.get_model(name)._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        return {
            "label": capfirst(opts.verbose_name_plural),
            "address": address,
            "is_here": request.path.startswith(address),
        }

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """What needs attention, the board, the person's own pieces, and what was recorded."""
        # The front page asks the working copies of every app, which are loaded after the site.
        from watchdesk.desk_front import front

        return super().index(request, {**front(request), **(extra_context or {})})

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Django's, which refuses an address that cannot be read."""
        return refused_when_unreadable(super().admin_view(view, cacheable))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Django's, in the same way."""
        return refused_when_unreadable(super().login)(request, extra_context)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Django's, with the words that tell one choice from another."""
        offered: Any = Choices.as_view(admin_site=self)(request)
        return offered

    def own_mail(self, request: HttpRequest) -> Any:
        """What the person is sent, for themselves to say."""
        # Its form is of the user model, which is loaded after the site.
        from watchdesk.desk_mail import OwnMail

        return OwnMail.as_view(site=self)(request)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Django's, after the desk's own small answers."""
        own: list[URLResolver | URLPattern] = [
            path("read-date/", self.admin_view(read_date), name="read-date"),
            path("mail/", self.admin_view(self.own_mail), name="mail"),
        ]
        return [*own, *super().get_urls()]


def read_date(request: HttpRequest) -> HttpResponse:
    """How `?text=` is read as a date, for the line beneath a field; or why it cannot be."""
    text = request.GET.get("text", "").strip()
    if not text:
        return HttpResponse("", content_type="text/plain; charset=utf-8")
    try:
        sentence = _("Read as: %s") % VagueDate.read(text).reading()
    except ValueError as refusal:
        sentence = str(refusal)
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8")
