"""The page of a tag: what carries it, under whatever name it had, and the tags around it."""

from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from articles.views import listed, named_in_list
from record.asking import Question
from record.kinds import Kind
from record.models import Subject
from record.pages import PublicPage
from sources.cited import with_publishers
from sources.models import TagKind
from sources.views import PER_PAGE, numbered, page_number
from tracker.watched import watched

# The order of the page: the narrower tags in its head, then what carries the tag, kind by kind.
ORDER = (Kind.TAG, Kind.ITEM, Kind.ARTICLE, Kind.SOURCE)


class TagPage(PublicPage):
    """One tag: the watch items, articles and sources that carry it, a page at a time."""

    template_name = "sources/tag_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of what carries the tag, by kind; how many there are; the tags around it."""
        tag = self.reading.get(Kind.TAG, kwargs["slug"])
        asked = self.request.GET.get("page")
        found: dict[str, list[Any]] = {kind: [] for kind in ORDER}
        before = (page_number(asked) - 1) * PER_PAGE
        for row in _named_by(self.reading.seq, tag.uuid, before, before + PER_PAGE):
            found[row.kind].append(row)
        uses = [*found[Kind.ITEM], *found[Kind.ARTICLE], *found[Kind.SOURCE]]
        around = self._around(tag, found)
        sources = {row.uuid: row for row in found[Kind.SOURCE]}
        broader = tag.data["broader"]
        return super().get_context_data(
            tag=tag,
            kind=TagKind(tag.data["kind"]).label,
            broader=around.get(UUID(broader)) if broader else None,
            narrower=sorted(found[Kind.TAG], key=lambda row: row.title),
            items=watched(self.reading, found[Kind.ITEM]),
            articles=listed(found[Kind.ARTICLE], around),
            sources=list(with_publishers(sources, around).sources.values()),
            counts={row.kind: row.of_its_kind for row in uses},
            page=numbered(range(uses[0].of_all if uses else 0), asked),
        )

    def _around(self, tag: Subject, found: dict[str, list[Any]]) -> dict[UUID, Subject]:
        """What the page names beside its rows: bylines, publishers, the broader tag."""
        publishers = [row.data["publisher"] for row in found[Kind.SOURCE]]
        named = [*named_in_list(found[Kind.ARTICLE]), *publishers, tag.data["broader"]]
        return self.reading.resolve(named)


@Question
def _named_by(seq: int, tag: UUID, before: int, last: int) -> QuerySet[Any]:
    """The narrower tags, and of all that carries `tag` those after place `before`, to the `last`.

    Each says how many there are `of_its_kind`, and how many uses there are `of_all` kinds.
    """
    ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(ORDER)]
    is_tag = Case(When(kind=Kind.TAG, then=Value(1)), default=Value(0))
    order: list[Any] = ["rank", F("sort_date").desc(nulls_last=True), "-first_seq"]
    named = Subject.objects.at(seq).public().naming(tag, seq)
    named = named.filter(kind__in=ORDER).exclude(uuid=tag).annotate(rank=Case(*ranks))
    # Numbered by their narrow columns first: only those shown are read whole.
    place = Window(RowNumber(), partition_by=is_tag, order_by=order)
    shown = Q(place__gt=before, place__lte=last)
    keys = named.annotate(place=place).filter(Q(kind=Kind.TAG) | shown).values("pk")
    counts = [When(kind=kind, then=_count(named.filter(kind=kind))) for kind in ORDER]
    rows = Subject.objects.told().filter(pk__in=keys).annotate(rank=Case(*ranks))
    of_all = _count(named.exclude(kind=Kind.TAG))
    return rows.annotate(of_its_kind=Case(*counts), of_all=of_all).order_by(*order)


def _count(rows: QuerySet[Any]) -> Subquery:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(count=Count("pk"))
    return Subquery(counted.values("count"))
