"""Entering a source at the desk: pasted or by hand, and told at once what may be the same."""

from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.desk_alike import SHOWN_AT_ONCE, alike
from sources.desk_box import named as named_by
from sources.desk_paste import PasteSource, drop_pasted, pasted
from sources.detail_fields import FIELDS
from sources.models import Source
from sources.source_form import SourceForm, in_words, named, without_a_field

WHAT_IT_IS: tuple[Any, ...] = (
    ("csl_type", "issued"),
    "title",
    "title_is_ours",
    "publisher",
    ("new_publisher", "new_publisher_type"),
    "url",
    "languages",
)
NUMBERS: tuple[Any, ...] = (("doi", "docket"), ("ecli", "celex"), "archived_url")


class SourceEntry(admin.ModelAdmin):
    """The form of a source. Who may only look reads the same in words."""

    form = SourceForm
    change_form_template = "sources/desk_source.html"
    autocomplete_fields: ClassVar[Any] = ["publisher"]
    readonly_fields: ClassVar[Any] = [
        "authors_words",
        "details_words",
        "issued_words",
        "other_details",
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What it is, who wrote it, what its citation needs; the rest as it is known."""
        if obj and not self.has_change_permission(request, obj):
            return _to_read(obj)
        needed: list[Any] = [*FIELDS.values()]
        if obj and without_a_field(obj):
            needed.append("other_details")
        return [
            (None, {"fields": WHAT_IT_IS}),
            (_("Who wrote it"), {"fields": ["authors"]}),
            (_("What its citation needs"), {"fields": needed, "classes": ["collapse", "details"]}),
            (
                _("Numbers under which others know it"),
                {"fields": NUMBERS, "classes": ["collapse", "numbers"]},
            ),
            (_("Tags and note"), {"fields": ["tags", "note"]}),
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        """The form, which knows whether the person may add publishers."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.may_add_publishers = request.user.has_perm("sources.add_publisher")
        if "publisher" in form.base_fields:
            # A new one is typed beneath, and is entered with the source.
            form.base_fields["publisher"].widget.can_add_related = False
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What was read in the text that was pasted."""
        return {**super().get_changeform_initial_data(request), **pasted(request)}

    @admin.display(description=gettext_lazy("authors"))
    def authors_words(self, source: Source) -> str:
        """The authors in their order."""
        return format_html_join(", ", "{}", ((one["name"],) for one in source.authors))

    @admin.display(description=gettext_lazy("also known of it"))
    def other_details(self, source: Source) -> str:
        """What came with an import and has no field here: kept as it is, and to be read."""
        return _pairs(without_a_field(source))

    @admin.display(description=gettext_lazy("also known of it"))
    def details_words(self, source: Source) -> str:
        """All that its citation needs, for who may only look."""
        return _pairs(source.details)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """With the publisher that was typed, and with what was pasted and has no field."""
        publisher = form.keep_publisher()
        if publisher:
            self.log_addition(request, publisher, [{"added": {}}])
        if not change:
            rest = pasted(request).get("details", {})
            obj.details = {**{n: v for n, v in rest.items() if n not in FIELDS}, **obj.details}
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Once it is kept: what it may double, and no more of what was pasted."""
        drop_pasted(request)
        for twin in Source.objects.alike(obj)[:SHOWN_AT_ONCE]:
            self.message_user(request, self._may_be(twin), messages.WARNING)
        return super().response_add(request, obj, *args, **kwargs)

    def _may_be(self, twin: Source) -> str:
        sentence = _("It may be the same as %s.")
        link = format_html('<a href="{}">{}</a>', self._screen(twin), named(twin))
        return format_html(sentence.replace("%s", "{}"), link)

    def _screen(self, source: Source) -> str:
        return reverse("admin:sources_source_change", args=[source.pk])

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With those that may be the same, and the screen on which two become one."""
        source = kwargs.get("obj")
        if source is not None and not source.merged_into_id:
            twins = Source.objects.alike(source).select_related("publisher")[:SHOWN_AT_ONCE]
            context["alike"] = [(twin, named(twin)) for twin in twins]
            context["merge_screen"] = reverse("admin:sources_source_merge", args=[source.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        """Pasting, and what is asked while this form, or one for evidence, is filled in."""
        paste = self.admin_site.admin_view(PasteSource.as_view(model_admin=self))
        asked = self.admin_site.admin_view(partial(alike, self))
        box = self.admin_site.admin_view(partial(named_by, self))
        return [
            path("paste/", paste, name="sources_source_paste"),
            path("alike/", asked, name="sources_source_alike"),
            path("named/", box, name="sources_source_named"),
            *super().get_urls(),
        ]


def _to_read(source: Source) -> Any:
    """What there is to read of `source`: nothing stands there empty."""
    there = {
        "publisher": source.publisher,
        "issued_words": source.issued,
        "languages": source.languages,
        "url": source.url,
        "authors_words": source.authors,
        "details_words": in_words(source.details),
    }
    numbers = [name for row in NUMBERS for name in ([row] if isinstance(row, str) else row)]
    known = [name for name in numbers if getattr(source, name)]
    what = ["title", "csl_type", *(name for name, found in there.items() if found)]
    shown: list[Any] = [(None, {"fields": what})]
    if known:
        shown.append((_("Numbers under which others know it"), {"fields": known}))
    rest = [*(["tags"] if source.tags.exists() else []), *(["note"] if source.note else [])]
    return [*shown, (_("Tags and note"), {"fields": rest})] if rest else shown


def _pairs(details: dict[str, Any]) -> str:
    pairs = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", in_words(details))
    return format_html('<dl class="pairs">{}</dl>', pairs)
