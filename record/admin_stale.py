"""Two at one form: the second, who has not seen what the first saved, does not overwrite it."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from record.working_copy import Theirs, WorkingCopy

# What the form was opened on; and, from a ticked box, what its person has been shown since.
SEEN, OVER = "_seen", "_over"


class StaleForm(Exception):
    """The form was opened on an older copy. The text says who saved which one when."""

    def __init__(self, sentence: str, copy: WorkingCopy, theirs: list[Theirs], over: str) -> None:
        super().__init__(sentence)
        self.copy = copy
        self.theirs = theirs
        self.over = over


class Compared(admin.ModelAdmin):
    """An admin whose form says which copy it was opened on, and is refused on an older one.

    A copy is known by marks of what the form shows, rows beneath it included: whoever changes it,
    by whatever way, is noticed, and what the form does not show disturbs nobody.
    """

    def refuse_older(self, request: HttpRequest, object_id: str | None) -> None:
        """Raise StaleForm where saving would overwrite what its person has not seen."""
        log, *marks = _seen(request).split() or [""]
        obj = self._mine_to_change(request, unquote(object_id or "")) if marks else None
        if obj is None:
            return
        copy = self._standing(request, obj)
        changed = copy.since(dict(mark.split(":", 1) for mark in marks if ":" in mark))
        if not changed:
            return
        sent = self._sent(request, obj)
        # Of a form that was sent twice, the second says nothing else.
        if unlike := changed & copy.unlike(sent):
            sentence = _who(request, obj, int(log) if log.isdecimal() else 0)
            raise StaleForm(sentence, copy, copy.told(unlike, sent), _token(obj, copy))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the marks of the copy that the form shows; or what stands there instead of it."""
        if request.method == "POST":
            context["seen"] = _seen(request)
        elif (obj := kwargs.get("obj")) is not None:
            tables = [
                inline.formset
                for inline in context["inline_admin_formsets"]
                if inline.opts.has_change_permission(request, obj)
            ]
            context["seen"] = _token(obj, WorkingCopy(context["adminform"].form, tables))
        refusal = getattr(request, "refusal", None)
        context["stale"] = refusal if isinstance(refusal, StaleForm) else None
        return super().render_change_form(request, context, *args, **kwargs)

    def _mine_to_change(self, request: HttpRequest, key: str) -> Any:
        """The object as nobody else's form changes it until this write ends; else None."""
        obj = self.get_object(request, key)
        if obj is None or not self.has_change_permission(request, obj):
            return None
        # Taken before any other lock and by forms alone, so it can be part of no deadlock.
        name = f"{self.opts.label_lower}.{obj.pk}"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        # Read anew: who was first may have saved it while this one waited.
        return self.get_object(request, key)

    def _standing(self, request: HttpRequest, obj: Any) -> WorkingCopy:
        tables = [
            formset(
                instance=obj,
                prefix=formset.get_default_prefix(),
                queryset=inline.get_queryset(request),
            )
            for formset, inline in self.get_formsets_with_inlines(request, obj)
            if inline.has_change_permission(request, obj)
        ]
        return WorkingCopy(self._form_of(request, obj)(instance=obj), tables)

    def _sent(self, request: HttpRequest, obj: Any) -> WorkingCopy:
        form = self._form_of(request, obj)(request.POST, request.FILES, instance=obj)
        formsets, inlines = self._create_formsets(request, obj, change=True)  # type: ignore[attr-defined]
        pairs = zip(formsets, inlines, strict=True)
        return WorkingCopy(
            form, [one for one, inline in pairs if inline.has_change_permission(request, obj)]
        )

    def _form_of(self, request: HttpRequest, obj: Any) -> Any:
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        return self.get_form(request, obj, change=True, fields=fields)


def _seen(request: HttpRequest) -> str:
    return request.POST.get(OVER) or request.POST.get(SEEN, "")


def _token(obj: Any, copy: WorkingCopy) -> str:
    latest = _saves(obj).values_list("pk", flat=True).first() or 0
    return " ".join([str(latest), *(f"{name}:{mark}" for name, mark in copy.marks.items())])


def _saves(obj: Any) -> Any:
    kept = ContentType.objects.get_for_model(obj)
    return LogEntry.objects.filter(content_type=kept, object_id=obj.pk).order_by("-pk")


def _who(request: HttpRequest, obj: Any, seen: int) -> str:
    last = _saves(obj).filter(pk__gt=seen).select_related("user").first()
    if last is None:
        return _("It was changed after you opened it, by an import or a merge perhaps.")
    words = {"who": last.user, "when": date_format(localtime(last.action_time), "j F Y, H:i")}
    if last.user == request.user:
        return _("You saved it yourself on %(when)s, after this form was opened.") % words
    return _("%(who)s saved it on %(when)s, after you opened it.") % words
