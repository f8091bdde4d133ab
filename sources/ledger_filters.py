"""The ledger's filters. None asks for its choices: what has many is typed, in any spelling."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Exists, Q, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sources.folding import fold
from sources.grades import Reliability
from sources.models import CslType, Publisher, Repute, Tag, Verdict
from sources.uses import used

NONE = "none"


class Folded(admin.SimpleListFilter):
    """A filter that is folded away until something is chosen in it, which its head then says."""

    template = "sources/desk_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """What can be chosen."""
        return [(value, capfirst(label)) for value, label in self.options()]

    def options(self) -> list[tuple[Any, Any]]:
        """Each value with its words."""
        return []

    def chosen(self) -> str:
        """The words of what is chosen, "" for nothing."""
        return str(dict(self.lookup_choices).get(self.value() or "", ""))


class KindFilter(Folded):
    """By the kind of source."""

    title, parameter_name = _("kind"), "kind"

    def options(self) -> list[tuple[Any, Any]]:
        """The kinds of CSL."""
        return list(CslType.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those of the chosen kind."""
        return queryset.filter(csl_type=self.value()) if self.value() else queryset


class GradeFilter(Folded):
    """By how reliable the publisher is held to be now."""

    title, parameter_name = _("grade of the publisher"), "grade"

    def options(self) -> list[tuple[Any, Any]]:
        """The letters with their words."""
        letters = [(code, f"{code}, {label}") for code, label in Reliability.choices]
        return [*letters, (NONE, _("not graded yet"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those whose publisher bears the letter."""
        if not self.value():
            return queryset
        if self.value() == NONE:
            return queryset.filter(
                Q(publisher=None) | Q(publisher__in=Publisher.objects.graded(None))
            )
        return queryset.filter(publisher__in=Publisher.objects.graded(self.value()))


class LinkFilter(Folded):
    """By what was found at the address when somebody last looked."""

    title, parameter_name = _("link"), "link"
    DEAD, BARE, NEVER = "dead", "bare", "never"

    def options(self) -> list[tuple[Any, Any]]:
        """The verdicts, and what has none."""
        return [
            (self.DEAD, _("dead")),
            (self.BARE, _("dead, and nothing stands in")),
            *Verdict.choices,
            (self.NEVER, _("never checked")),
            (NONE, _("has no address")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those of the chosen state."""
        if self.value() == self.DEAD:
            return queryset.filter(link_is_dead=True)
        if self.value() == self.BARE:
            return queryset.filter(link_is_dead=True).with_no_copy()
        if self.value() == self.NEVER:
            return queryset.filter(link_verdict="").exclude(url="")
        if self.value() == NONE:
            return queryset.filter(url="")
        return queryset.filter(link_verdict=self.value()) if self.value() else queryset


class ReputeFilter(Folded):
    """By whether it still carries what rests on it."""

    title, parameter_name = _("repute"), "repute"

    def options(self) -> list[tuple[Any, Any]]:
        """Stands, downgraded, retracted."""
        return list(Repute.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those of the chosen repute."""
        return queryset.filter(repute=self.value()) if self.value() else queryset


class StateFilter(Folded):
    """What an editor clears up: used nowhere, may be doubles."""

    title, parameter_name = _("loose ends"), "state"
    UNUSED, DOUBLES = "unused", "doubles"

    def options(self) -> list[tuple[Any, Any]]:
        """Both of them."""
        return [(self.UNUSED, _("used nowhere")), (self.DOUBLES, _("may be doubles"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those to clear up."""
        if self.value() == self.UNUSED:
            return queryset.exclude(used())
        if self.value() == self.DOUBLES:
            return queryset.doubles()
        return queryset


class MergedFilter(Folded):
    """Without what was merged into another, unless that is asked for."""

    title, parameter_name = _("merging"), "merged"

    def options(self) -> list[tuple[Any, Any]]:
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


class Typed(admin.SimpleListFilter):
    """A filter whose value is typed, with suggestions: there are too many to list."""

    template = "sources/desk_filter_typed.html"
    # The field whose autocomplete suggests names.
    suggests = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """None are listed."""
        return []

    def has_output(self) -> bool:
        """It is shown all the same."""
        return True

    def choices(self, changelist: Any) -> Iterator[Any]:
        """What else is chosen on the list, to be kept when this is sent."""
        others = dict(changelist.params)
        others.pop(self.parameter_name, None)
        kept = {**others, "q": changelist.query} if changelist.query else others
        yield {"name": self.parameter_name, "value": self.value() or "", "kept": kept}


class PublisherFilter(Typed):
    """By the publisher's name, in any spelling."""

    title, parameter_name, suggests = _("publisher"), "publisher", "publisher"

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those of the publisher of this name; where there is none, of those with it in theirs."""
        if not self.value():
            return queryset
        return queryset.filter(publisher__in=_named(Publisher.objects.all(), self.value() or ""))


def _named(rows: QuerySet[Publisher], name: str) -> QuerySet[Publisher]:
    key = fold(name.replace("\0", " ").strip())
    exactly = rows.filter(name_key=key)
    return rows.filter(Q(name_key=key) | Q(name_key__contains=key) & ~Exists(exactly))


class LedgerTagFilter(Typed):
    """By a tag, in any spelling."""

    title, parameter_name, suggests = _("tag"), "tag", "tags"

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those that carry the tag."""
        if not self.value():
            return queryset
        wanted = (self.value() or "").replace("\0", " ").strip()
        tags = Tag.objects.spelled(wanted) | Tag.objects.filter(slug=wanted)
        return queryset.tagged(tags)


FILTERS = [
    KindFilter,
    LedgerTagFilter,
    PublisherFilter,
    GradeFilter,
    LinkFilter,
    ReputeFilter,
    StateFilter,
    MergedFilter,
]
