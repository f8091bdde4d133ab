"""A source's link and its copies at the desk: the last looks, looking now, and keeping a file."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views import View

from record.admin import SealedAdmin
from record.clock import now
from record.desk import SealedForm
from record.sealing import sealing
from sources.checking import look_at, rest_asked
from sources.fetching import Fetcher
from sources.forms import CaptureForm
from sources.keeping import open_privately
from sources.looking import agent
from sources.models import Capture, Source, Verdict

# Of the looks, as many as say how it stands.
LOOKS = 8
# How long a person waits for a site.
PATIENCE = 10.0


class OfSource(View):
    """A press of a button on a source's screen."""

    model_admin: Any = None
    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For whoever may change sources."""
        if not request.user.has_perm("sources.change_source"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def source(self) -> Source:
        """The source that the address names."""
        rows = self.model_admin.get_queryset(self.request)
        return get_object_or_404(rows.exclude(url=""), pk=self.kwargs["pk"])

    def back(self, source: Source) -> HttpResponse:
        """To the source's own screen."""
        return HttpResponseRedirect(self.model_admin.address(source))


class LookNow(OfSource):
    """Look at the link now, and tell what was found."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask the site, unless it asked to be left alone."""
        source, at = self.source(), now()
        until = rest_asked(source.url, at)
        if until is not None:
            said = _("The site asks to be left alone until %s. It was not asked.")
            messages.warning(request, said % f"{until:%Y-%m-%d %H:%M} UTC")
            return self.back(source)
        check = look_at(source, at, self.fetcher())
        words = f"{_('The link was looked at')}: {check.get_verdict_display()}. {check.note}"
        tell = messages.success if check.verdict == Verdict.OK else messages.warning
        tell(request, words.strip())
        return self.back(source)

    @staticmethod
    def fetcher() -> Fetcher:
        """Whoever asks the site."""
        return Fetcher(agent(), seconds=PATIENCE)


class AcceptPage(OfSource):
    """Say that a page that changed is the page that is meant."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep that as a look of its own."""
        source = self.source()
        with sealing(self.model_admin.actor):
            source.accept_page(now())
            self.model_admin.log_change(request, source, str(_("The page is the one meant")))
        messages.success(request, _("Kept. Later looks compare with the page as it is now."))
        return self.back(source)


class AskArchive(OfSource):
    """Have the public archive asked for a copy."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Leave it to the worker."""
        source = self.source()
        with sealing(self.model_admin.actor):
            is_asked = source.is_public and source.ask_for_archive()
            if is_asked:
                self.model_admin.log_change(request, source, str(_("The archive is asked")))
        if is_asked:
            messages.success(request, _("The archive is asked. Its copy appears here when it has."))
        else:
            messages.warning(request, _("A copy is known, or the source is not public."))
        return self.back(source)


class KeepCopy(SealedForm):
    """Keep a file as the desk's copy of a source."""

    form_class = CaptureForm
    permission = "sources.add_capture"
    title = _("Keep a copy")
    button = _("Keep the file")
    done = _("The file is kept. Readers of the source learn its SHA-256, type and size.")

    def say(self, form: CaptureForm) -> None:
        """Keep it."""
        given = form.cleaned_data
        content = given["upload"].read()
        self.object.keep_copy(content, now(), given["note"], self.request.user)


class CopyFile(View):
    """A kept file, for those of the desk who may see it."""

    def get(self, request: HttpRequest, pk: int, capture: int) -> FileResponse:
        """The file, always as a download: it came from elsewhere and is shown nowhere here."""
        if not request.user.has_perm("sources.view_capture"):
            raise PermissionDenied
        kept = get_object_or_404(Capture, pk=capture, source=pk)
        try:
            file = open_privately(kept.file)
        except FileNotFoundError as error:
            raise Http404(_("The file is not where it was kept.")) from error
        response = FileResponse(
            file,
            as_attachment=True,
            filename=f"source-{pk}-{kept.file[:12]}.{kept.file.rpartition('.')[2]}",
            content_type="application/octet-stream",
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = "private, no-store"
        return response


def link_state(source: Source | None) -> dict[str, Any]:
    """What the source's screen shows of its link and its copies; nothing for a new one."""
    if source is None:
        return {}
    return {
        "asks_archive": bool(settings.ARCHIVE_REQUEST_URL),
        "looks": source.link_checks.all()[:LOOKS],
        "copies": source.captures.select_related("kept_by"),
    }


def link_screens(model_admin: SealedAdmin) -> list[URLPattern]:
    """The addresses of all that, under a source's own."""

    def at(route: str, view: Any, name: str) -> URLPattern:
        handler = model_admin.admin_site.admin_view(view)
        return path(f"<int:pk>/{route}/", handler, name=f"sources_source_{name}")

    return [
        at("look", LookNow.as_view(model_admin=model_admin), "look"),
        at("accept", AcceptPage.as_view(model_admin=model_admin), "accept"),
        at("archive", AskArchive.as_view(model_admin=model_admin), "archive"),
        at("copies/<int:capture>", CopyFile.as_view(), "copy"),
        model_admin.screen(KeepCopy, "keep"),
    ]
