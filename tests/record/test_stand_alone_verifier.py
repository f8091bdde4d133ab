"""The script that anybody can take home: it needs no desk, no database and no library."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import html

from articles.models import Article
from record import checkpoint
from record.erasing import erase
from record.kinds import Actor
from record.models import Entry
from record.sealing import sealing
from record.vague import VagueDate
from record.verify import line
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
        # Without anything that is installed: the standard library alone.
        [sys.executable, "-I", "-S", str(script), *arguments],
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
    said = "4 entries hold.\nNo. 4 is what you kept."
    assert _check(script, _kept(script, answer), "--kept", foot) == (0, said)
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
    assert (status, said) == (0, "4 entries hold.\nNo. 4 is what you kept.")


def _foot_of_a_page(client: Client, folder: Path) -> str:
    """The front page, saved as a browser saves it."""
    path = folder / "page.html"
    path.write_bytes(client.get("/").content)
    return str(path)


def _foot_typed(client: Client, folder: Path) -> str:
    """As it stands in the foot: the first sixteen figures, in groups."""
    foot = html.fromstring(client.get("/").content).xpath("string(//footer)")
    number, words = re.search(r"Record no. (\d+), hash\s+([0-9a-f ]+)", foot).groups()
    return f"{number}:{words.strip()}"


def _mail(client: Client, folder: Path) -> str:
    """The lines with which a mail ends."""
    head = client.get("/api/v1/record").json()["record"]
    path = folder / "mail.txt"
    words = (
        f"The record stands at no. {head['seq']}, with the hash\n{head['hash']}\nKeep this mail."
    )
    path.write_text(f"Good morning, 3 questions wait.\n\n-- \n{words}\n")
    return str(path)


def _checkpoint(client: Client, folder: Path) -> str:
    """The file at /record/checkpoint.json."""
    checkpoint.sign()
    path = folder / "checkpoint.json"
    path.write_bytes(client.get("/record/checkpoint.json").content)
    return str(path)


def test_no_page_file_or_feed_that_is_kept_accuses_a_sound_record(
    script: Path, said: dict[str, Any], client: Client
) -> None:
    for name, edtf in [("Begun", "2022"), ("Halfway", "2025"), ("Done", "2028")]:
        with sealing(Actor.TRACKER):
            milestone = said["item"].add_milestone(name)
            milestone.set_date("forecast", VagueDate.parse(edtf), asserted_by="The office")
    path = _kept(script, client.get("/api/v1/record", {"limit": 200}).json())
    head = client.get("/api/v1/record").json()["record"]["seq"]
    files = ["cite.json", "cite.bib", "cite.ris"]
    pages = ["", "?valid_at=2024-12-31", *files, *(f"{name}?known_at=5" for name in files)]
    addresses = [*(f"/watch/dam/{page}" for page in pages), "/record/", "/feeds/articles.atom"]
    addresses += [f"/record/{n}/" for n in range(1, head + 1)]
    kept = script.with_name("kept")
    for address in addresses:
        kept.write_bytes(client.get(address).content)
        seen = 5 if "cite" in address and "known_at" in address else head
        expected = f"{head} entries hold.\nNo. {seen} is what you kept."
        assert _check(script, path, "--kept", str(kept)) == (0, expected), address
        # Copied from the screen and pasted.
        if not address.startswith("/watch/dam/cite"):
            kept.write_text(html.fromstring(kept.read_bytes()).text_content())
            assert _check(script, path, "--kept", str(kept))[0] in {0, 2}, address


Results = list[dict[str, Any]]
TAMPERINGS: dict[str, Callable[[Results], Results]] = {
    "altered": lambda all_: [{**all_[0], "payload": all_[0]["payload"] + " "}, *all_[1:]],
    "dropped": lambda all_: [all_[0], *all_[2:]],
    "reordered": lambda all_: [all_[1], all_[0], *all_[2:]],
    "cut off": lambda all_: all_[:-1],
}


def _forged(results: Results) -> Results:
    """Numbered and chained anew, as a forger who knows the rules would do it."""
    previous, forged = "0" * 64, []
    for seq, entry in enumerate(results, start=1):
        salted = bytes.fromhex(entry["salt"]) + entry["payload"].encode()
        entry = {**entry, "seq": seq, "previous_hash": previous}
        entry["commitment"] = sha256(salted).hexdigest()
        entry["hash"] = previous = sha256(line(entry).encode()).hexdigest()
        forged.append(entry)
    return forged


@pytest.mark.parametrize("witness", [_foot_of_a_page, _foot_typed, _mail, _checkpoint])
def test_each_witness_tells_each_forgery_that_the_chain_alone_does_not(
    script: Path, answer: dict[str, Any], client: Client, witness: Callable[[Client, Path], str]
) -> None:
    kept = witness(client, script.parent)
    honest = _kept(script, answer)
    assert _check(script, honest, "--kept", kept) == (
        0,
        "4 entries hold.\nNo. 4 is what you kept.",
    )
    for tampering, tamper in TAMPERINGS.items():
        tampered = tamper(answer["results"])
        if tampering != "cut off":
            plain = _kept(script, {**answer, "results": tampered})
            assert _check(script, plain)[0] == 1, f"{tampering}, by a hand that knows no rules"
        path = _kept(script, {**answer, "results": _forged(tampered)})
        assert _check(script, path)[0] == 0, f"{tampering}, and the chain made to fit"
        status, said = _check(script, path, "--kept", kept)
        assert (status, "no. 4" in said) == (1, True), tampering


def test_a_file_that_witnesses_nothing_is_refused(script: Path, answer: dict[str, Any]) -> None:
    path = script.with_name("note.txt")
    path.write_text("Buy milk, 4 litres.")
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(script), _kept(script, answer), "--kept", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "note.txt holds no checkpoint, and no number with its hash" in done.stderr


def test_two_things_kept_that_contradict_each_other_are_told(
    script: Path, answer: dict[str, Any]
) -> None:
    last = answer["results"][-1]
    right, wrong = f"{last['seq']}:{last['hash']}", f"{last['seq']}:{'0' * 16}"
    path = _kept(script, answer)
    assert _check(script, path, "--kept", right, "--kept", right[:20])[0] == 0
    assert _check(script, path, "--kept", wrong, "--kept", right)[0] == 2
    empty = script.with_name("empty.json")
    empty.write_text(json.dumps({"seq": last["seq"], "hash": ""}))
    assert _check(script, path, "--kept", str(empty))[0] == 2


def test_what_is_not_whole_or_cannot_be_read_is_a_sentence(
    script: Path, answer: dict[str, Any]
) -> None:
    path = Path(_kept(script, answer))
    path.write_text(json.dumps(answer, indent=2))
    assert _check(script, str(path))[0] == 0
    answer["results"][1]["salt"] = None
    path.write_text(json.dumps(answer))
    assert _check(script, str(path)) == (1, "Stopped: no. 2 is not whole.")
    for record in ("nowhere.json", "http://127.0.0.1:9/", str(script)):
        code, _said = _check(script, record)
        assert code == 2
