"""The public page of the ledger: its sources, to be narrowed."""

import re
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

from record.models import Subject
from record.pages import PublicPage
from sources.cited import cited_among
from sources.csl_types import CslType
from sources.listing import Listing

PER_PAGE = 50


class SourceList(PublicPage):
    """Public sources by title, a page at a time, narrowed as the reader asks."""

    template_name = "sources/source_list.html"
    section = "sources"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of sources with their publishers and grades, and what else there is."""
        listing = Listing(self.reading, self.request.GET)
        page = numbered(listing.rows, self.request.GET.get("page"), count=listing.total)
        found = cited_among(self.reading, {row.uuid: row for row in page.object_list})
        kept = {name: value for name, value in listing.asked.items() if value}
        return super().get_context_data(
            page=page,
            sources=[(found.sources[row.uuid], csl_label(row)) for row in page.object_list],
            listing=listing,
            kinds=_kinds(listing),
            is_narrowed=bool(kept),
            clock_kept=kept.items(),
        )


def _kinds(listing: Listing) -> list[dict[str, Any]]:
    """Each kind of source with its count; those of nought are left out, but for the chosen one."""
    chosen, counts = listing.asked["type"], listing.counts
    shown = [kind for kind in CslType if counts.get(kind) or kind == chosen]
    return [
        {
            "value": "",
            "label": _("All kinds"),
            "count": sum(counts.values()),
            "is_chosen": not chosen,
        },
        *(
            {
                "value": kind.value,
                "label": kind.label,
                "count": counts.get(kind, 0),
                "is_chosen": kind == chosen,
            }
            for kind in shown
        ),
    ]


def csl_label(row: Subject) -> str:
    """What kind of source it is, in words."""
    return str(CslType(row.data["csl_type"]).label)


class Counted(Paginator):  # type: ignore[type-arg]
    """A paginator that is told how many there are."""

    def __init__(self, rows: Any, count: int) -> None:
        super().__init__(rows, PER_PAGE)
        self.__dict__["count"] = count


def numbered(rows: Any, number: str | None, *, count: int | None = None) -> Page[Any]:
    """The page `number` of `rows`, counted where nobody has yet; 404 for one that is not there."""
    paginator = Paginator(rows, PER_PAGE) if count is None else Counted(rows, count)
    wanted = page_number(number)
    if wanted > max(paginator.num_pages, 1):
        raise Http404(_("The list has fewer pages than that."))
    return paginator.page(wanted)


def page_number(asked: str | None) -> int:
    """The page that `?page=` asks for, 1 where it asks for none; 404 for what is no number."""
    if asked is not None and not re.fullmatch(r"[1-9][0-9]{0,6}", asked):
        raise Http404(_("There is no such page of this list."))
    return int(asked or 1)
