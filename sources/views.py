"""The public pages of the ledger: all sources, and one source with what rests on it."""

import re
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

from record.kinds import Kind
from record.models import Subject
from record.pages import PublicPage
from record.reading import named
from sources.cited import cited_among
from sources.grades import Reliability
from sources.models import CslType

PER_PAGE = 50
RESTING = (Kind.ARTICLE, Kind.STATUS_CHANGE, Kind.MILESTONE, Kind.EVENT)


class SourceList(PublicPage):
    """Every public source, by title, a page at a time."""

    template_name = "sources/source_list.html"
    section = "sources"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of sources with their publishers and grades."""
        rows = self.reading.subjects(Kind.SOURCE).order_by("title", "first_seq")
        page = numbered(rows, self.request.GET.get("page"))
        found = cited_among(self.reading, {row.uuid: row for row in page.object_list})
        return super().get_context_data(
            page=page,
            sources=[(found.sources[row.uuid], csl_label(row)) for row in page.object_list],
        )


class SourcePage(PublicPage):
    """One source: what it is, how it is graded, and everything public that rests on it."""

    template_name = "sources/source_detail.html"
    section = "sources"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The source, its tags, and each use with what it belongs to."""
        row = self.reading.get(Kind.SOURCE, str(kwargs["number"]))
        found = cited_among(self.reading, {row.uuid: row})
        resting = Subject.objects.at(self.reading.seq).public().told().resting_on(row.uuid)
        uses = list(resting.filter(kind__in=RESTING).order_by("-first_seq"))
        spoken_of = [*row.data["tags"], *(use.parent for use in uses), row.data["article"]]
        around = self.reading.resolve(spoken_of)
        return super().get_context_data(
            source=row,
            cited=found.sources[row.uuid],
            csl_label=csl_label(row),
            reliability=_reliability(found.sources[row.uuid].publisher),
            tags=named(around, row.data["tags"]),
            own_article=next((o for o in around.values() if o.kind == Kind.ARTICLE), None),
            uses=[{"row": use, "parent": around.get(use.parent or use.uuid)} for use in uses],
        )


def csl_label(row: Subject) -> str:
    """What kind of source it is, in words."""
    return str(CslType(row.data["csl_type"]).label)


def _reliability(publisher: Subject | None) -> dict[str, Any] | None:
    rating = publisher.data["reliability"] if publisher else None
    return {**rating, "words": Reliability(rating["code"]).label} if rating else None


def numbered(rows: Any, number: str | None) -> Page[Any]:
    """The page `number` of `rows`; 404 for one that is not there."""
    paginator = Paginator(rows, PER_PAGE)
    wanted = page_number(number)
    if wanted > max(paginator.num_pages, 1):
        raise Http404(_("The list has fewer pages than that."))
    return paginator.page(wanted)


def page_number(asked: str | None) -> int:
    """The page that `?page=` asks for, 1 where it asks for none; 404 for what is no number."""
    if asked is not None and not re.fullmatch(r"[1-9][0-9]{0,6}", asked):
        raise Http404(_("There is no such page of this list."))
    return int(asked or 1)
