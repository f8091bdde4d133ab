"""Addresses that somebody mangled: refused in a sentence, where the desk would have failed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string
from django.template.response import SimpleTemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from record import problems

View = Callable[..., Any]
MANGLED = gettext_lazy(
    "A part of this address cannot be read: it holds a character that no text has, or a value that "
    "does not fit. Go back, and choose or type it again."
)


def refused_when_unreadable(view: View) -> View:
    """`view`, answering 400 where what the address asks for cannot even be looked for."""

    @wraps(view)
    def readable(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if any("\0" in text for given in request.GET.lists() for text in (given[0], *given[1])):
            raise BadRequest(MANGLED)
        try:
            response = view(request, *args, **kwargs)
            # A list asks for its rows only as it is drawn.
            return response.render() if isinstance(response, SimpleTemplateResponse) else response
        except (DataError, OverflowError) as error:
            # Django's lists hand what an address holds to the database as it is.
            if request.method != "GET":
                raise
            raise BadRequest(MANGLED) from error

    return readable


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is wrong, as a page for people and as a problem for machines."""
    words = _words(request, exception)
    if request.path_info.startswith("/api/"):
        return problems.problem(400, _("This was not understood"), words)
    return HttpResponseBadRequest(render_to_string("400.html", {"words": words}))


def _words(request: HttpRequest, exception: Exception) -> str:
    if isinstance(exception, BadRequest):
        return str(exception)
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        if request.method == "GET":
            return _("The address asks for more than this desk reads at once. Ask for less.")
        return _(
            "The form holds more than this desk takes at once: nothing was saved. Go back, where "
            "what you typed still stands, and save it in two parts."
        )
    return _(
        "The request names a host that this desk does not answer for, or it is broken. Whoever "
        "runs the desk sets the names with ALLOWED_HOSTS."
    )
