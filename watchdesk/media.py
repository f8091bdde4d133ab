"""Pictures, films and captions, by names that are the SHA-256 of what they hold."""

import re

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from record.models import Subject

TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt; charset=utf-8",
}
NAME = re.compile(rf"([0-9a-f]{{64}})\.({'|'.join(TYPES)})")


def media(request: HttpRequest, name: str) -> FileResponse | HttpResponse:
    """A file that something public shows or showed; kept by browsers for ever, because under this
    name there is never another. One query.

    A web server that answers /media/ from the same folder gives the files of drafts too, to
    whoever knows their SHA-256.
    """
    if not NAME.fullmatch(name) or not Subject.objects.showing(name).exists():
        raise Http404(_("There is no such file."))
    return _file(request, name, "public, max-age=31536000, immutable")


def media_at_desk(request: HttpRequest, name: str) -> FileResponse | HttpResponse:
    """Any file, for members of the desk: they see what only drafts show."""
    if not admin.site.has_permission(request):
        raise PermissionDenied
    return _file(request, name, "private, no-cache")


def _file(request: HttpRequest, name: str, kept: str) -> FileResponse | HttpResponse:
    named = NAME.fullmatch(name)
    if named is None or not default_storage.exists(name):
        raise Http404(_("There is no such file."))
    etag = f'"{named[1]}"'
    if request.headers.get("If-None-Match") == etag:
        response: FileResponse | HttpResponse = HttpResponse(status=304)
    else:
        response = FileResponse(default_storage.open(name), content_type=TYPES[named[2]])
    response["Cache-Control"] = kept
    response["ETag"] = etag
    return response
