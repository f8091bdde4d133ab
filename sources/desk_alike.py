"""What the form of a source asks while it is filled in: is it kept, or something like it?"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from record.vague import VagueDate
from sources import identifiers, urls
from sources.models import Source
from sources.source_form import named

SHOWN_AT_ONCE = 5
READ = {
    "url": urls.normalised,
    "doi": identifiers.doi,
    "ecli": identifiers.ecli,
    "celex": identifiers.celex,
}


def alike(model_admin: admin.ModelAdmin, request: HttpRequest) -> JsonResponse:
    """Answer with what is kept under the form's address or DOI, and what may be the same.

    For those who may enter sources. `source` is the key of the one in the form, if it has one.
    """
    if not model_admin.has_add_permission(request):
        return JsonResponse({"known": {}, "alike": []}, status=403)
    given = {name: request.GET[name].replace("\0", "")[:2000] for name in request.GET}
    typed = _as_typed(given)
    found = {n: Source.objects.known(**{n: getattr(typed, n)}) for n in ("url", "doi")}
    known = {n: _told(source) for n, source in found.items() if source and source != typed}
    twins = Source.objects.alike(typed)[:SHOWN_AT_ONCE] if not known else []
    return JsonResponse({"known": known, "alike": [_told(twin) for twin in twins]})


def _told(source: Source) -> dict[str, str]:
    address = reverse("admin:sources_source_change", args=[source.pk])
    return {"words": named(source), "address": address}


def _as_typed(given: dict[str, str]) -> Source:
    """A source of what stands in the form so far; what cannot be read yet is left out."""
    source = Source(
        pk=_key(given.get("source", "")),
        publisher_id=_key(given.get("publisher", "")),
        title=given.get("title", "").strip()[:500],
        docket=given.get("docket", "").strip(),
    )
    try:
        source.issued = VagueDate.read(given.get("issued", ""))
    except ValueError:
        source.issued = ""
    for name, read in READ.items():
        try:
            setattr(source, name, read(given.get(name, "")))
        except ValidationError:
            setattr(source, name, "")
    return source


def _key(text: str) -> Any:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None
