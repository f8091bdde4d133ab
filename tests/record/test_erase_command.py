"""`manage.py erase`: what was agreed on is carried out, and again after an older backup."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from articles.models import Article
from record import kept_erasures
from record.clock import now
from record.erasing import MAY, role
from record.kinds import Actor
from record.models import Entry, Erasure, Payload, Remnant, Subject
from record.sealing import sealing
from record.verifying import verify
from sources.models import Source
from tests.record.planted import standing
from tests.roles import address, as_web
from watchdesk import cluster

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Zqexamplex7"
REASON = "A court asked for it."


@pytest.fixture
def named(article: Article, source: Source) -> Source:
    """A public source that names a person, with a private copy of the page."""
    source.title = f"On {SECRET}"
    source.save()
    with sealing(Actor.EDITOR):
        article.publish(by=None)
        source.keep_copy(SECRET.encode(), now())
    return Source.objects.get(pk=source.pk)


@pytest.fixture
def other(member: Any) -> Any:
    """A second Administrator."""
    return member("second", "Administrator")


@pytest.fixture
def asked(named: Source, administrator: Any) -> Erasure:
    """A request for it, which nobody has confirmed."""
    erasure = Erasure(reason=REASON, ground="Decision 12 of the court.")
    erasure.ask(Subject.objects.now().get(uuid=named.uuid), administrator)
    return erasure


@pytest.fixture
def confirmed(asked: Erasure, other: Any) -> Erasure:
    """The same, confirmed."""
    asked.confirm(other)
    return asked


def erase(*options: str) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("erase", *options, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.django_db
def test_without_anything_to_do_it_says_so() -> None:
    assert erase() == "Nothing waits to be erased.\n"
    assert erase("--list") == "Nothing waits to be erased.\n"


@pytest.mark.django_db
def test_what_nobody_confirmed_stays(asked: Erasure) -> None:
    assert erase() == "Nothing waits to be erased.\n"
    assert standing(SECRET)


@pytest.mark.django_db
def test_the_list_names_it_and_erases_nothing(confirmed: Erasure, other: Any) -> None:
    said = erase("--list")
    assert f"To be erased: source {confirmed.uuid}, “On {SECRET}”, confirmed by {other}." in said
    assert standing(SECRET)


@pytest.mark.django_db
def test_what_was_confirmed_is_carried_out_once(
    confirmed: Erasure, settings: Any, named: Source
) -> None:
    said = erase()
    entry = Entry.objects.latest("seq")
    assert said == f"Erased: source {named.uuid} (no. {entry.seq}).\n"
    assert standing(SECRET, settings.MEDIA_ROOT, settings.PRIVATE_ROOT) == []
    confirmed.refresh_from_db()
    assert (confirmed.seq, confirmed.carried_out_at) == (entry.seq, entry.recorded_at)
    assert erase() == "Nothing waits to be erased.\n"
    assert Entry.objects.latest("seq") == entry
    assert verify() == (entry.seq, None)


@pytest.mark.django_db
def test_it_says_who_else_says_the_name(
    confirmed: Erasure, article: Article, named: Source
) -> None:
    article.standfirst = f"What “On {SECRET}” says."
    article.save()
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    said = erase()
    assert "1 other subject says the erased name in its own words." in said
    assert f"article {article.uuid} /articles/the-dam-at-last/" in said


@pytest.mark.django_db
def test_a_question_goes_with_what_belongs_to_it(
    dam: Any, opening: Any, administrator: Any, other: Any
) -> None:
    with sealing(Actor.TRACKER):
        dam.open("watching", **{**opening, "headline": f"We watch {SECRET}"})
    request = Erasure(reason=REASON, ground="g", with_parts=True)
    request.ask(Subject.objects.now().get(uuid=dam.uuid), administrator)
    request.confirm(other)
    assert erase().count("Erased: ") == 2
    assert standing(SECRET) == []


@pytest.mark.django_db
def test_the_web_role_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("record.erasing.role", lambda: ("watchdesk_web", False))
    with pytest.raises(CommandError, match="“watchdesk_web”, which may not erase: only the role"):
        erase()


@pytest.mark.django_db
def test_which_role_may_is_asked_of_the_database() -> None:
    assert role()[1]
    with as_web() as web:
        (found,) = web.execute(MAY).fetchall()
        assert found[1] is False


@pytest.mark.django_db
def test_what_is_kept_outside_holds_no_word_of_it(confirmed: Erasure, settings: Any) -> None:
    erase()
    text = Path(settings.ERASURES_FILE).read_text(encoding="utf-8")
    assert SECRET not in text
    kept = json.loads(text)
    assert kept == {
        "uuid": str(confirmed.uuid),
        "kind": "source",
        "reason": REASON,
        "keeps_address": True,
        "at": Entry.objects.latest("seq").moment(),
        "seq": Entry.objects.latest("seq").seq,
    }
    assert Path(settings.ERASURES_FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_a_file_that_was_lost_is_written_again(confirmed: Erasure, settings: Any) -> None:
    erase()
    before = Path(settings.ERASURES_FILE).read_text(encoding="utf-8")
    Path(settings.ERASURES_FILE).write_text('{"uuid": "half', encoding="utf-8")
    said = erase()
    assert "Line 1 of" in said
    assert Path(settings.ERASURES_FILE).read_text(encoding="utf-8").endswith("half\n" + before)


# Carries it out, and is killed where the first argument says.
KILLED = """
import os, signal, sys
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from record import erasing, forgetting, kept_erasures

