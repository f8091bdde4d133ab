"""Tags at the desk: found under any spelling, merged, and put on many things at once."""

from collections import Counter
from collections.abc import Callable, Collection
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.views.main import ChangeList
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from record.admin import SealedAdmin
from record.models import Subject
from record.selected import SelectedPage
from sources.folding import fold
from sources.forms import MergeForm, tags_form
from sources.models import Tag, Tagging, TagSpelling
from sources.tagging import put_on, take_off

MOST_AT_ONCE = 20


def uses_in_words(uses: Counter[Any]) -> str:
    """Such as “2 articles, 1 source”: how often each model stands in `uses`."""
    words = []
    for model, count in sorted(uses.items(), key=lambda pair: pair[0]._meta.model_name):
        name = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
        words.append(f"{count} {name}")
    return ", ".join(words)


class TaggingActions(admin.ModelAdmin):
    """Tags put on everything that is selected in a list, or taken off it, in one write."""

    actions = ["add_tags", "take_tags"]

    @admin.action(permissions=["change"], description=gettext_lazy("Add tags to the selected…"))
    def add_tags(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponseBase | None:
        """Ask for tags and put them on the selected rows."""
        return self._tag(request, rows, put_on, _("Add tags"))

    @admin.action(permissions=["change"], description=gettext_lazy("Take tags from the selected…"))
    def take_tags(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponseBase | None:
        """Ask for tags and take them off the selected rows."""
        return self._tag(request, rows, take_off, _("Take tags off"))

    def _tag(
        self,
        request: HttpRequest,
        rows: QuerySet[Any],
        verb: Callable[[QuerySet[Any], Collection[Tag]], list[Any]],
        title: str,
    ) -> HttpResponseBase | None:
        form = tags_form(self.opts.get_field("tags"), self.admin_site)
        page = SelectedPage(self, request, rows, form)
        if not page.is_sure:
            return page.drawn("sources/desk_tagging.html", title, title)
        tags = list(page.form.cleaned_data["tags"])
        changed = verb(rows, tags)
        # What a public one rests on is asked of each when it is said.
        prefetch_related_objects(changed, "tags")
        self.say_all_saved(changed)  # type: ignore[attr-defined]
        named = ", ".join(f"“{tag}”" for tag in tags)
        self._log(request, changed, f"{title}: {named}")
        words = {"title": title, "tags": named, "changed": len(changed), "all": rows.count()}
        told = _("%(title)s: %(tags)s. %(changed)d of %(all)d changed.") % words
        self.message_user(request, told, messages.SUCCESS if changed else messages.WARNING)
        return None

    def _log(self, request: HttpRequest, rows: list[Any], words: str) -> None:
        LogEntry.objects.log_actions(request.user.pk, rows, CHANGE, words)  # type: ignore[arg-type]


class TagList(ChangeList):
    """The list of tags. Without the merged ones it is whole: nothing is filtered away."""

    def get_results(self, request: HttpRequest) -> None:
        """Count what can be used, unless merged ones are asked for."""
        if MergedFilter.parameter_name not in request.GET:
            self.root_queryset = self.root_queryset.filter(merged_into=None)
        super().get_results(request)


class MergedFilter(admin.SimpleListFilter):
    """Tags that can be used, or those that were merged into others."""

    title = gettext_lazy("merged")
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        """The merged ones are asked for."""
        return [("yes", _("Merged into another"))]

    def choices(self, changelist: Any) -> Any:
        """What the list shows where nothing is asked for is not all."""
        first, *others = super().choices(changelist)
        return [{**first, "display": _("Not merged")}, *others]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those that can be used, unless the others are asked for."""
        return queryset.filter(merged_into__isnull=self.value() != "yes")


@admin.register(Tag)
class TagAdmin(SealedAdmin):
    """The words that join sources, watch items and articles."""

    list_display = ["name", "type", "spellings", "broader", "uses"]
    ordering = ["name"]
    list_filter = ["type", MergedFilter]
    search_fields = ["name"]
    search_help_text = gettext_lazy("Any spelling, in Latin or Cyrillic letters.")
    autocomplete_fields = ["broader"]
    readonly_fields = ["merged_into"]
    fields = ["name", "slug", "type", "description", "aliases", "broader"]
    actions = ["merge"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the number of uses."""
        rows = super().get_queryset(request).select_related("broader", "merged_into")
        return rows.annotate(uses_total=Count("taggings"))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Tags by any spelling. Who chooses one is shown none that was merged, the exact first."""
        found = queryset.matching(search_term)
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            exact = TagSpelling.objects.filter(tag=OuterRef("pk"), key=fold(search_term.strip()))
            found = found.unmerged().order_by(Exists(exact).desc(), "name")
        return found, False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list that counts as it shows."""
        return TagList

    def get_list_display(self, request: HttpRequest) -> Any:
        """Beside merged ones, what they are now."""
        merged = MergedFilter.parameter_name in request.GET
        return ["name", "type", "merged_into"] if merged else self.list_display

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A merged one says first what it is now."""
        merged = obj is not None and obj.merged_into is not None
        return ["merged_into", *self.fields] if merged else self.fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A merged tag is a memory, and stays as it was."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.merged_into_id is None)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Whether tags may be merged."""
        return bool(request.user.has_perm("sources.merge_tag"))

    @admin.display(description=gettext_lazy("other spellings"))
    def spellings(self, tag: Tag) -> str:
        """Under which else it is found."""
        return ", ".join(tag.aliases)

    @admin.display(description=gettext_lazy("uses"), ordering="uses_total")
    def uses(self, tag: Any) -> int:
        """On how many things it stands."""
        return tag.uses_total

    @admin.action(permissions=["merge"], description=gettext_lazy("Merge tags"))
    def merge(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponseBase | None:
        """Ask which of the selected tags stays, and why; merge the others into it."""
        tags = list(rows.order_by("-uses_total", "name")[: MOST_AT_ONCE + 1])
        refusal = _unfit(tags)
        if refusal:
            self.message_user(request, refusal, messages.ERROR)
            return None
        page = SelectedPage(self, request, rows, MergeForm.among(tags))
        if not page.is_sure:
            choices = list(zip(tags, _standing(tags), strict=True))
            title = _("Merge tags")
            return page.drawn("sources/desk_merge.html", title, title, choices=choices)
        stays, reason = page.form.cleaned_data["stays"], page.form.cleaned_data["reason"]
        for tag in tags:
            if tag != stays:
                self._merge(request, tag, stays, reason)
        return None

    def _merge(self, request: HttpRequest, tag: Tag, stays: Tag, reason: str) -> None:
        merged = tag.merge_into(stays, reason)
        names = {"tag": tag, "stays": merged.into, "uses": uses_in_words(merged.uses)}
        told = _("“%(tag)s” is merged into “%(stays)s”.") % names
        told += " " + (_("Moved: %(uses)s.") % names if merged.uses else _("It was not used."))
        self.log_change(request, tag, told)
        self.log_change(request, merged.into, told)
        self.message_user(request, told, messages.SUCCESS)


def _unfit(tags: list[Tag]) -> str:
    """Why these cannot be merged, as a sentence; "" where they can."""
    if len(tags) < 2:
        return _("Choose two tags or more: one of them stays, the others are merged into it.")
    if len(tags) > MOST_AT_ONCE:
        return _("That is more than %d tags. Merge fewer at once.") % MOST_AT_ONCE
    for tag in tags:
        if tag.merged_into:
            names = {"tag": tag, "other": tag.merged_into}
            return _("“%(tag)s” was merged into “%(other)s” already. Choose others.") % names
    return ""


def _standing(tags: list[Tag]) -> list[str]:
    """For each tag what carries it and whether readers know it, in words."""
    counted = Tagging.objects.filter(tag__in=tags).values_list("tag", "content_type")
    uses: dict[int, Counter[Any]] = {tag.pk: Counter() for tag in tags}
    for tag, content_type, count in counted.annotate(count=Count("pk")):
        uses[tag][ContentType.objects.get_for_id(content_type).model_class()] = count
    public = Subject.objects.now().public().filter(uuid__in=[tag.uuid for tag in tags])
    known = set(public.values_list("uuid", flat=True))
    return [
        f"{uses_in_words(uses[tag.pk]) or _('not used')}; "
        + (_("public") if tag.uuid in known else _("not public yet"))
        for tag in tags
    ]
