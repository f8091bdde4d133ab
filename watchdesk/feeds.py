"""The Atom feed of articles (RFC 4287), read from the record like every page."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from articles.views import latest
from record import problems
from record.clock import BadMoment, Reading, read_at
from record.kinds import Kind
from record.models import Entry, Subject

MOST = 40


class RecordedAtom(Atom1Feed):
    """Atom with the number and hash of the record that it was read at."""

    def latest_post_date(self) -> datetime:
        """When an item last changed; a feed without items is as old as the record's last entry."""
        if self.items:
            return super().latest_post_date()
        entry = Entry.objects.filter(seq=self.feed["seq"]).first()
        return entry.recorded_at if entry else datetime.fromtimestamp(0, UTC)

    def add_root_elements(self, handler: Any) -> None:
        """Say where the record stood, in a generator's place for what made it."""
        super().add_root_elements(handler)
        words = f"Watchdesk, record no. {self.feed['seq']}, hash {self.feed['hash']}"
        handler.addQuickElement("generator", words)


class ArticlesFeed(Feed):
    """The latest articles with their standfirsts."""

    feed_type = RecordedAtom
    link = "/articles/"
    reading: Reading

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read at `?known_at=`; anything that cannot be read is a problem (RFC 9457)."""
        self.reading = request.reading  # type: ignore[attr-defined]
        try:
            if "known_at" in request.GET:
                self.reading = read_at(self.reading, request.GET["known_at"])
        except BadMoment as error:
            return problems.problem(400, _("A parameter cannot be used"), str(error))
        request.reading = self.reading  # type: ignore[attr-defined]
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Reading:
        """The reading, which every other part is asked with."""
        return request.reading  # type: ignore[attr-defined]

    def title(self, reading: Reading) -> str:
        """The desk's name and what this is."""
        desk = reading.subjects(Kind.DESK).first()
        return _("%s: articles") % (desk.data["name"] if desk else "Watchdesk")

    def feed_guid(self, reading: Reading) -> str:
        """The feed's own lasting name."""
        return f"{settings.SITE_URL}/feeds/articles.atom"

    def feed_extra_kwargs(self, reading: Reading) -> dict[str, Any]:
        """Where the record stands."""
        return {"seq": reading.seq, "hash": reading.hash}

    def items(self, reading: Reading) -> list[Subject]:
        """The latest articles."""
        return list(latest(reading.subjects(Kind.ARTICLE))[:MOST])

    def item_title(self, item: Subject) -> str:
        """The headline."""
        return item.title

    def item_description(self, item: Subject) -> str:
        """The standfirst."""
        return str(item.data["standfirst"])

    def item_link(self, item: Subject) -> str:
        """Its page."""
        return item.url

    def item_guid(self, item: Subject) -> str:
        """Its UUID, whatever its address becomes."""
        return f"urn:uuid:{item.uuid}"

    def item_pubdate(self, item: Subject) -> datetime:
        """When it was first public."""
        return item.first_at

    def item_updateddate(self, item: Subject) -> datetime:
        """When it last changed in public."""
        return item.entry.recorded_at
