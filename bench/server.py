"""A web server over one of the bench's databases, with as many workers as the plan says."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

from watchdesk.address import Address
from watchdesk.management.commands.run import web_server
from watchdesk.processes import Processes

PATIENCE = 60.0


@dataclass(frozen=True)
class Served:
    """What one server answers for: which database, under which settings, with copies or without."""

    name: str
    database: str
    settings: str = "bench.settings"
    # Nothing fits into nought bytes: every answer is rendered.
    copies: str = "0"

    def environment(self) -> dict[str, str]:
        """What the server is started with."""
        return {
            **os.environ,
            "BENCH_DATABASE": self.database,
            "DJANGO_SETTINGS_MODULE": self.settings,
            "EDGE_CACHE_BYTES": self.copies,
            "PYTHONPATH": str(settings.BASE_DIR),
            "WATCHDESK_ROLE": "web",
        }


@contextmanager
def serving(*those: Served, workers: int) -> Iterator[dict[str, Address]]:
    """A server for each of `those`; yields where each answers, and stops them at the end."""
    processes = Processes()
    addresses = {}
    try:
        for one in those:
            addresses[one.name] = address = Address("127.0.0.1", _free_port())
            command = web_server(address, "bench.wsgi:application", workers)
            processes.start(one.name, command, one.environment())
        for address in addresses.values():
            _wait(address, processes)
        yield addresses
    finally:
        processes.stop()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait(address: Address, processes: Processes) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        processes.check()
        with socket.socket() as trial:
            if trial.connect_ex((address.host, address.port)) == 0:
                return
        if time.monotonic() > deadline:
            raise TimeoutError("The server did not listen within a minute.")
        time.sleep(0.1)
