"""One watch item as a file, as it stood: its citation, and the calendar of what is expected."""

from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from record.clock import BadMoment, Reading
from record.downloads import Download
from record.kinds import Kind
from record.models import Subject
from sources.export_views import Export
from sources.formats import ENDINGS, Item
from tracker import ical
from tracker.calendar import calendar
from tracker.citation import Citation, desk_name
from tracker.clocks import OnADay
from tracker.watched import Watched, belonging, watched_among

# A spreadsheet of one row is of no use to anybody.
CITED_IN = [ending for ending in ENDINGS if ending != "csv"]


class ItemCitation(OnADay, Export):
    """How to cite an item as it stood, for a reference manager."""

    def items(self) -> list[Item]:
        """The one."""
        one, rows = told(self.reading, str(self.kwargs["slug"]))
        return [Citation(one, self.reading, desk_name(rows)).item()]

    def name(self) -> str:
        """With the item's short name, and the number that it was read at."""
        return f"{self.kwargs['slug']}-{self.reading.seq}"

    def moved_to(self, subject: Subject) -> str:
        """The citation of the item at its new address."""
        return reverse("item-cite", args=[subject.slug, self.kwargs["ending"]])


class ItemCalendar(Download):
    """What is expected of an item, for a calendar that subscribes to it."""

    def read(self, present: Reading, asked: QueryDict) -> Reading:
        """By what was known. Raises BadMoment for a day: of milestones every date is kept."""
        if asked.get("valid_at", "").strip():
            sentence = _("A calendar has every date that was given: ask for it by “known_at”.")
            raise BadMoment(sentence, "valid_at")
        return super().read(present, asked)

    def file(self) -> HttpResponse:
        """Its milestones."""
        one, rows = told(self.reading, str(self.kwargs["slug"]))
        text = calendar(one, self.reading, desk_name(rows))
        response = HttpResponse(text, content_type=f"{ical.MEDIA_TYPE}; charset=utf-8")
        response["Content-Disposition"] = f'inline; filename="{self.kwargs["slug"]}.ics"'
        return response

    def moved_to(self, subject: Subject) -> str:
        """The calendar of the item at its new address."""
        return reverse("item-calendar", args=[subject.slug])


def told(reading: Reading, slug: str) -> tuple[Watched, list[Subject]]:
    """The item at `slug` with what belongs to it, and the rows with the desk's among them.

    Two queries. Raises what `Reading.get` does.
    """
    item = reading.get(Kind.ITEM, slug)
    rows = list(reading.resolve([], also=belonging([item]) | Q(kind=Kind.DESK)).values())
    (one,) = watched_among(reading, [item], rows)
    return one, rows
