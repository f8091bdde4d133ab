"""Anybody with a downloaded record and Python finds out what was done to it."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from record import verify
from record.erasing import erase
from record.models import Entry

Tamper = Callable[[list[dict[str, Any]]], object]


@pytest.fixture
def downloaded(said: dict[str, Any], client: Client) -> list[dict[str, Any]]:
    """The record as the API gives it."""
    return client.get("/api/v1/record", {"limit": 200}).json()["results"]


def run(path: Path, *options: str) -> tuple[int, str]:
    """The script as somebody without this project runs it."""
    command = [sys.executable, "-I", str(path.parent / "verify.py"), *options, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout


@pytest.fixture
def check(tmp_path: Path, client: Client) -> Callable[..., tuple[int, str]]:
    """Check entries with the script that the site gives out."""
    (tmp_path / "verify.py").write_bytes(client.get("/record/verify.py").content)

    def checked(entries: list[dict[str, Any]], *options: str) -> tuple[int, str]:
        path = tmp_path / "record.json"
        path.write_text(json.dumps({"results": entries}), encoding="utf-8")
        return run(path, *options)

    return checked


def foot(entry: dict[str, Any]) -> str:
    """What a page's foot says of an entry, as somebody copies it."""
    digest = entry["hash"]
    return f"{entry['seq']}:{digest[:4]} {digest[4:8]} {digest[8:12]} {digest[12:16]}"


def test_an_untouched_record_holds(downloaded: list[dict[str, Any]], check: Any) -> None:
    status, words = check(downloaded, "--kept", foot(downloaded[3]))
    assert (status, words.strip()) == (0, f"{len(downloaded)} entries hold.")


def payload(entries: list[dict[str, Any]]) -> None:
    entries[2]["payload"] += " "


def moment(entries: list[dict[str, Any]]) -> None:
    entries[2]["recorded_at"] = "2020-01-01T00:00:00.000000Z"


def dropped(entries: list[dict[str, Any]]) -> None:
    del entries[2]


def reordered(entries: list[dict[str, Any]]) -> None:
    entries[2], entries[3] = entries[3], entries[2]


def emptied(entries: list[dict[str, Any]]) -> None:
    entries[2]["payload"] = entries[2]["salt"] = None


@pytest.mark.parametrize("tamper", [payload, moment, dropped, reordered, emptied])
def test_the_entry_is_named(tamper: Tamper, downloaded: list[dict[str, Any]], check: Any) -> None:
    tamper(downloaded)
    status, words = check(downloaded)
    assert status == 1
    assert "no. 3" in words


def test_a_cut_off_record_is_told_by_a_foot_that_was_kept(
    downloaded: list[dict[str, Any]], check: Any
) -> None:
    kept = foot(downloaded[-1])
    assert check(downloaded[:-2])[0] == 0
    status, words = check(downloaded[:-2], "--kept", kept)
    assert status == 1
    assert "cut off" in words


def test_a_record_written_anew_is_told_by_a_foot_that_was_kept(
    downloaded: list[dict[str, Any]], check: Any
) -> None:
    forged, previous = copy.deepcopy(downloaded), "0" * 64
    for entry in forged:
        entry["actor"], entry["previous_hash"] = "system", previous
        entry["hash"] = previous = verify.hashlib.sha256(verify.line(entry).encode()).hexdigest()
    assert check(forged)[0] == 0
    status, words = check(forged, "--kept", foot(downloaded[3]))
    assert status == 1
    assert "written anew" in words


def test_what_was_erased_by_law_still_holds(
    said: dict[str, Any], client: Client, check: Any
) -> None:
    erase(said["tag"].uuid, "A court ordered it.")
    entries = client.get("/api/v1/record", {"limit": 200}).json()["results"]
    assert Entry.objects.filter(op="erase").count() == 1
    assert check(entries)[0] == 0
