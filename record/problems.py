"""Errors of the API as problem details (RFC 9457), each a sentence that says what to do."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response


class BadParameter(exceptions.APIException):
    """A query parameter is unknown or cannot be read. `name` says which."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(detail)
        self.name = name


def problem(code: int, title: str, detail: str, **more: Any) -> JsonResponse:
    """The body of one problem: type, title, status, detail, and what else is known."""
    body = {"type": "about:blank", "title": title, "status": code, "detail": detail, **more}
    return JsonResponse(body, status=code, content_type="application/problem+json")


def handler(error: Exception, context: dict[str, Any]) -> Response | JsonResponse | None:
    """Django REST framework's exception handler: everything it knows becomes a problem."""
    if isinstance(error, BadParameter):
        errors = [{"parameter": error.name, "detail": str(error.detail)}]
        title = _("A parameter cannot be used")
        return problem(400, title, str(error.detail), errors=errors)
    if isinstance(error, Http404):
        return not_found(str(error))
    if isinstance(error, PermissionDenied):
        return problem(403, _("Not allowed"), _("This is not open to you."))
    if isinstance(error, exceptions.APIException):
        return problem(error.status_code, HTTPStatus(error.status_code).phrase, str(error.detail))
    return None


def not_found(detail: str = "") -> JsonResponse:
    """What the API answers where nothing is published."""
    return problem(404, _("Not found"), detail or _("Nothing is published at this address."))


def gone(request: HttpRequest, tombstone: dict[str, Any]) -> JsonResponse:
    """What the API answers for a withdrawn or erased subject: when, why, and what replaces it."""
    detail = _("What stood here was taken back. The tombstone says when and why.")
    return problem(410, _("Gone"), detail, tombstone=tombstone)
