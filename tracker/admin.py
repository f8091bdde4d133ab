"""Watch items at the desk. Their status is said on its own screens and is read-only here."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Field, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from record.admin import SealedAdmin
from record.kinds import Actor
from sources.admin import TagFilter, TaggedAdmin
from tracker import desk, desk_timeline
from tracker.conflicts import StatusConflict
from tracker.desk_answers import AnswerProposal
from tracker.desk_corrections import CorrectStatement, RetractStatement
from tracker.desk_looks import AT_ONCE, LookAtSeveral
from tracker.desk_support import AddEvidence
from tracker.forms import WatchItemForm
from tracker.models import Lane, Track, WatchItem

CRITERIA = ["yes", "no", "edge_cases", "by_when"]


class LaneInline(admin.TabularInline):
    """The timelines that are read against each other."""

    model = Lane
    extra = 0
    prepopulated_fields: ClassVar[dict[str, Sequence[str]]] = {"key": ["name"]}
    fields = ["name", "key", "note", "position"]


@admin.register(Track)
class TrackAdmin(SealedAdmin):
    """The groups of the board."""

    actor = Actor.TRACKER
    list_display = ["name", "position", "second_person"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Whoever says a status does not say that it needs nobody else."""
        return [] if request.user.has_perm("tracker.ask_second_person") else ["second_person"]


@admin.register(WatchItem)
class WatchItemAdmin(TaggedAdmin):
    """A question with its criteria and lanes; what was said of it stands beneath, to be read."""

    actor = Actor.TRACKER
    refusals = (ValidationError, StatusConflict)
    form = WatchItemForm
    list_display = ["short", "question", "status_words", "track", "owner"]
    list_select_related = ["track", "owner"]
    list_filter = ["status", "track", TagFilter, "training"]
    search_fields = ["short", "question", "slug"]
    prepopulated_fields = {"slug": ["short"]}
    inlines = [LaneInline]
    actions = ["add_tags", "take_tags", "look_at_selected"]
    change_form_template = "tracker/desk_item.html"

    @admin.display(description=_("status"), ordering="status")
    def status_words(self, item: WatchItem) -> str:
        """The status, or that it is not public."""
        return item.get_status_display() or str(_("not public yet"))

    def has_status_permission(self, request: HttpRequest) -> bool:
        """Whether a status, or a look, may be said."""
        return bool(request.user.has_perm("tracker.change_status"))

    @admin.action(permissions=["status"], description=_("Looked, nothing changed…"))
    def look_at_selected(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        """To the page that asks what was searched for the selected questions that are public."""
        keys = list(rows.exclude(status="").values_list("pk", flat=True)[: AT_ONCE + 1])
        if not keys or len(keys) > AT_ONCE:
            none = _t("None of these is public yet: nothing can be said of them.")
            many = _t("That is more than %d questions. Choose fewer at once.") % AT_ONCE
            messages.error(request, many if keys else none)
            return None
        asked = urlencode({"item": keys}, doseq=True)
        return HttpResponseRedirect(f"{reverse('admin:tracker_watchitem_looks')}?{asked}")

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Members are entered elsewhere than under a question."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "owner":
            field.widget.can_add_related = field.widget.can_change_related = False
        return field

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The track, where it asks for a second person: to move the item would be a way around."""
        may_move = request.user.has_perm("tracker.ask_second_person")
        return ["track"] if obj and obj.track.second_person and not may_move else []

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The question; and the criteria until their first version stands."""
        question = ["question", "short", "slug", "why", "track", "tags", "review_days", "owner"]
        fieldsets: list[Any] = [(None, {"fields": [*question, "training"]})]
        if self._may_fix(request, obj):
            words = _("They are fixed before the question is public; later versions need a reason.")
            fieldsets.append((_("Criteria"), {"fields": CRITERIA, "description": words}))
        return fieldsets

    def _may_fix(self, request: HttpRequest, item: WatchItem | None) -> bool:
        if item is None:
            return True
        return self.has_change_permission(request, item) and not item.criteria.exists()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Fix the first criteria with the question."""
        first = form.criteria()
        if first:
            form.instance.set_criteria(**first)
        super().save_related(request, form, formsets, change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With everything that was said of the item."""
        item = kwargs.get("obj")
        if item is not None:
            statements = item.changes.select_related("by", "second", "supersedes", "superseded_by")
            context["statements"] = statements.prefetch_related("evidence__source")
            context["waiting"] = item.proposals.waiting().select_related("by").first()
            context["versions"] = item.criteria.order_by("-version")
            context["events"] = item.events.prefetch_related("evidence__source")
            context["milestones"] = item.milestones.prefetch_related("dates")
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        """The screens on which something is said, before Django's own."""
        looks = self.admin_site.admin_view(LookAtSeveral.as_view(model_admin=self))
        return [
            path("looks/", looks, name="tracker_watchitem_looks"),
            self.screen(desk.SayStatus, "status"),
            self.screen(desk.OpenItem, "open"),
            self.screen(desk_timeline.NewCriteria, "criteria"),
            self.screen(desk_timeline.AddEvent, "event"),
            self.screen(desk_timeline.AddMilestone, "milestone"),
            self.screen(desk_timeline.DateMilestone, "date", "<int:milestone>/"),
            self.screen(CorrectStatement, "correct", "<int:change>/"),
            self.screen(RetractStatement, "retract", "<int:change>/"),
            self.screen(AddEvidence, "support", "<int:change>/"),
            self.screen(AnswerProposal, "proposal", "<int:proposal>/"),
            *super().get_urls(),
        ]
