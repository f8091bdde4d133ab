"""Files that are read from the record: citations, calendars."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from record.clock import Moved
from record.models import Subject
from record.pages import PublicPage


class Refusal(Exception):
    """What was asked for cannot be given. The text says what to ask for."""


class Download(PublicPage):
    """A file, as it stood at `?known_at=`."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The file; a sentence for what cannot be read; the same file of what took its place."""
        try:
            if self.status != 200:
                raise Refusal(str(request.moment_error))  # type: ignore[attr-defined]
            response = self.file()
        except Refusal as refusal:
            return HttpResponse(
                f"{refusal}\n", status=400, content_type="text/plain; charset=utf-8"
            )
        except Moved as moved:
            query = request.META.get("QUERY_STRING", "")
            address = self.moved_to(moved.subject)
            return HttpResponsePermanentRedirect(address + (f"?{query}" if query else ""))
        # A search leads to the page that the file is of.
        response["X-Robots-Tag"] = "noindex"
        response["Record-Seq"] = str(self.reading.seq)
        response["Record-Hash"] = self.reading.hash
        return response

    def file(self) -> HttpResponse:
        """What is given. Raises Refusal for what cannot be."""
        raise Http404(_("Nothing is published at this address."))

    def moved_to(self, subject: Subject) -> str:
        """Where the same file of what took its place is."""
        return subject.url
