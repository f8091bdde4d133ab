"""Pictures, films and captions, by names that are the SHA-256 of what they hold."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt; charset=utf-8",
}


def media(request: HttpRequest, digest: str, ending: str) -> FileResponse | HttpResponse:
    """One file, kept by browsers for ever: under this name there is never another.

    Whoever runs a larger site lets the web server answer /media/ from the same folder.
    """
    name = f"{digest}.{ending}"
    if ending not in TYPES or not default_storage.exists(name):
        raise Http404(_("There is no such file."))
    if request.headers.get("If-None-Match") == f'"{digest}"':
        response: FileResponse | HttpResponse = HttpResponse(status=304)
    else:
        response = FileResponse(default_storage.open(name), content_type=TYPES[ending])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["ETag"] = f'"{digest}"'
    return response
