"""What the desk's screen of a source adds: what rests on it, what is held of it, and merging."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _

from record.admin import SealedAdmin
from sources.desk_merging import MergeSource
from sources.desk_repute import Downgrade, Reinstate, Retract
from sources.models import Source
from sources.where_used import where_used


class MergedFilter(admin.SimpleListFilter):
    """Without what was merged into another, unless that is asked for."""

    title = _("merged")
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        """What was merged, or both."""
        return [("yes", _("merged into another")), ("all", _("all"))]

    def choices(self, changelist: Any) -> Any:
        """Django's, whose first one is the rest."""
        first, *others = super().choices(changelist)
        yield {**first, "display": _("not merged")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The rows that were asked for."""
        if self.value() == "all":
            return queryset
        return queryset.filter(merged_into__isnull=self.value() != "yes")


class UsedAdmin(SealedAdmin):
    """The admin of what statements rest on."""

    change_form_template = "sources/desk_source.html"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was merged into another is read, not changed."""
        if obj is not None and obj.merged_into_id is not None:
            return False
        return super().has_change_permission(request, obj)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Whether the person may merge sources."""
        return request.user.has_perm("sources.merge_source")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Where one is picked, only what is not merged into another."""
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.filter(merged_into=None)
        return super().get_search_results(request, queryset, search_term)

    @admin.action(description=_("Merge the two"), permissions=["merge"])
    def merge_two(self, request: HttpRequest, queryset: QuerySet[Source]) -> HttpResponse | None:
        """Go on to the screen that compares them: the one that was entered first stays."""
        chosen = list(queryset.order_by("pk")[:3])
        if len(chosen) != 2:
            self.message_user(request, _("Choose two sources, not more."), messages.ERROR)
            return None
        stays, goes = chosen
        return HttpResponseRedirect(f"{self.address(goes, 'merge')}?other={stays.pk}")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With everything that rests on it."""
        source = kwargs.get("obj")
        if source is not None:
            context["rested"] = where_used(source)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        """The screens of its own, before Django's."""
        return [
            self.screen(Retract, "retract"),
            self.screen(Downgrade, "downgrade"),
            self.screen(Reinstate, "reinstate"),
            self.screen(MergeSource, "merge"),
            *super().get_urls(),
        ]
