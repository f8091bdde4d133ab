"""One look at an address of the web: guarded, bounded in time and bytes, redirects step by step."""

import ssl
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from urllib.parse import urljoin, urlsplit

import httpcore
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sources.connecting import Deadline, PublicBackend
from sources.resolving import NoSuchName, NotPublic, NotResolved, Resolver, look_up
from sources.urls import followed

MOST_REDIRECTS = 10
PERMANENT = {301, 308}
REDIRECTS = {301, 302, 303, 307, 308}


class NoAnswer(Exception):
    """The site gave no answer that a reader could use. The text is a sentence that says why."""


class NoSite(NoAnswer):
    """There is no site of that name any more."""


class Refused(NoAnswer):
    """It leads where none may lead, or turns away whoever keeps no cookies."""


class Unreached(NoAnswer):
    """Nothing was heard of the site at all, which may be the fault of this machine."""


@dataclass(frozen=True)
class Answer:
    """What a site answered in the end: where, and which redirects led there."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    is_whole: bool = True
    redirects: tuple[int, ...] = field(default=())

    @property
    def has_moved(self) -> bool:
        """Whether every redirect on the way said that it is for good."""
        return bool(self.redirects) and set(self.redirects) <= PERMANENT


@dataclass(frozen=True)
class Fetcher:
    """Asks sites, without proxies, cookies or passwords. `allowed` names inner addresses that may
    be asked none the less; a desk never gives any, a test gives its own server's."""

    agent: str
    resolve: Resolver = look_up
    allowed: Collection[str] = ()
    seconds: float | None = None
    most_bytes: int | None = None

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer at `url`, redirects followed. Raises NoAnswer with a sentence."""
        deadline = Deadline(self.seconds or settings.LINK_SECONDS)
        seen: list[str] = []
        redirects: list[int] = []
        wants_cookies, target = False, ""
        while True:
            url = _checked(url, target, seen)
            if url in seen:
                raise _loop(url, wants_cookies)
            if len(seen) > MOST_REDIRECTS:
                raise NoAnswer(
                    _("It leads on and on: %d redirects were followed.") % MOST_REDIRECTS
                )
            seen.append(url)
            answer = self._in_words(url, partial(self._one, url, headers or {}, deadline))
            target = answer.headers.get("location", "")
            if answer.status not in REDIRECTS or not target:
                return Answer(
                    url,
                    answer.status,
                    answer.headers,
                    answer.body,
                    answer.is_whole,
                    tuple(redirects),
                )
            redirects.append(answer.status)
            wants_cookies = wants_cookies or "set-cookie" in answer.headers

    def _in_words(self, url: str, ask: Callable[[], Answer]) -> Answer:
        """What `ask` gives; what goes wrong on the network as a sentence."""
        host = urlsplit(url).hostname
        try:
            return ask()
        except NoSuchName as error:
            raise NoSite(_("There is no site %s any more.") % host) from error
        except NotPublic as error:
            raise Refused(
                _("%s leads to an address inside a network. It was not asked.") % host
            ) from error
        except NotResolved as error:
            raise Unreached(_("Nobody could say where %s is.") % host) from error
        except httpcore.ConnectTimeout as error:
            raise Unreached(_("%s did not take the connection in time.") % host) from error
        except httpcore.ConnectError as error:
            raise _not_connected(str(host), error) from error
        except httpcore.TimeoutException as error:
            raise NoAnswer(_("%s was too slow.") % host) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise NoAnswer(_("%s broke off in the middle of its answer.") % host) from error

    def _one(self, url: str, headers: Mapping[str, str], deadline: Deadline) -> Answer:
        """One request and its answer, without following anything."""
        parts = urlsplit(url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        where = httpcore.URL(
            scheme=parts.scheme, host=parts.hostname or "", port=parts.port, target=target
        )
        backend = PublicBackend(self.resolve, deadline, self.allowed)
        asked: dict[bytes | str, bytes | str] = {
            "Host": parts.netloc,
            "User-Agent": self.agent,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        asked.update(headers.items())
        with (
            httpcore.ConnectionPool(_trust(), network_backend=backend) as pool,
            pool.stream("GET", where, headers=asked) as response,
        ):
            found = _headers(response.headers)
            if response.status in REDIRECTS:
                return Answer(url, response.status, found)
            body, is_whole = self._body(response)
            return Answer(url, response.status, found, body, is_whole)

    def _body(self, response: httpcore.Response) -> tuple[bytes, bool]:
        """What is read of the answer, and whether that is all of it."""
        most = self.most_bytes or settings.LINK_MAX_BYTES
        read = bytearray()
        for chunk in response.iter_stream():
            read += chunk
            if len(read) > most:
                return bytes(read[:most]), False
        return bytes(read), True


def _checked(url: str, target: str, seen: list[str]) -> str:
    """Where `target` leads from `url`. Refused where it is no address that a source may have."""
    try:
        return followed(urljoin(url, target)).partition("#")[0]
    except (ValidationError, ValueError) as error:
        why = error.messages[0] if isinstance(error, ValidationError) else ""
        if seen:
            raise Refused(_("It redirects where we do not follow. %s") % why) from error
        raise Refused(why) from error


@cache
def _trust() -> ssl.SSLContext:
    """Whose certificates are believed. Read once: it takes a while."""
    return httpcore.default_ssl_context()


def _headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """The headers by their names in small letters; of a name that comes twice, the first."""
    found: dict[str, str] = {}
    for name, value in raw:
        try:
            words = value.decode()
        except UnicodeDecodeError:
            words = value.decode("latin-1")
        found.setdefault(name.decode("ascii").lower(), words.strip())
    return found


def _loop(url: str, wants_cookies: bool) -> NoAnswer:
    if wants_cookies:
        return Refused(_("It asks for cookies, which we do not keep, and leads back to itself."))
    return NoAnswer(_("It leads back to itself: %s") % url[:200])


def _not_connected(host: str, error: Exception) -> NoAnswer:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return NoAnswer(_("%s shows a certificate that is not valid.") % host)
    if isinstance(cause, ssl.SSLError):
        return NoAnswer(_("%s could not agree with us on a safe connection.") % host)
    return Unreached(_("%s does not take connections.") % host)
