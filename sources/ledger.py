"""The ledger's list at the desk: two queries of its own, at any size and however filtered."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import admin
from django.core.paginator import Page, Paginator
from django.forms import Script
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.choosing import choice_words, repute_word
from sources.grades import Reliability
from sources.ledger_filters import FILTERS
from sources.models import Source


class LedgerPages(Paginator):
    """Pages whose rows are chosen first: what a row shows is asked for no row before them."""

    def page(self, number: Any) -> Page[Any]:
        """The page, with all that its rows show, in one query."""
        page = super().page(number)
        rows: Any = self.object_list
        last = self.per_page * page.number
        keys = rows.values("pk")[last - self.per_page : last]
        shown: Any = Source.objects.filter(pk__in=keys)
        ordering = rows.query.order_by or ("title", "id")
        page.object_list = shown.for_ledger().order_by(*ordering)
        return page


class Ledger(admin.ModelAdmin):
    """The list of sources, and how they are found from every other screen of the desk."""

    list_display = [
        "title_words",
        "kind_words",
        "published_by",
        "issued_words",
        "tag_words",
        "use_count",
        "link_words",
        "number",
    ]
    list_display_links = ["title_words"]
    list_filter: ClassVar[Any] = FILTERS
    # How they are searched stands in SourceQuerySet.search(); the box is shown where this says so.
    search_fields = ["title"]
    search_help_text = gettext_lazy(
        "Title, author or publisher in any spelling, number, address or DOI"
    )
    show_full_result_count = False
    # A count for each choice would be a question for each.
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    change_list_template = "sources/desk_source_list.html"

    class Media:
        """Suggestions in typed filters, and the box for pasting."""

        js = (
            Script("sources/list.js", type="module"),
            Script("sources/paste.js", type="module"),
        )

    def get_queryset(self, request: HttpRequest) -> Any:
        """With all that the list shows of each."""
        rows: Any = super().get_queryset(request)
        return rows.for_ledger()

    def get_paginator(self, request: HttpRequest, queryset: Any, *args: Any, **kwargs: Any) -> Any:
        """Pages of sources; Django's own for what else is shown by pages, such as a history."""
        pages = LedgerPages if queryset.model is Source else self.paginator
        return pages(queryset, *args, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """In any spelling. What is chosen from for a new use is never a merged one."""
        match = request.resolver_match
        if match and match.view_name == "admin:autocomplete":
            queryset = queryset.unmerged()
        return queryset.search(search_term), False

    def choice_words(self, source: Source) -> str:
        """What tells a source apart where one is chosen for a use."""
        return choice_words(source)

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def title_words(self, source: Source) -> str:
        """The title, with an alarm where it was retracted or downgraded."""
        word = repute_word(source)
        if not word:
            return source.title
        alarm = render_to_string("sources/_alarm.html", {"word": word})
        return format_html("{} {}", source.title, alarm)

    @admin.display(description=gettext_lazy("kind"), ordering="csl_type")
    def kind_words(self, source: Source) -> str:
        """The kind of source."""
        return source.get_csl_type_display()

    @admin.display(description=gettext_lazy("publisher"), ordering="publisher__name")
    def published_by(self, source: Any) -> str:
        """The publisher, which leads to all that it published, with its grade in full."""
        if source.publisher is None:
            return ""
        name = source.publisher.name
        link = format_html('<a href="?{}">{}</a>', urlencode({"publisher": name}), name)
        if not source.grade:
            return link
        words = Reliability(source.grade).label
        grade = '{} <span class="grade-words"><b class="grade">{}</b> {}</span>'
        return format_html(grade, link, source.grade, words)

    @admin.display(description=gettext_lazy("date"), ordering="issued_lower")
    def issued_words(self, source: Source) -> str:
        """The date in words."""
        return source.issued.words() if source.issued else ""

    @admin.display(description=gettext_lazy("tags"))
    def tag_words(self, source: Any) -> str:
        """The tags, each leading to all that carry it."""
        links = ((urlencode({"tag": name}), name) for name in source.tag_names)
        return format_html_join(", ", '<a href="?{}">{}</a>', links)

    @admin.display(description=gettext_lazy("uses"))
    def use_count(self, source: Any) -> int:
        """In how many places the desk rests something on it, drafts among them."""
        return source.uses_total

    @admin.display(description=gettext_lazy("link"), ordering="link_verdict")
    def link_words(self, source: Source) -> str:
        """What was found at its address."""
        if source.link_is_dead:
            return format_html('<strong class="late">{}</strong>', _("dead"))
        if not source.url:
            return ""
        return source.get_link_verdict_display() or _("never checked")
