"""`manage.py run`: the whole desk, from an empty folder to an address, until Ctrl-C."""

import io
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError, connections
from django.utils.translation import gettext as _

from record import kept_erasures
from record.models import Entry
from watchdesk import embedded, environment, statics
from watchdesk.address import Address
from watchdesk.environment import BadSetting
from watchdesk.processes import Died, Processes

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WEB_PROCESSES = 2
WEB_THREADS = 4
# What the web and the worker have no business with.
NOT_FOR_CHILDREN = ("DATABASE_OWNER_URL", "DEMO_PASSWORD")


def web_server(
    address: Address,
    application: str = "watchdesk.wsgi:application",
    workers: int = WEB_PROCESSES,
) -> list[str]:
    """The command that serves `application` at `address`, in so many `workers`."""
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    granian += ["--host", address.host, "--port", str(address.port), "--log-level", "warning"]
    granian += ["--workers", str(workers), "--blocking-threads", str(WEB_THREADS)]
    return [*granian, "--workers-kill-timeout", "5", application]


class Command(BaseCommand):
    """Starts the database, prepares it, serves the site, works on jobs; and stops it all."""

    help = _("Starts the whole desk, and stops it at Ctrl-C.")
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until asked to stop, or until a part dies; leaves no process behind."""
        address = Address.read()
        address.check()
        self.with_demo = environment.flag("DEMO", default=not settings.OWN_DATABASE)
        # SIGINT too: a shell starts what it puts in the background with that one ignored.
        for number in STOPPING:
            signal.signal(number, _interrupt)
        self.accounts: list[tuple[str, str]] = []
        processes = Processes()
        died = ""
        try:
            self._open(address, processes)
            self._watch(processes)
        except KeyboardInterrupt:
            self._say("\n" + _("Stopping …"))
        except Died as error:
            died = str(error)
        finally:
            _ignore_signals()
            processes.stop()
            connections.close_all()
            embedded.release(settings.VAR)
            self._say_accounts()
        if died:
            self.stderr.write(died)
            sys.exit(1)
        self._say(_("The desk is closed. What was written is kept."))

    def _open(self, address: Address, processes: Processes) -> None:
        self._prepare()
        self._serve(address, processes)
        _wait_until_open(address, processes)
        self._say("")
        self._say(_("The desk is open:  {url}").format(url=address.url()))
        self._say(_("For its writers:   {url}").format(url=f"{address.url()}desk/"))
        self._say_accounts()
        self._say(_("Ctrl-C stops it."))

    def _prepare(self) -> None:
        """A database with its tables, and the demo in it."""
        if not settings.OWN_DATABASE:
            self._say(_("Starting the database in {folder} …").format(folder=settings.VAR))
            embedded.start(settings.VAR)
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except (OperationalError, ProgrammingError) as error:
            if not settings.OWN_DATABASE:
                raise
            raise BadSetting(_refused(error)) from error
        # Before the first reader: an older backup may have brought back what was erased.
        if kept_erasures.held():
            call_command("erase", again=True)
        statics.collect()
        if self.with_demo:
            self._load_demo()
        connections.close_all()

    def _load_demo(self) -> None:
        # Stands from before the first write to after the last: a demo cut short is taken up again.
        unfinished: Path = settings.VAR / "demo-unfinished"
        if not unfinished.exists() and not _is_empty():
            return
        self._say(_("Loading the demo desk …"))
        unfinished.touch()
        printed = io.StringIO()
        try:
            call_command("demo", stdout=printed)
            unfinished.unlink()
        finally:
            # Of a demo cut short too: its accounts are made, and their passwords kept nowhere.
            words = [line.split() for line in printed.getvalue().splitlines()]
            self.accounts = [(word[1], word[2]) for word in words if word[:1] == ["account"]]

    def _serve(self, address: Address, processes: Processes) -> None:
        surroundings = {k: v for k, v in os.environ.items() if k not in NOT_FOR_CHILDREN}
        surroundings["WATCHDESK_ROLE"] = "web"
        surroundings.setdefault("SITE_URL", address.url().rstrip("/"))
        processes.start(_("web server"), web_server(address), surroundings)
        # Without the checks it loads no page and no screen, which it has no use for.
        worker = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        worker += ["procrastinate", "--skip-checks", "worker"]
        processes.start(_("job worker"), worker, surroundings)

    def _watch(self, processes: Processes) -> None:
        unanswered = 0
        while True:
            processes.check()
            if settings.OWN_DATABASE or embedded.is_running(settings.VAR):
                unanswered = 0
            else:
                unanswered += 1
            # One is no proof: a server under load, or just recovering, is silent for a moment.
            if unanswered == 3:
                raise Died(_("The database ended by itself, so the desk was stopped."))
            time.sleep(3)

    def _say_accounts(self) -> None:
        """Say the passwords that this run has made, once."""
        if not self.accounts:
            return
        self._say(_("The demo's accounts, each with its password, which is not said again:"))
        for name, password in self.accounts:
            self._say(f"    {name:<10} {password}")
        self.accounts = []

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _interrupt(number: int, frame: FrameType | None) -> None:
    _ignore_signals()
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    """A second Ctrl-C, or one from the terminal and one from make, must not cut the end short."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)


def _is_empty() -> bool:
    return not Entry.objects.exists() and not get_user_model()._default_manager.exists()


def _wait_until_open(address: Address, processes: Processes) -> None:
    deadline = time.monotonic() + 60
    while (status := address.answer()) is None:
        processes.check()
        if time.monotonic() > deadline:
            raise Died(_("The site did not answer within a minute, so the desk was stopped."))
        time.sleep(0.1)
    if status >= 400:
        raise Died(_("The front page fails, as is told above, so the desk was stopped."))


def _refused(error: Exception) -> str:
    said = " ".join(str(error).split())
    return _(
        "The database that DATABASE_URL or DATABASE_OWNER_URL names cannot be prepared. It said: "
        "{said}"
    ).format(said=said)
