"""What the box for a source asks while somebody types into it."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources.choosing import choice_words
from sources.desk_alike import SHOWN_AT_ONCE
from sources.models import Source
from sources.naming import Named, named_in

LONGEST = 1000


def named(model_admin: admin.ModelAdmin, request: HttpRequest) -> JsonResponse:
    """Answer with what `?q=` names or may mean, and with a sentence that says so.

    For those who may see sources. `asks_title` where it would be a new one that has none yet.
    """
    if not model_admin.has_view_permission(request):
        return JsonResponse({"choices": [], "sentence": ""}, status=403)
    text = request.GET.get("q", "")[:LONGEST]
    try:
        found = named_in(text)
    except ValidationError as refusal:
        return JsonResponse({"choices": [], "sentence": " ".join(refusal.messages)})
    if found.new:
        return JsonResponse(_new(model_admin, request, found))
    choices = [_choice(source) for source in found.may_be]
    return JsonResponse({"choices": choices, "sentence": _sentence(found) if text.strip() else ""})


def _new(model_admin: admin.ModelAdmin, request: HttpRequest, found: Named) -> dict[str, Any]:
    if not model_admin.has_add_permission(request):
        sentence = _("The ledger does not have this yet, and you have no right to enter sources.")
        return {"choices": [], "sentence": sentence}
    columns = {
        name: found.new[name] for name in ("url", "doi", "ecli", "celex") if name in found.new
    }
    typed = Source(title=found.new["title"], publisher_id=found.new.get("publisher"), **columns)
    alike = Source.objects.alike(typed).select_related("publisher")[:SHOWN_AT_ONCE]
    twins = [_choice(source) for source in alike]
    if twins:
        sentence = _("The ledger may have it: choose it, or leave it as a new one.")
    elif found.new["title"]:
        sentence = _("New: “%s”. It is entered with this.") % found.new["title"]
    else:
        sentence = _("New. Write its title, and it is entered with this.")
    return {
        "choices": twins,
        "sentence": sentence,
        "asks_title": not found.new["title"],
        "title": found.title,
    }


def _choice(source: Source) -> dict[str, Any]:
    return {"key": source.pk, "words": choice_words(source)}


def _sentence(found: Named) -> str:
    if found.known:
        return _("Kept in the ledger: %s") % choice_words(found.known)
    count = len(found.may_be)
    if not count:
        return _("No source has this in its title. Paste its address and its title instead.")
    return (
        ngettext(
            "%d found. The arrow keys choose, Enter takes.",
            "%d found. The arrow keys choose, Enter takes.",
            count,
        )
        % count
    )
