"""The embedded PostgreSQL, with real servers in folders of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.watchdesk.conftest import a_house, close
from watchdesk import cluster, embedded

ROOT = Path(__file__).resolve().parents[2]
# Starts the server, asks it something as the web role, and says so; then waits to be let go.
VISITOR = """
import sys
import tempfile
from pathlib import Path
import psycopg
from watchdesk import embedded
var = Path(sys.argv[1])
embedded.start(var)
with psycopg.connect(embedded.url(var, "web")) as connection:
    print(connection.execute("SELECT current_user").fetchone()[0], flush=True)
sys.stdin.read()
"""


@pytest.fixture
def var(house: Path) -> Iterator[Path]:
    """A desk's folder, whose server is stopped at the end."""
    yield house / "var"
    close(house / "var")


@pytest.fixture(scope="module")
def opened() -> Iterator[Path]:
    """A desk's folder with a running server, for the tests that only ask it something."""
    with a_house() as house:
        embedded.start(house / "var")
        yield house / "var"
        close(house / "var")


def _ask(var: Path, question: str, role: str = "owner") -> object:
    with psycopg.connect(embedded.url(var, role)) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def _visitor(var: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", VISITOR, str(var)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _said(visitor: "subprocess.Popen[str]") -> str:
    assert visitor.stdout is not None
    return visitor.stdout.readline().strip()


def _kill_server(var: Path) -> None:
    pid = embedded.folder(var).joinpath("postmaster.pid").read_text().split()[0]
    os.kill(int(pid), signal.SIGKILL)


def test_a_database_has_two_roles_and_neither_is_mighty(opened: Path) -> None:
    assert embedded.is_running(opened)
    assert _ask(opened, "SELECT current_user", "owner") == "watchdesk_owner"
    assert _ask(opened, "SELECT current_user", "web") == "watchdesk_web"
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    assert _ask(opened, owner) == "watchdesk_owner"
    mighty = "SELECT count(*) FROM pg_roles WHERE rolsuper AND rolname LIKE 'watchdesk%'"
    assert _ask(opened, mighty) == 0


def test_the_locale_knows_our_letters(opened: Path) -> None:
    assert (
        _ask(opened, "SELECT lower('VUČIĆ, ĐORĐE, ВУЧИЋ, ÇFARË')") == "vučić, đorđe, вучић, çfarë"
    )


def test_the_web_role_makes_no_tables(opened: Path) -> None:
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        psycopg.connect(embedded.url(opened, "web")) as connection,
    ):
        connection.execute("CREATE TABLE mine (id int)")


def test_nobody_else_on_the_machine_can_come_in(opened: Path) -> None:
    assert cluster.is_private(
        embedded.socket_folder(opened).stat(), cluster.account(embedded.folder(opened))
    )
    with psycopg.connect(
        host=str(embedded.socket_folder(opened)), user="postgres", dbname="postgres"
    ) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_a_second_start_keeps_the_data_and_takes_a_moment(made: Path) -> None:
    embedded.start(made)
    with psycopg.connect(embedded.url(made, "owner")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    embedded.release(made)
    assert not embedded.is_running(made)
    began = time.monotonic()
    embedded.start(made)
    embedded.start(made)
    assert time.monotonic() - began < 5
    assert _ask(made, "SELECT answer FROM kept") == 42


def test_four_processes_race_for_the_first_start(var: Path) -> None:
    visitors = [_visitor(var) for _ in range(4)]
    assert [_said(visitor) for visitor in visitors] == ["watchdesk_web"] * 4
    for visitor in visitors[:3]:
        visitor.communicate(timeout=30)
    assert embedded.is_running(var)
    visitors[3].communicate(timeout=30)
    assert [visitor.returncode for visitor in visitors] == [0] * 4
    assert not embedded.is_running(var)


def test_the_last_to_leave_stops_the_server(made: Path) -> None:
    embedded.start(made)
    visitor = _visitor(made)
    assert _said(visitor) == "watchdesk_web"
    embedded.release(made)
    assert embedded.is_running(made)
    visitor.communicate(timeout=30)
    assert not embedded.is_running(made)


def test_a_killed_visitor_counts_no_more(made: Path) -> None:
    visitor = _visitor(made)
    assert _said(visitor) == "watchdesk_web"
    visitor.kill()
    visitor.communicate(timeout=30)
    assert embedded.is_running(made)
    embedded.start(made)
    embedded.release(made)
    assert not embedded.is_running(made)


def test_after_a_kill_of_the_server_it_starts_again(made: Path) -> None:
    embedded.start(made)
    with psycopg.connect(embedded.url(made, "owner")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    with psycopg.connect(embedded.url(made, "owner")):  # A child that outlives its server a while.
        _kill_server(made)
        embedded.start(made)
    assert _ask(made, "SELECT answer FROM kept") == 42


def test_a_stale_pid_that_another_program_has_now_is_seen_through(made: Path) -> None:
    embedded.start(made)
    data = embedded.folder(made)
    _kill_server(made)
    with subprocess.Popen(["sleep", "60"], **cluster.account(data).options()) as other:
        lines = (data / "postmaster.pid").read_text().splitlines(keepends=True)
        (data / "postmaster.pid").write_text("".join([f"{other.pid}\n", *lines[1:]]))
        embedded.start(made)
        assert _ask(made, "SELECT 1") == 1
        assert other.poll() is None
        other.kill()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("with space and, comma", id="spaces-and-comma"),
        pytest.param("deep-" * 24, id="long"),
        pytest.param("Đorđe's “desk”", id="quotes"),
    ],
)
def test_unusual_folders_work(house: Path, name: str) -> None:
    var = house / name / "var"
    embedded.start(var)
    try:
        assert _ask(var, "SELECT current_user", "web") == "watchdesk_web"
        socket = embedded.socket_folder(var) / ".s.PGSQL.5432"
        assert len(os.fsencode(socket)) <= embedded.LONGEST_SOCKET
    finally:
        close(var)
    assert not embedded.socket_folder(var).exists() or embedded.folder(var).exists()


def test_a_folder_that_is_closed_to_others_works(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "OUTSIDE", house / "outside")
    closed = house / "closed"
    closed.mkdir(mode=0o700)
    embedded.start(closed / "var")
    try:
        assert _ask(closed / "var", "SELECT current_user", "web") == "watchdesk_web"
        # Root lends its server to another user, who cannot come in here: a link says where it is.
        assert embedded.folder(closed / "var").is_symlink() == (os.geteuid() == 0)
        assert closed.stat().st_mode & 0o777 == 0o700
    finally:
        close(closed / "var")


def test_programs_that_are_closed_to_others_are_copied(
    house: Path, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = house / "closed"
    closed.mkdir(mode=0o700)
    cluster.copy_programs(closed)
    package = closed / cluster._package().name
    monkeypatch.setattr(cluster, "OUTSIDE", house / "outside")
    monkeypatch.setattr(cluster, "_package", lambda: package)
    embedded.start(var)
    assert _ask(var, "SELECT 1") == 1
    assert (house / "outside").exists() == (os.geteuid() == 0)
