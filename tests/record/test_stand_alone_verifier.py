"""The script that anybody can take home: it needs no desk, no database and no library."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from record.erasing import erase
from record.kinds import Actor
from record.models import Entry
from record.sealing import sealing
from sources.models import Source


@pytest.fixture
def script(client: Client, tmp_path: Path, db: None) -> Path:
    """The verifier as a reader downloads it."""
    path = tmp_path / "verify.py"
    path.write_bytes(client.get("/record/verify.py").content)
    return path


@pytest.fixture
def answer(article: Article, client: Client) -> dict[str, Any]:
    """What `/api/v1/record` gives of a small record."""
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    return dict(client.get("/api/v1/record").json())


def _check(script: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", str(script), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout.strip()


def _kept(script: Path, answer: dict[str, Any]) -> str:
    path = script.with_name("record.json")
    path.write_text(json.dumps(answer))
    return str(path)


def test_a_downloaded_record_holds(script: Path, answer: dict[str, Any]) -> None:
    assert _check(script, _kept(script, answer)) == (0, "4 entries hold.")


def test_a_foot_that_was_kept_is_found_again(script: Path, answer: dict[str, Any]) -> None:
    foot = f"4:{answer['record']['hash']}"
    assert _check(script, _kept(script, answer), "--kept", foot)[0] == 0
    short = f"3:{answer['results'][2]['hash'][:16]}"
    assert _check(script, _kept(script, answer), "--kept", short)[0] == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("payload", "{}"),
        ("salt", "00" * 32),
        ("recorded_at", "2020-01-01T00:00:00.000000Z"),
        ("op", "correct"),
        ("hash", "a" * 64),
        ("previous_hash", "a" * 64),
        ("payload", None),
    ],
)
def test_what_was_altered_is_named(
    script: Path, answer: dict[str, Any], field: str, value: Any
) -> None:
    answer["results"][2][field] = value
    status, said = _check(script, _kept(script, answer))
    assert status == 1
    assert "no. 3" in said


def test_what_is_missing_is_named(script: Path, answer: dict[str, Any]) -> None:
    del answer["results"][2]
    assert _check(script, _kept(script, answer)) == (
        1,
        "Stopped: no. 3 is missing: no. 4 stands in its place.",
    )


def test_a_record_that_was_cut_off_or_written_anew_is_told_by_what_was_kept(
    script: Path, answer: dict[str, Any]
) -> None:
    foot = f"4:{answer['record']['hash']}"
    cut = {**answer, "results": answer["results"][:3]}
    assert _check(script, _kept(script, cut))[0] == 0
    status, said = _check(script, _kept(script, cut), "--kept", foot)
    assert (status, "no. 4" in said) == (1, True)
    status, said = _check(script, _kept(script, answer), "--kept", "4:" + "0" * 64)
    assert (status, "no. 4" in said) == (1, True)


def test_an_erased_payload_is_no_fault(
    script: Path, answer: dict[str, Any], source: Source, client: Client
) -> None:
    erase(source.uuid, "A court asked for it.")
    after = client.get("/api/v1/record").json()
    assert [entry["payload"] is None for entry in after["results"]].count(True) == 1
    assert _check(script, _kept(script, after))[0] == 0


@pytest.mark.django_db(transaction=True)
def test_a_running_desk_is_verified_over_the_network(
    article: Article, script: Path, live_server: Any
) -> None:
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    last = Entry.objects.latest("seq")
    status, said = _check(script, live_server.url, "--kept", f"{last.seq}:{last.hash}")
    assert (status, said) == (0, "4 entries hold.")
