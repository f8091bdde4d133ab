"""`manage.py run`, with real processes: it opens, it closes, and it says what is wrong."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from watchdesk import embedded

ROOT = Path(__file__).resolve().parents[2]
OPEN = "Ctrl-C stops it."
PASSWORD = "a-long-demo-password-7"


class Run:
    """One `manage.py run` and all that it says."""

    def __init__(self, var: Path, **environment: str) -> None:
        self.var = var
        self.port = _free_port()
        self.said = var.parent / f"said-{self.port}"
        mine = {k: v for k, v in os.environ.items() if k not in FOREIGN}
        mine |= {"WATCHDESK_VAR": str(var), "PORT": str(self.port), **environment}
        with self.said.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "run"],
                cwd=ROOT,
                env=mine,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def text(self) -> str:
        """What it has said so far."""
        return self.said.read_text()

    def wait_until_open(self, seconds: float = 300) -> None:
        """Return when it says that it is open; fail with its words if it does not."""
        deadline = time.monotonic() + seconds
        while OPEN not in self.text():
            assert self.process.poll() is None, self.text()
            assert time.monotonic() < deadline, self.text()
            time.sleep(0.1)

    def get(self, path: str) -> int:
        """The status that the site answers with."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as page:
                return int(page.status)
        except urllib.error.HTTPError as error:
            return error.code

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send a signal as a terminal does, and return the exit status."""
        os.killpg(self.process.pid, number)
        return self.wait()

    def wait(self) -> int:
        """The exit status, once it ends."""
        return self.process.wait(timeout=60)


FOREIGN = {"DATABASE_URL", "DATABASE_OWNER_URL", "WATCHDESK_ROLE", "SITE_URL", "DEMO", "HOST"}
FOREIGN |= {"DEMO_PASSWORD", "DJANGO_SETTINGS_MODULE"}


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """One desk's folder: what the first run has made, the later ones find."""
    path = Path(tempfile.mkdtemp(prefix="desk-"))
    path.chmod(0o755)
    yield path / "var"
    shutil.rmtree(path)


@pytest.fixture
def run(var: Path) -> Iterator[Callable[..., Run]]:
    """Starts runs; whatever happens in the test, they are gone after it."""
    runs: list[Run] = []

    def start(**environment: str) -> Run:
        runs.append(Run(var, **environment))
        return runs[-1]

    yield start
    for each in runs:
        if each.process.poll() is None:
            each.process.terminate()
            each.wait()
    embedded.stop(var)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _family(pid: int) -> set[int]:
    """The process and all that descend from it."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = status.read_text().rsplit(")", 1)[1].split()
        except OSError:  # It ended while we looked.
            continue
        parents[int(status.parent.name)] = int(after_name[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}").exists()}


def _command_lines(pids: set[int]) -> str:
    return "\n".join(Path(f"/proc/{pid}/cmdline").read_text() for pid in pids)


def _one_sentence(run: Run) -> str:
    assert run.wait() == 1, run.text()
    assert "Traceback" not in run.text()
    lines = run.text().strip().splitlines()
    assert len(lines) == 1, run.text()
    return lines[0]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone can do this.")
def test_it_opens_with_the_demo_is_killed_opens_again_and_closes(run: Callable[..., Run]) -> None:
    first = run(DEMO_PASSWORD=PASSWORD)
    first.wait_until_open()
    for name in ("writer", "editor", "publisher", "staff", "partners", "admin"):
        assert any(line.split() == [name, PASSWORD] for line in first.text().splitlines())
    assert f"http://127.0.0.1:{first.port}/" in first.text()
    assert first.get("/") == 200
    family = _family(first.process.pid)
    assert PASSWORD not in _command_lines(family)
    assert "Traceback" not in first.text()
    first.process.kill()
    first.wait()
    deadline = time.monotonic() + 30
    while left := _alive(family):
        assert time.monotonic() < deadline, _command_lines(left)
        time.sleep(0.1)

    second = run()
    second.wait_until_open()
    assert "Loading the demo" not in second.text()
    assert second.get("/") == 200
    family = _family(second.process.pid)
    assert second.stop() == 0
    assert "Traceback" not in second.text()
    assert not _alive(family)
    assert not embedded.is_running(second.var)


def test_a_part_that_dies_closes_the_desk_and_is_named(run: Callable[..., Run]) -> None:
    desk = run(DEMO="0")
    desk.wait_until_open()
    family = _family(desk.process.pid)
    (worker,) = [pid for pid in family if "procrastinate" in _command_lines({pid})]
    os.kill(worker, signal.SIGKILL)
    assert desk.wait() == 1
    assert "The job worker ended by itself (signal SIGKILL)" in desk.text()
    assert "Traceback" not in desk.text()
    assert not _alive(family)
    assert not embedded.is_running(desk.var)


def test_ctrl_c_before_it_is_open_leaves_nothing_behind(run: Callable[..., Run]) -> None:
    desk = run(DEMO="0")
    while "Starting the database" not in desk.text():
        assert desk.process.poll() is None, desk.text()
        time.sleep(0.01)
    family = _family(desk.process.pid)
    desk.stop()
    assert "Traceback" not in desk.text()
    assert not _alive(family)
    assert not embedded.is_running(desk.var)


def test_ones_own_database_gets_no_demo(run: Callable[..., Run], made: Path) -> None:
    embedded.start(made)
    try:
        host = str(embedded.socket_folder(made)).replace("/", "%2F")
        desk = run(
            DATABASE_URL=f"postgres://watchdesk_web@{host}/watchdesk",
            DATABASE_OWNER_URL=f"postgres://watchdesk_owner@{host}/watchdesk",
            SECRET_KEY="a secret of fifty characters, more or less, for tests",
        )
        desk.wait_until_open()
        assert "demo" not in desk.text().lower()
        assert not embedded.is_running(desk.var)
        assert desk.stop(signal.SIGTERM) == 0
        assert embedded.is_running(made)
    finally:
        embedded.release(made)


def test_a_taken_port_is_a_sentence(run: Callable[..., Run]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        desk = run(PORT=port)
        assert _one_sentence(desk).startswith(f"Port {port} is taken")
    assert not embedded.is_running(desk.var)


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://x", "DATABASE_URL must look like postgres://"),
        ("SECRET_KEY", "short", "SECRET_KEY is too short"),
        ("WATCHDESK_VAR", f"{__file__}/var", "cannot be written"),
        ("DEMO", "maybe", "DEMO is “maybe”"),
    ],
)
def test_nonsense_is_a_sentence(
    run: Callable[..., Run], setting: str, value: str, sentence: str
) -> None:
    assert sentence in _one_sentence(run(**{setting: value}))


def test_a_database_that_does_not_answer_is_a_sentence(run: Callable[..., Run]) -> None:
    desk = run(
        DATABASE_URL=f"postgres://someone:not-shown@127.0.0.1:{_free_port()}/nothing",
        SECRET_KEY="a secret of fifty characters, more or less, for tests",
    )
    said = _one_sentence(desk)
    assert said.startswith("The database that DATABASE_URL or DATABASE_OWNER_URL names cannot be")
    assert "not-shown" not in said
