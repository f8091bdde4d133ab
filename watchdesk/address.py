"""The address that the desk is served at: read from HOST and PORT, and tried before use."""

import errno
import http.client
import ipaddress
import os
import socket
from dataclasses import dataclass

from django.utils.translation import gettext as _

from watchdesk import environment
from watchdesk.environment import BadSetting


@dataclass(frozen=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @classmethod
    def read(cls) -> "Address":
        """The address in HOST and PORT. Raises BadSetting where there can be none such."""
        port = environment.number("PORT", 8000)
        if not 1 <= port <= 65535:
            said = _("PORT is “{port}”. Write a number from 1 to 65535.")
            raise BadSetting(said.format(port=port))
        return cls(environment.text("HOST", "127.0.0.1"), port)

    def check(self) -> None:
        """Raise BadSetting if nothing can listen here, most often because something does."""
        try:
            found = socket.getaddrinfo(
                self.host, self.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )
            family, where = found[0][0], found[0][4]
            with socket.socket(family, socket.SOCK_STREAM) as trial:
                # As the server does: a port whose last visitor has just left is free.
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind(where)
        except OSError as error:
            raise BadSetting(self._refusal(error)) from error

    def url(self) -> str:
        """The address to type into a browser on this machine."""
        host = self._reached_at()
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"

    def answer(self) -> int | None:
        """The status that the front page comes with, or None while nothing answers."""
        connection = http.client.HTTPConnection(self._reached_at(), self.port, timeout=10)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def _reached_at(self) -> str:
        try:
            everywhere = ipaddress.ip_address(self.host).is_unspecified
        except ValueError:
            return self.host
        if not everywhere:
            return self.host
        return "::1" if ":" in self.host else "127.0.0.1"

    def _refusal(self, error: OSError) -> str:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            said = _(
                "HOST is “{host}”, which is no address of this machine. Write 127.0.0.1 to be "
                "reached from here alone, or 0.0.0.0 to be reached from elsewhere."
            )
        elif error.errno == errno.EADDRINUSE:
            said = _(
                "Port {port} is taken: another program listens on {host}. Stop it, or set PORT to "
                "another number, such as PORT=8001."
            )
        elif error.errno in (errno.EACCES, errno.EPERM):
            said = _("Port {port} is for root alone. Set PORT to a number above 1023.")
        else:
            said = _("The desk cannot listen on port {port} of {host}: {reason}.")
        reason = os.strerror(error.errno or 0)
        return said.format(port=self.port, host=self.host, reason=reason)
