"""Names of sites turned into addresses, and refused where one of those is not public."""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sources.addresses import is_public

# What a name and a port lead to, as numbers. Raises OSError as `socket.getaddrinfo` does.
Resolver = Callable[[str, int], list[str]]

# How long the desk's form waits for an answer about a name.
PATIENCE = 2.0
# The name system answers that there is no such name, which is another thing than no answer.
UNKNOWN = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class NoSuchName(Exception):
    """There is no site of that name."""


class NotResolved(Exception):
    """Nobody said in time what the name leads to."""


class NotPublic(Exception):
    """The name leads to an address inside a network."""


def look_up(host: str, port: int) -> list[str]:
    """What this machine's resolver says."""
    # With a dot at the end it is the whole name, and nothing of this network's is hung on it.
    found = socket.getaddrinfo(f"{host}.", port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_kind, address in found))


def public_addresses(
    host: str, port: int, resolve: Resolver, seconds: float, allowed: Collection[str] = ()
) -> list[str]:
    """The addresses of `host`, each public or among `allowed`; asked for `seconds` at most.

    Raises NoSuchName, NotResolved or NotPublic.
    """
    try:
        numbers = [str(ipaddress.ip_address(host))]
    except ValueError:
        numbers = _in_time(host, port, resolve, seconds)
    if not numbers:
        raise NoSuchName(host)
    if not all(number in allowed or _is_public(number) for number in numbers):
        # One inner address is enough: whoever answers so may answer otherwise the next time.
        raise NotPublic(host)
    return numbers


def refuse_inside(url: str, resolve: Resolver = look_up, seconds: float = PATIENCE) -> None:
    """ValidationError where the name in `url` leads inside a network.

    A name that nobody can tell of now is let pass: it is looked at again before it is asked.
    """
    parts = urlsplit(url)
    if not parts.hostname:
        return
    try:
        public_addresses(parts.hostname, parts.port or 443, resolve, seconds)
    except NotPublic as error:
        raise ValidationError(
            _("“%s” leads to an address inside a network, not on the public web.") % parts.hostname
        ) from error
    except (NoSuchName, NotResolved):
        return


def _is_public(number: str) -> bool:
    try:
        return is_public(ipaddress.ip_address(number))
    except ValueError:
        return False


def _in_time(host: str, port: int, resolve: Resolver, seconds: float) -> list[str]:
    """What `resolve` says within `seconds`. It cannot be stopped, so it is left behind."""
    said: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            said.put(resolve(host, port))
        except Exception as error:
            said.put(error)

    threading.Thread(target=ask, name=f"resolving {host}", daemon=True).start()
    try:
        answer = said.get(timeout=max(seconds, 0.01))
    except queue.Empty as error:
        raise NotResolved(host) from error
    if isinstance(answer, socket.gaierror) and answer.errno in UNKNOWN:
        raise NoSuchName(host) from answer
    if isinstance(answer, UnicodeError):
        raise NoSuchName(host) from answer
    if isinstance(answer, Exception):
        raise NotResolved(host) from answer
    return answer
