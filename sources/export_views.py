"""Public sources as files of citations, read from the record at any day."""

import re
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from record.clock import Reading
from record.downloads import Download, Refusal
from record.kinds import Kind
from record.models import Subject
from sources.exporting import AT_ONCE, answer, public_items
from sources.formats import ENDINGS, Item
from sources.listing import Listing

MOST_CHOSEN = 500


class Export(Download):
    """A file of citations. `ending` in the address says which format."""

    def file(self) -> HttpResponse:
        """The items in that format."""
        return answer(self.items(), ENDINGS[self.kwargs["ending"]], self.name())

    def items(self) -> Iterable[Item]:
        """What is cited in it: public sources, unless it says otherwise."""
        return public_items(self.reading, self.rows())

    def rows(self) -> Iterable[Subject]:
        """The public sources in it."""
        return ()

    def name(self) -> str:
        """The name of the file."""
        return "sources"


class SourceExport(Export):
    """One source."""

    def rows(self) -> list[Subject]:
        """The source at this number."""
        return [self.reading.get(Kind.SOURCE, str(self.kwargs["number"]))]

    def name(self) -> str:
        """With its number."""
        return f"source-{self.kwargs['number']}"

    def moved_to(self, subject: Subject) -> str:
        """The export of the other one."""
        return reverse("source-export", args=[subject.slug, self.kwargs["ending"]])


class SourcesExport(Export):
    """All sources, those of a narrowed list, or a choice of them (`?number=1&number=7`)."""

    def rows(self) -> Iterable[Subject]:
        """The chosen ones in the order asked for, or the list."""
        numbers = self.request.GET.getlist("number")
        return chosen(self.reading, numbers) if numbers else listed(self.reading, self.request.GET)


def listed(reading: Reading, query: Mapping[str, str]) -> Iterable[Subject]:
    """The sources of the list that `query` asks for. Raises Refusal for what is not there."""
    listing = Listing(reading, query)
    if listing.refusals:
        raise Refusal(" ".join(listing.refusals))
    return listing.rows.iterator(AT_ONCE)


def chosen(reading: Reading, numbers: list[str]) -> list[Subject]:
    """The sources of these numbers, each once; for one that was merged, what it became.

    Raises Refusal for what is no number, Http404 where none of them is public.
    """
    for number in numbers:
        if not re.fullmatch(r"[1-9][0-9]{0,9}", number):
            raise Refusal(_("“%s” is no number of a source.") % number)
    if len(numbers) > MOST_CHOSEN:
        raise Refusal(_("Choose %d sources at most, or take the whole list.") % MOST_CHOSEN)
    named = Subject.objects.filter(kind=Kind.SOURCE, slug__in=numbers, since__lte=reading.seq)
    uuids: dict[str, UUID] = dict(named.order_by("since").values_list("slug", "uuid"))
    found = reading.resolve(uuids.values())
    asked = (found.get(uuids[number]) for number in numbers if number in uuids)
    rows = list({row.uuid: row for row in asked if row is not None}.values())
    if not rows:
        raise Http404(_("Nothing is published at this address."))
    return rows
