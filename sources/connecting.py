"""Connections to public addresses alone: the address that was checked is the one connected to."""

import ssl
import time
from collections.abc import Collection, Iterable
from typing import Any

import httpcore

from sources.resolving import Resolver, public_addresses

# Of all the addresses of a name, so many are tried.
TRIES = 4


class Deadline:
    """How much time is left for one request, whatever each part of it takes."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds left. Raises httpcore.ReadTimeout when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class TimedStream(httpcore.NetworkStream):
    """A connection whose every read and write ends with the deadline, however little comes."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come, at most `max_bytes`."""
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same under TLS, which asks for a certificate of the name that was written."""
        left = self._deadline.left()
        return TimedStream(
            self._stream.start_tls(ssl_context, server_hostname, left), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        """What the connection underneath says of itself."""
        return self._stream.get_extra_info(info)


class PublicBackend(httpcore.NetworkBackend):
    """Resolves a name once, refuses it where one address is not public, and connects to those."""

    def __init__(self, resolve: Resolver, deadline: Deadline, allowed: Collection[str]) -> None:
        self._resolve = resolve
        self._deadline = deadline
        self._allowed = allowed
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address of `host` that takes one."""
        left = self._deadline.left()
        numbers = public_addresses(host, port, self._resolve, left, self._allowed)[:TRIES]
        failure: Exception = httpcore.ConnectError(host)
        for at, number in enumerate(numbers):
            share = self._deadline.left() / (len(numbers) - at)
            try:
                stream = self._network.connect_tcp(
                    number, port, share, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return TimedStream(stream, self._deadline)
        raise failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        """Never: a site does not stand on this machine."""
        raise httpcore.UnsupportedProtocol(path)
