"""What every public page does: it is read at one number, and tells of what moved or went."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from record.clock import BadMoment, Gone, Moved, Reading, read_at


@method_decorator(csrf_exempt, name="dispatch")
class PublicPage(TemplateView):
    """A page of the public site. It takes no form, so 405 answers one rather than a token's lack.

    `section` is the navigation's current place."""

    http_method_names = ["get", "head", "options"]
    section = ""
    reading: Reading
    status = 200

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Read at `?known_at=`; an old address is redirected, what went is answered 410."""
        self.reading = request.present = request.reading  # type: ignore[attr-defined]
        try:
            self.reading = self.read(self.reading, request.GET)
        except BadMoment as error:
            # The page is shown as it stands, with what was typed and what is wrong with it.
            request.moment_error, self.status = error, 400  # type: ignore[attr-defined]
        request.reading = self.reading  # type: ignore[attr-defined]
        try:
            return super().dispatch(request, *args, **kwargs)
        except Moved as moved:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(moved.subject.url + (f"?{query}" if query else ""))
        except Gone as gone:
            return self._gone(request, gone)

    def read(self, present: Reading, asked: QueryDict) -> Reading:
        """The reading that the address asks for. Raises BadMoment for what cannot be read."""
        known_at = asked.get("known_at", "").strip()
        return read_at(present, known_at) if known_at else present

    def _gone(self, request: HttpRequest, gone: Gone) -> HttpResponse:
        subject = gone.subject.tombstone
        context = {
            "subject": subject,
            "entry": subject.entry,
            "reason": subject.ending.get("reason", ""),
            "successor": self._successor(gone),
        }
        return render(request, "410.html", context, status=410)

    def _successor(self, gone: Gone) -> Any:
        if not gone.subject.successor:
            return None
        return self.reading.resolve([gone.subject.successor]).get(gone.subject.successor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The section, and what the page adds."""
        return super().get_context_data(section=self.section, reading=self.reading, **kwargs)

    def render_to_response(self, context: dict[str, Any], **more: Any) -> HttpResponse:
        """With the status that the reading gave."""
        return super().render_to_response(context, status=self.status, **more)
