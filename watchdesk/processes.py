"""The processes of a running desk: started together, watched, and stopped together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from django.utils.translation import gettext as _

PATIENCE = 15.0
# From linux/prctl.h: the signal that a process gets when the one who started it ends.
PR_SET_PDEATHSIG = 1


class Died(Exception):
    """A process ended by itself. The text is a sentence that names it."""


class Processes:
    """A few programs that live and die together.

    Each has a session of its own, so that Ctrl-C reaches the one who started them and no other:
    it decides in what order they go. Where it is killed before it can (on Linux), the system ends
    them in its place.
    """

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        """Start `command` under the `name` that it will be called by in sentences."""
        self._running[name] = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with(os.getpid()),
        )

    def check(self) -> None:
        """Raise Died if one of them has ended."""
        for name, process in self._running.items():
            if (status := process.poll()) is not None:
                said = _("The {name} ended by itself ({how}), so the desk was stopped.")
                raise Died(said.format(name=name, how=_how(status)))

    def stop(self) -> None:
        """Ask all to end, give them some seconds, then end what is left of them."""
        for process in self._running.values():
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in self._running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            # A leader that died leaves its children: they are in its group still.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._running.clear()


def _end_with(starter: int) -> Callable[[], None] | None:
    """What a child does before it becomes its program: ask to be ended with the `starter`."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != starter:
            os._exit(1)

    return ask


def _how(status: int) -> str:
    if status >= 0:
        return _("status {number}").format(number=status)
    return _("signal {name}").format(name=signal.Signals(-status).name)
