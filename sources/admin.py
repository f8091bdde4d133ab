"""Sources, publishers and tags at the desk."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Field, URLField
from django.forms import URLInput
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag as UnusedTag

from record.admin import SealedAdmin
from record.clock import desk_day, now
from record.desk import SealedForm
from sources.admin_tags import TagAdmin, TaggingActions
from sources.desk_entry import SourceEntry
from sources.desk_export import ExportAdmin
from sources.desk_uses import UsedAdmin
from sources.forms import RatingForm, tags_field
from sources.import_admin import ImportRunAdmin
from sources.ledger import Ledger
from sources.link_admin import link_screens, link_state
from sources.models import Publisher, Source, Tag

__all__ = [
    "ImportRunAdmin",
    "PublisherAdmin",
    "SourceAdmin",
    "TagAdmin",
    "TagFilter",
    "TaggedAdmin",
]

# The library's own tags: the desk has its own.
admin.site.unregister(UnusedTag)


class TaggedAdmin(TaggingActions, SealedAdmin):
    """An admin of something that carries tags: they are found by typing, not ticked in a list."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """The field for tags; Django's own for everything else."""
        if db_field.name == "tags":
            may_add = request.user.has_perm("sources.add_tag")
            return tags_field(db_field, self.admin_site, may_add=may_add)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class TagFilter(admin.SimpleListFilter):
    """Narrow a list to one tag, among those that are used."""

    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        """The tags that the list's rows carry."""
        model = model_admin.opts.model_name
        used = Tag.objects.filter(taggings__content_type__model=model).distinct()
        return list(used.values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Only the rows with the chosen tag."""
        return queryset.filter(tags__slug=self.value()) if self.value() else queryset


@admin.register(Source)
class SourceAdmin(Ledger, SourceEntry, ExportAdmin, UsedAdmin, TaggedAdmin):
    """The ledger: its list, and the form on which a source is entered and bettered."""

    actions = ["add_tags", "take_tags", "merge_two"]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the last looks at its link, and its copies."""
        context |= link_state(context["original"])
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        """The screens for its link and its copies, before Django's own."""
        return [*link_screens(self), *super().get_urls()]


class RatePublisher(SealedForm):
    """Add a rating to a publisher."""

    form_class = RatingForm
    template_name = "sources/desk_rating.html"
    permission = "sources.add_rating"
    title = _("Rate the publisher")
    button = _("Add the rating")
    done = _("The rating is added. The earlier ones stay readable.")

    def get_initial(self) -> dict[str, Any]:
        """From today on, unless another day is given."""
        return {"since": desk_day(now())}

    def say(self, form: RatingForm) -> None:
        """Rate it."""
        given = form.cleaned_data
        self.object.rate(given["code"], given["reason"], given["since"])


@admin.register(Publisher)
class PublisherAdmin(SealedAdmin):
    """Whoever stands behind a source, with the history of its ratings."""

    list_display = ["name", "type", "country", "reliability", "sources_count"]
    ordering = ["name"]
    list_filter = ["type"]
    search_fields = ["name", "country"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = {URLField: {"widget": URLInput(attrs={"class": "vURLField"})}}
    change_form_template = "sources/desk_publisher.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        """With what the list shows of each."""
        rows = super().get_queryset(request).prefetch_related("ratings")
        return rows.annotate(sources_total=Count("sources"))

    @admin.display(description=_("reliability"))
    def reliability(self, publisher: Publisher) -> str:
        """The grade in force, with its words."""
        rating = next(iter(publisher.ratings.all()), None)
        return rating.in_words if rating else str(_("not graded yet"))

    @admin.display(description=_("sources"))
    def sources_count(self, publisher: Any) -> int:
        """How many sources it stands behind."""
        return publisher.sources_total

    def get_urls(self) -> list[URLPattern]:
        """The screen for a new rating, before Django's own."""
        return [self.screen(RatePublisher, "rate"), *super().get_urls()]
