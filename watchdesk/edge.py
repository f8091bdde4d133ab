"""The edge: every public request is answered from the record's number where it can be.

Outermost. It reads the head of the record (one small query), seals what is due, and then knows
the validator of any public answer before rendering it: 304, a copy kept in this process, or the
page. One publication changes the number, and so everything at once.
"""

import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags

from record.clock import Reading, Standing, now, read_now, standing
from record.due import seal_due
from watchdesk.release import RELEASE

# Answered without the record: the desk itself, files, and what changes without an entry.
PRIVATE = {"/favicon.ico", "/healthz", "/readyz", "/record/checkpoint.json"}
PRIVATE_BELOW = ("/static/", "/media/")
Key = tuple[str, str]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Copy:
    """A rendered answer: its headers and body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def size(self) -> int:
        """Bytes that it takes, headers included."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers)

    def response(self) -> HttpResponse:
        """The answer, made again."""
        response = HttpResponse(self.body, status=self.status)
        for name, value in self.headers:
            response[name] = value
        return response


class Copies:
    """Answers kept in this process, the least used thrown out first, bounded in bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0
        self._copies: OrderedDict[Key, Copy] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Copy | None:
        """The copy under `key`, or None."""
        with self._lock:
            if key in self._copies:
                self._copies.move_to_end(key)
            return self._copies.get(key)

    def put(self, key: Key, copy: Copy) -> None:
        """Keep `copy`, unless it alone is larger than all that may be kept."""
        size = copy.size + sum(map(len, key))
        if size > self.most:
            return
        with self._lock:
            old = self._copies.pop(key, None)
            self.held -= old.size + sum(map(len, key)) if old else 0
            self._copies[key] = copy
            self.held += size
            while self.held > self.most:
                gone, dropped = self._copies.popitem(last=False)
                self.held -= dropped.size + sum(map(len, gone))

    def clear(self) -> None:
        """Forget every copy."""
        with self._lock:
            self._copies.clear()
            self.held = 0


copies = Copies(settings.EDGE_CACHE_BYTES)


class Edge:
    """Django middleware; see the module."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 304, from a copy, or by rendering."""
        if _is_private(request.path_info):
            return self.get_response(request)
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return self.get_response(request)
        reading = _read(request.GET.get("known_at", "").strip())
        request.reading = reading  # type: ignore[attr-defined]
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        key = (request.get_full_path(), _etag(request, reading))
        if key[1] in _asked_for(request):
            return _not_modified(key[1])
        copy = copies.get(key)
        if copy is not None:
            return copy.response()
        return self._rendered(request, key)

    def _rendered(self, request: HttpRequest, key: Key) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 200 or response.cookies or response.streaming:
            # What is gone or elsewhere now may be here again by the next entry.
            patch_cache_control(response, no_cache=True)
            return response
        assert isinstance(response, HttpResponse)
        response["ETag"] = key[1]
        patch_cache_control(response, public=True, no_cache=True)
        if request.method == "GET":
            copies.put(key, Copy(200, tuple(response.items()), response.content))
        return response


def _is_private(path: str) -> bool:
    """Whether `path` is answered without the record. The bare name of a folder is a page's."""
    below = path.startswith(PRIVATE_BELOW) and path not in PRIVATE_BELOW
    return below or path in PRIVATE or path.startswith("/desk/")


def _read(asked: str) -> Reading:
    """The present reading, after sealing what has come due; it knows the moment `asked` for too."""
    head: Standing = standing(asked)
    if head.next_due and head.next_due <= now():
        try:
            seal_due(now())
        except DatabaseError:
            # Readers get what is public already; the next one tries again.
            log.exception("What is due could not be sealed.")
        head = standing(asked)
    return read_now(head)


def _etag(request: HttpRequest, reading: Reading) -> str:
    """A strong validator: the record's number, the release, the day and the address."""
    parts = [str(reading.seq), reading.edition, RELEASE, str(reading.today)]
    parts += [
        settings.SITE_URL,
        settings.TIME_ZONE,
        str(request.scheme),
        request.get_host(),
        request.get_full_path(),
        request.headers.get("Accept", ""),
    ]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f'"{reading.seq}-{digest[:24]}"'


def _asked_for(request: HttpRequest) -> list[str]:
    """The validators that the caller holds. A proxy that compressed the body made them weak."""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    return [etag.removeprefix("W/") for etag in held]


def _not_modified(etag: str) -> HttpResponse:
    response = HttpResponse(status=304)
    response["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return response
