"""What the embedded PostgreSQL refuses, and that it says so in a sentence."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from watchdesk import cluster, embedded
from watchdesk.embedded import EmbeddedError

ROOT = Path(__file__).resolve().parents[2]
# Everything is imported first: an ordinary user may not be let into the folder of the packages.
ORDINARY = """
import os, sys
from pathlib import Path
import psycopg
from watchdesk import cluster, embedded
var, programs, uid, gid = sys.argv[1:]
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(gid))
    os.setuid(int(uid))
cluster._package = lambda: Path(programs)
try:
    embedded.start(Path(var))
except embedded.EmbeddedError as error:
    sys.exit(str(error))
with psycopg.connect(embedded.url(Path(var), "web")) as connection:
    print(connection.execute("SELECT current_user").fetchone()[0])
print(Path(var, "postgres").stat().st_uid)
embedded.release(Path(var))
print(embedded.is_running(Path(var)))
"""


def _ordinary_user() -> tuple[int, int]:
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _as_ordinary_user(house: Path, var: Path) -> "subprocess.CompletedProcess[str]":
    cluster.copy_programs(house / "programs")
    programs = str(house / "programs" / cluster._package().name)
    uid, gid = _ordinary_user()
    return subprocess.run(
        [sys.executable, "-c", ORDINARY, str(var), programs, str(uid), str(gid)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_an_ordinary_user_runs_it_as_themselves(house: Path) -> None:
    uid, gid = _ordinary_user()
    mine = house / "mine"
    mine.mkdir()
    os.chown(mine, uid, gid)
    done = _as_ordinary_user(house, mine / "var")
    assert done.stderr == ""
    assert done.stdout.split() == ["watchdesk_web", str(uid), "False"]


def test_a_folder_that_cannot_be_written_is_a_sentence(house: Path) -> None:
    closed = house / "closed"
    closed.mkdir(mode=0o555)
    done = _as_ordinary_user(house, closed / "var")
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert "WATCHDESK_VAR" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_in_place_of_the_folder_is_a_sentence(house: Path) -> None:
    (house / "var").write_text("not a folder")
    with pytest.raises(EmbeddedError, match="Set WATCHDESK_VAR to a folder"):
        embedded.start(house / "var")


def test_a_full_disk_is_a_sentence(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1024))
    with pytest.raises(EmbeddedError, match="less than 200 MB left"):
        embedded.start(house / "var")
    assert not embedded.folder(house / "var").exists()


def test_missing_programs_are_a_sentence(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_package", lambda: house / "nothing")
    with pytest.raises(EmbeddedError, match=r"program \w+ is missing"):
        embedded.start(house / "var")


def test_another_users_database_is_a_sentence(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: house.stat().st_uid + 1)
    with pytest.raises(EmbeddedError, match="belongs to the user"):
        cluster.check(house)


def test_another_users_socket_folder_is_not_trusted(house: Path) -> None:
    var = house / ("deep-" * 24)
    planted = embedded.socket_folder(var)
    planted.mkdir(mode=0o777)
    planted.chmod(0o777)
    try:
        with pytest.raises(EmbeddedError, match="belongs to someone else"):
            embedded.start(var)
    finally:
        planted.rmdir()


def test_a_link_to_a_database_that_is_gone_makes_no_new_one(house: Path) -> None:
    var = house / "var"
    var.mkdir()
    embedded.folder(var).symlink_to(house / "gone")
    with pytest.raises(EmbeddedError, match="The database is gone"):
        embedded.start(var)