settings.PRIVATE_ROOT, settings.ERASURES_FILE = sys.argv[2:4]

def killing(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)

where = sys.argv[1]
if where == "inside":
    erasing.forget_in_log = killing
def killing_once_erased(function):
    return lambda: killing() if erasing.Remnant.objects.exists() else function()

if where == "after the commit":
    kept_erasures.keep = killing_once_erased(kept_erasures.keep)
if where == "before the files":
    erasing.remove_files = killing_once_erased(erasing.remove_files)
call_command("erase")
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["inside", "after the commit", "before the files"])
def test_after_a_kill_it_goes_on_where_it_was(
    confirmed: Erasure, settings: Any, where: str
) -> None:
    files = (str(settings.PRIVATE_ROOT), str(settings.ERASURES_FILE))
    surroundings = {
        **os.environ,
        "DATABASE_URL": address(),
        "DATABASE_OWNER_URL": address(),
        "SECRET_KEY": settings.SECRET_KEY,
    }
    done = subprocess.run(
        [sys.executable, "-c", KILLED, where, *files], cwd=ROOT, env=surroundings, check=False
    )
    assert done.returncode == -signal.SIGKILL
    is_done = where != "inside"
    assert Entry.objects.filter(op="erase").exists() == is_done
    assert bool(standing(SECRET)) != is_done
    assert any(settings.PRIVATE_ROOT.iterdir())
    erase()
    assert Entry.objects.filter(op="erase").count() == 1
    assert standing(SECRET, settings.PRIVATE_ROOT) == []
    assert not any(settings.PRIVATE_ROOT.iterdir())
    assert not Remnant.objects.exists()
    assert len(kept_erasures.lines()[0]) == 1
    assert verify()[1] is None


def _postgres(program: str, *arguments: str) -> None:
    """A program of the PostgreSQL that the tests run on; skips, loudly, without it."""
    path = shutil.which(program) if settings.OWN_DATABASE else str(cluster.binary(program))
    if not path or not Path(path).exists():
        pytest.skip(f"NO {program} FOR THIS POSTGRESQL: restoring a backup was not tested.")
    done = subprocess.run(
        [path, *arguments], check=False, capture_output=True, env=cluster.ENVIRONMENT
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.django_db(transaction=True)
def test_an_older_backup_is_erased_again(
    confirmed: Erasure, named: Source, settings: Any, tmp_path: Path, client: Client
) -> None:
    """Dumped with the words, erased, and the older state restored: they are gone once more."""
    backup = str(tmp_path / "before.dump")
    private = {path: path.read_bytes() for path in settings.PRIVATE_ROOT.iterdir()}
    _postgres("pg_dump", "--format=custom", f"--file={backup}", address())
    erase()
    assert standing(SECRET, settings.PRIVATE_ROOT) == []
    connection.close()
    _restore(backup)
    for path, content in private.items():
        path.write_bytes(content)
    assert standing(SECRET, settings.PRIVATE_ROOT)
    assert "record.W002" in {found.id for found in run_checks(databases=["default"])}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["erasures"]) == (
        503,
        "The record holds words that were erased: run manage.py erase.",
    )
    client.force_login(confirmed.asked_by)
    assert "The record holds words that were erased on" in client.get("/desk/").content.decode()
    assert "To be erased again: source" in erase("--list")
    assert "Erased again, as on" in erase("--again")
    assert standing(SECRET, settings.PRIVATE_ROOT) == []
    assert kept_erasures.held() == []
    assert client.get(f"/sources/{named.number}/").status_code == 410
    assert client.get("/readyz").json()["erasures"] == "ok"
    assert erase() == "Nothing waits to be erased.\n"
    held, fault = verify()
    assert (held, fault) == (Entry.objects.count(), None)
    assert Payload.objects.filter(entry__uuid=named.uuid).count() == 1


def _restore(backup: str) -> None:
    """The older state in the place of the present one, as an operator brings it back."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    _postgres("pg_restore", "--no-owner", f"--dbname={address()}", backup)
