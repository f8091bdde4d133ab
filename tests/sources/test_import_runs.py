"""An uploaded file is read, carried out by the worker, taken up again, and forgotten."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from record.models import Entry
from sources.import_runs import ImportRun, RunState
from sources.importing import runs
from sources.importing.files import FileRefused
from sources.importing.report import Report
from sources.keeping import forget_privately
from sources.models import Source
from tests.roles import address
from tests.sources.imports import as_text, bare, report
from tests.working import work

pytestmark = pytest.mark.django_db(transaction=True)
# A worker that stops for good when six hundred entries are done.
WORKER = """
import sys, time
import django
django.setup()
from django.conf import settings
settings.PRIVATE_ROOT = sys.argv[1]
from procrastinate.contrib.django import app
from sources.importing import carrying_out
keep = carrying_out._keep
def stopping(batch, done, tell):
    keep(batch, done, tell)
    if done == 600:
        print("there", flush=True)
        time.sleep(60)
carrying_out._keep = stopping
with app.replace_connector(app.connector.get_worker_connector()) as worker:
    worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
"""


def kept_files() -> list[Path]:
    """The files that are kept privately."""
    folder = Path(settings.PRIVATE_ROOT)
    return list(folder.iterdir()) if folder.exists() else []


def again(run: ImportRun) -> ImportRun:
    """The run as it stands now."""
    return ImportRun.objects.get(pk=run.pk)


def upload(*items: dict[str, Any], by: Any = None) -> ImportRun:
    """The run of a file of these."""
    return runs.take(as_text(*items).encode(), "mine.json", by)


def test_a_short_file_is_read_at_once_and_carried_out_by_the_worker(writer: Any) -> None:
    run = upload(report(1), report(2), bare("", URL="x:y"), by=writer)
    assert (run.state, run.format, run.total) == (RunState.READ, "csl-json", 3)
    assert Report.from_json(run.report).count("new") == 2
    assert not Source.objects.exists()
    assert len(kept_files()) == 1
    assert run.begin()
    assert again(run).is_at_work
    work()
    run = again(run)
    assert (run.state, run.done, run.is_at_work) == (RunState.DONE, 3, False)
    found = Report.from_json(run.report)
    assert {row["other"] for row in found.rows["new"]} == set(
        Source.objects.values_list("pk", flat=True)
    )
    assert found.count("refused") == 1
    assert not kept_files()
    assert not Entry.objects.exists()


def test_a_long_file_is_read_by_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "READ_AT_ONCE", 100)
    run = upload(*(report(n) for n in range(300)))
    assert run.state == RunState.READING
    work()
    run = again(run)
    assert (run.state, run.total) == (RunState.READ, 300)
    assert Report.from_json(run.report).count("new") == 300


def test_a_long_file_that_cannot_be_read_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "READ_AT_ONCE", 1)
    run = runs.take(b'[{"type": "report", "title": "A"},\n{]', "mine.json", None)
    work()
    run = again(run)
    assert run.state == RunState.FAILED
    assert run.problem.startswith("Line 2: This is no JSON")
    assert not run.begin()
    assert not kept_files()
    assert run.may_be_discarded


def test_a_short_file_that_cannot_be_read_leaves_nothing() -> None:
    with pytest.raises(FileRefused, match="neither CSL-JSON nor RIS nor BibTeX"):
        runs.take(b"Dear desk", "mine.txt", None)
    assert not ImportRun.objects.exists()
    assert not kept_files()


def test_a_run_is_begun_once() -> None:
    run = upload(report(1))
    other = again(run)
    assert run.begin()
    assert not other.begin()
    work()
    assert not other.begin()
    assert Source.objects.count() == 1


def test_the_same_file_again_has_nothing_new() -> None:
    first = upload(report(1), report(2))
    second = upload(report(1), report(2))
    assert len(kept_files()) == 1
    first.begin()
    work()
    # The other one needs the file still.
    assert len(kept_files()) == 1
    third = upload(report(1), report(2))
    assert Report.from_json(third.report).count("new") == 0
    assert third.earlier() == first
    runs.discard(third)
    second.begin()
    work()
    assert Report.from_json(again(second).report).count("matched") == 2
    assert not kept_files()


def test_a_discarded_run_leaves_nothing() -> None:
    runs.discard(upload(report(1)))
    assert not ImportRun.objects.exists()
    assert not kept_files()


def test_a_file_that_is_gone_is_told() -> None:
    run = upload(report(1))
    forget_privately(run.file)
    run.begin()
    work()
    run = again(run)
    assert (run.state, run.problem) == (
        RunState.FAILED,
        "The file is not kept any more. Upload it again.",
    )


def test_an_error_of_ours_is_told_and_can_be_got_over(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    run = upload(report(1))
    run.begin()
    with monkeypatch.context() as broken:
        broken.setattr(runs, "carry_out", lambda *_any: 1 / 0)
        work()
    run = again(run)
    assert run.state == RunState.FAILED
    assert "division by zero" in run.problem
    assert not run.is_at_work
    assert run.begin()
    work()
    assert again(run).state == RunState.DONE
    assert Source.objects.count() == 1


def test_what_a_killed_worker_left_is_finished_by_the_next() -> None:
    items = [report(n) if n % 2 else bare(f"Bare no. {n}") for n in range(1000)]
    run = upload(*items)
    run.begin()
    _kill_in_the_middle()
    assert Source.objects.count() == 600
    run = again(run)
    assert (run.state, run.done, run.is_at_work) == (RunState.RUNNING, 600, True)
    _notice_the_dead()
    work()
    work()
    run = again(run)
    assert (run.state, run.done) == (RunState.DONE, 1000)
    # All of them are this run's, before it was cut short and after.
    found: Report = Report.from_json(run.report)
    assert found.count("new") == 1000
    assert Source.objects.count() == 1000
    assert not kept_files()


@pytest.mark.parametrize("state", ["running", "reading"])
def test_a_minute_after_its_worker_was_killed_it_can_be_started_again(
    state: str, monkeypatch: pytest.MonkeyPatch, as_member: Any, editor: Any
) -> None:
    if state == "reading":
        monkeypatch.setattr(runs, "READ_AT_ONCE", 1)
    run = upload(report(1), report(2), by=editor)
    if state == "running":
        run.begin()
    worker = _has_taken(run)
    client = as_member(editor)
    screen, progress, go = (
        reverse(f"admin:sources_importrun_{name}", args=[run.pk])
        for name in ("change", "progress", "go")
    )
    assert again(run).is_at_work
    assert "Start again" not in client.get(screen).content.decode()
    assert not again(run).begin()
    _gave_no_sign_of_life(worker, seconds=61)
    assert not client.get(progress).json()["is_at_work"]
    page = client.get(screen).content.decode()
    assert "Nothing has moved for a minute" in page
    assert "Start again" in page
    client.post(go)
    assert again(run).is_at_work
    work()
    run = again(run)
    assert (run.state, run.total) == ("done" if state == "running" else "read", 2)
    assert Source.objects.count() == (2 if state == "running" else 0)


def _has_taken(run: ImportRun) -> int:
    """A worker that has the run's job, and lives; its key."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        worker: int = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s"
            " WHERE task_name = 'sources.import' AND args->>'run' = %s",
            [worker, str(run.pk)],
        )
        assert cursor.rowcount == 1
    return worker


def _gave_no_sign_of_life(worker: int, *, seconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - %s * interval '1 second'"
            " WHERE id = %s",
            [seconds, worker],
        )


def _kill_in_the_middle() -> None:
    test_database = {"DATABASE_URL": address(), "DATABASE_OWNER_URL": address()}
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(settings.PRIVATE_ROOT)],
        cwd=settings.BASE_DIR,
        env={**os.environ, **test_database, "SECRET_KEY": "a-key-of-this-test" * 4},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        said = process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert said == "there\n"


def _notice_the_dead() -> None:
    """As it is after some minutes without a sign of life: its job is given back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
        )
    # The worker that was killed may have put it in the queue itself.
    with suppress(AlreadyEnqueued):
        app.configure_task("record.requeue").defer(timestamp=0)
