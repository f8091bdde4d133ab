"""A web process that is killed in the middle of a publication leaves all of it or none."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from django.conf import settings
from django.db import connection, transaction

from record.models import Entry, Head, Subject
from record.verifying import verify
from tests.conftest import PASSWORD
from watchdesk.models import Page

pytestmark = pytest.mark.django_db(transaction=True)
# Not pg_stat_activity: one role is not shown what another one waits for there.
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


class Server:
    """One web server in processes of its own, and a browser that is signed in to it."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {**os.environ, "SERVED_DATABASE": connection.settings_dict["NAME"]}
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--no-ws", "--log-level", "error", "tests.served:application"],
            cwd=settings.BASE_DIR,
            env=environment,
            start_new_session=True,
        )
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while True:
            try:
                self.get("/healthz")
                return
            except URLError:
                assert time.monotonic() < until, "The server did not come up."
                time.sleep(0.1)

    def get(self, path: str) -> str:
        """A page's text."""
        with self.opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **fields: str) -> str:
        """Send the form at `path`."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert found, "The form carries no token."
        body = urlencode({"csrfmiddlewaretoken": found.group(1), **fields}).encode()
        address = f"http://127.0.0.1:{self.port}{path}"
        with self.opener.open(Request(address, body), timeout=60) as answer:
            return str(answer.read().decode())

    def sign_in(self, username: str) -> None:
        """As a member of the desk."""
        self.post("/desk/login/", username=username, password=PASSWORD, next="/desk/")

    def kill(self) -> None:
        """SIGKILL to every process of it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server(publisher: Any) -> Iterator[Server]:
    running = Server()
    running.sign_in("publisher")
    yield running
    if running.process.poll() is None:
        running.kill()


def publish(server: Server, slug: str) -> None:
    """A page is public as soon as it is saved."""
    fields = {"title": "About", "slug": slug, "language": "en", "body": "<p>Us.</p>"}
    try:
        server.post("/desk/watchdesk/page/add/", **fields)
    except (URLError, OSError):
        return  # Killed while it answered: what counts is what it left behind.


def test_a_publication_cut_off_by_a_kill_leaves_nothing(server: Server) -> None:
    sender = threading.Thread(target=publish, args=(server, "cut-off"))
    with transaction.atomic():
        # The publication is written up to its last statement, and waits there for this lock.
        Head.objects.select_for_update().get(id=1)
        sender.start()
        until = time.monotonic() + 30
        while not _someone_waits():
            assert time.monotonic() < until, "The publication never came to the record."
            time.sleep(0.05)
        server.kill()
    sender.join()
    assert not Page.objects.exists()
    assert not Entry.objects.exists()
    assert not Subject.objects.exists()
    assert verify() == (0, None)


def test_the_next_server_publishes_it_whole(server: Server, publisher: Any) -> None:
    publish(server, "whole")
    assert Page.objects.get().slug == "whole"
    assert [row.slug for row in Subject.objects.now()] == ["whole"]
    assert verify() == (1, None)


def _someone_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        (count,) = cursor.fetchone() or (0,)
    return bool(count)
