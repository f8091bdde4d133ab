"""What the desk's screen of a source adds: what rests on it, what is held of it, and merging."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from record.admin import SealedAdmin
from sources.desk_merging import MergeSource
from sources.desk_repute import Downgrade, Reinstate, Retract
from sources.models import Source
from sources.where_used import where_used


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
