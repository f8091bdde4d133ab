"""The API's documentation, from local assets and without an inline script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def docs(request: HttpRequest) -> HttpResponse:
    """Swagger UI over /api/v1/schema, every file of it served from here."""
    return render(request, "watchdesk/api_docs.html")
