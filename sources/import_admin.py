"""Imports at the desk: upload, the dry run's report, the carrying out, and what it did."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from record.admin_entries import ReadOnly
from sources.formats import FORMATS
from sources.import_runs import ImportRun
from sources.importing.files import FileRefused, too_large
from sources.importing.runs import discard, take
from sources.importing.shown import shown_report
from sources.importing.uploads import ImportForm, LimitedUpload


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, admin.ModelAdmin):
    """The runs as a list; each is one page that shows how far it is and what it found."""

    list_display = ["name", "format_label", "state", "total", "made_at", "made_by"]
    list_select_related = ["made_by"]
    list_filter = ["state"]
    search_fields = ["name", "sha256"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without the reports, which are long."""
        return super().get_queryset(request).defer("report")

    @admin.display(description=gettext_lazy("format"), ordering="format")
    def format_label(self, run: ImportRun) -> str:
        """The format by its name."""
        return _label(run)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may import."""
        return bool(request.user.has_perm("sources.add_importrun"))

    def get_urls(self) -> list[URLPattern]:
        """The screens of a run, before Django's own."""
        screens = [("", self.run, "change"), ("progress/", self.progress, "progress")]
        screens += [("go/", self.go, "go"), ("discard/", self.discard, "discard")]
        return [
            path("add/", csrf_exempt(self.upload), name="sources_importrun_add"),
            *(
                path(
                    f"<int:pk>/{rest}",
                    self.admin_site.admin_view(view),
                    name=f"sources_importrun_{name}",
                )
                for rest, view, name in screens
            ),
            path("<int:pk>/change/", self.admin_site.admin_view(self.run)),
            *super().get_urls(),
        ]

    def upload(self, request: HttpRequest) -> HttpResponse:
        """The form. The size is limited before anything of the request is read; then, inside, it
        is checked that the form is ours."""
        limited = LimitedUpload(request)
        request.upload_handlers.insert(0, limited)
        try:
            # Here the body is read: a file that is too large is thrown away as it comes.
            request.POST.keys()
        except RequestDataTooBig:
            # Nothing of it was read, the form's own mark neither. It is only drawn again.
            sentence = _("That is too much to paste. Upload it as a file.")
            return self._form(request, ImportForm({}, refused={"text": sentence}))
        refused = {"file": str(too_large())} if limited.is_too_large else {}
        return self.admin_site.admin_view(self._upload)(request, refused=refused)

    def _upload(self, request: HttpRequest, *, refused: dict[str, str]) -> HttpResponse:
        if request.method != "POST" or not self.has_add_permission(request):
            return self._form(request, ImportForm())
        form = ImportForm(request.POST, request.FILES, refused=refused)
        if not form.is_valid():
            return self._form(request, form)
        try:
            run = take(*form.content(), request.user)
        except FileRefused as refusal:
            form.refuse(refusal)
            return self._form(request, form)
        self.log_addition(request, run, _("Uploaded."))
        return HttpResponseRedirect(self._address(run))

    def _form(self, request: HttpRequest, form: ImportForm) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        context = {**self._frame(request), "title": _("Import sources"), "form": form}
        return TemplateResponse(request, "sources/desk_import.html", context)

    def run(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far the run is, or what it found."""
        run = self._found(request, pk)
        earlier = run.earlier()
        context = {
            **self._frame(request),
            "title": run.name,
            "run": run,
            "format": _label(run),
            "earlier": earlier,
            "earlier_address": earlier and self._address(earlier),
            "may": self.has_add_permission(request),
            "report": shown_report(run, request.GET) if run.has_report else None,
            "progress_address": self._address(run, "progress"),
            "go_address": self._address(run, "go"),
            "discard_address": self._address(run, "discard"),
        }
        return TemplateResponse(request, "sources/desk_import_run.html", context)

    def progress(self, request: HttpRequest, pk: int) -> JsonResponse:
        """How far the run is, for the bar."""
        run = self._found(request, pk)
        return JsonResponse(
            {"is_at_work": run.is_at_work, "done": run.done, "total": run.total},
            headers={"Cache-Control": "no-store"},
        )

    def go(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have the run carried out, or taken up again."""
        return self._change(request, pk, self._begin)

    def discard(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the run back: its file goes, and nothing was imported by it."""
        return self._change(request, pk, self._discard)

    def _change(self, request: HttpRequest, pk: int, act: Any) -> HttpResponse:
        def changed(request: HttpRequest) -> HttpResponse:
            if not self.has_add_permission(request):
                raise PermissionDenied
            with transaction.atomic():
                run = get_object_or_404(ImportRun.objects.select_for_update(), pk=pk)
                return HttpResponseRedirect(act(request, run))

        return require_POST(changed)(request)

    def _begin(self, request: HttpRequest, run: ImportRun) -> str:
        if run.begin():
            self.log_change(request, run, _("Carried out."))
        else:
            messages.warning(request, _("It is being carried out already, or it is done."))
        return self._address(run)

    def _discard(self, request: HttpRequest, run: ImportRun) -> str:
        if not run.may_be_discarded:
            messages.warning(request, _("What was carried out, or is at work, is not discarded."))
            return self._address(run)
        self.log_deletions(request, ImportRun.objects.filter(pk=run.pk))
        messages.success(
            request, _("“%(name)s” was discarded. Nothing was imported.") % {"name": run}
        )
        discard(run)
        return reverse("admin:sources_importrun_changelist")

    def _found(self, request: HttpRequest, pk: int) -> ImportRun:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(ImportRun.objects.select_related("made_by").defer("report"), pk=pk)

    def _frame(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts}

    def _address(self, run: ImportRun, screen: str = "change") -> str:
        return reverse(f"admin:sources_importrun_{screen}", args=[run.pk])


def _label(run: ImportRun) -> str:
    return FORMATS[run.format].label if run.format in FORMATS else ""
