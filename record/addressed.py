"""What somebody means who pastes an address: of a page, an answer, an entry, a file, or a UUID."""

import re
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http.request import validate_host
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from record.models import Entry, Subject
from record.subjects import ROUTES

ANY_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
KINDS = {route: kind for kind, route in ROUTES.items()}


def subject_at(text: str) -> Subject:
    """The subject that `text` leads to, as it stands. ValidationError says what to paste."""
    named = ANY_UUID.search(text)
    row = _of(UUID(named[0])) if named else _at(_path(text))
    if row is None:
        raise ValidationError(
            _(
                "The record knows nothing at this address. Paste the address of a public page, of "
                "an entry (/record/12/) or of a picture, or a UUID."
            )
        )
    return row


def _path(text: str) -> str:
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return "/"
    if parts.hostname and not validate_host(parts.hostname, settings.ALLOWED_HOSTS):
        sentence = _("%s is another site. Paste an address of this one.")
        raise ValidationError(sentence % parts.hostname)
    path = "/" + unquote(parts.path).lstrip("/")
    codes = "|".join(code for code, _name in settings.LANGUAGES)
    path = re.sub(rf"^/(?:{codes})/", "/", path)
    return path if path.endswith("/") or path.startswith("/media/") else f"{path}/"


def _at(path: str) -> Subject | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.url_name == "record-entry":
        entry = Entry.objects.filter(seq=match.kwargs["seq"]).first()
        return _of(entry.uuid) if entry else None
    if match.url_name == "media":
        shown = Subject.objects.now().public().showing(match.kwargs["name"])
        return shown.first()
    kind = KINDS.get(match.url_name or "")
    if kind is None:
        return None
    slug = str(match.kwargs.get("slug") or match.kwargs.get("number"))
    once = Subject.objects.filter(kind=kind, slug=slug).order_by("-since").first()
    return _of(once.uuid) if once else None


def _of(uuid: UUID) -> Subject | None:
    return Subject.objects.now().told().filter(uuid=uuid).first()
