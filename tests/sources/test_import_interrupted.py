"""Imports that are killed, that meet another, and that are large."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from sources.importing.carrying_out import carry_out
from sources.importing.report import Report
from sources.models import Publisher, Source
from tests.roles import address
from tests.sources.imports import as_text, bare, report, run, written
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
# Imports the file of its second argument, and stops for good where the first one says.
IMPORTER = """
import sys, time
import django
django.setup()
from django.core.management import call_command
from sources.importing import carrying_out
from sources.importing.progress import Progress

def stop():
    print("there", flush=True)
    time.sleep(60)

where, path = sys.argv[1:]
if where == "in the middle of a batch":
    make = carrying_out._make
    def half(new):
        make(new)
        if new[0].line > 300:
            stop()
    carrying_out._make = half
if where == "between two batches":
    show = Progress.show
    def shown(self, done):
        if self.total and done == 600:
            stop()
        show(self, done)
    Progress.show = shown
call_command("import_sources", path, "--yes")
"""

# `ru_maxrss` would begin at what the test's own process weighed when it started this one.
MEASURED = """
import gc, re, sys
import django
from watchdesk.entry import RUBBISH
# As every command does.
gc.set_threshold(*RUBBISH)
django.setup()
from django.core.management import call_command
for path in sys.argv[1:]:
    call_command("import_sources", path, "--yes")
    print("peak", re.search(r"VmHWM:\\s+([0-9]+)", open("/proc/self/status").read())[1])
"""


def start(*arguments: str) -> "subprocess.Popen[str]":
    """A process that imports into the tests' database."""
    test_database = {"DATABASE_URL": address(), "DATABASE_OWNER_URL": address()}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, **test_database, "SECRET_KEY": "a-key-of-this-test" * 4},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.mark.parametrize("where", ["in the middle of a batch", "between two batches"])
def test_an_import_killed_half_way_is_finished_by_running_it_again(
    tmp_path: Path, where: str
) -> None:
    items = [report(n) if n % 2 else bare(f"Bare no. {n}") for n in range(1000)]
    path = written(tmp_path, *items)
    with start("-c", IMPORTER, where, str(path)) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line == "there\n":
                break
        os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    kept = Source.objects.count()
    # Whole batches, some of them and not all.
    assert kept in {200, 400}
    status, said = run(path, "--yes")
    assert status == 0
    assert f"{1000 - kept} new, {kept} kept already" in said
    titles = list(Source.objects.values_list("title", flat=True))
    assert sorted(titles) == sorted(item["title"] for item in items)
    assert Publisher.objects.count() == 1


def keep(text: str) -> Report:
    """Import `text`."""
    return carry_out(text, "csl-json", lambda _done, _batch: None)


def test_two_imports_of_one_file_leave_each_source_once() -> None:
    items = [report(n) if n % 2 else bare(f"Bare no. {n}") for n in range(900)]
    text = as_text(*items)
    first, second = at_once(lambda: keep(text), lambda: keep(text))
    assert first.count("new") + second.count("new") == 900
    assert first.count("matched") + second.count("matched") == 900
    assert Source.objects.count() == 900
    assert Publisher.objects.count() == 1


def test_two_imports_that_meet_in_other_orders_do_not_wait_for_each_other() -> None:
    items = [report(n, publisher=f"Office no. {n % 7}") for n in range(600)]
    back = as_text(*reversed(items))
    results = at_once(lambda: keep(as_text(*items)), lambda: keep(back))
    assert sum(one.count("new") for one in results) == 600
    assert Source.objects.count() == 600


def test_what_somebody_enters_by_hand_in_this_moment_is_matched() -> None:
    entered = threading.Event()

    def by_hand() -> int:
        with transaction.atomic():
            office = Publisher.objects.create(name="HARBOUR OFFICE", slug="by-hand")
            url = "https://example.org/reports/1"
            made = Source.objects.create(csl_type="post", title="X", url=url, publisher=office)
            entered.set()
            # The import finds neither, and waits for this transaction to keep its own.
            until = time.monotonic() + 30
            while not _someone_waits():
                assert time.monotonic() < until, "The import never came to the same source."
                time.sleep(0.02)
        return made.pk

    def imported() -> Report:
        entered.wait(30)
        return keep(as_text(report(1), report(2)))

    pk, found = at_once(by_hand, imported)
    assert [row["other"] for row in found.rows["matched"]] == [pk]
    assert found.count("new") == 1
    assert {row.publisher.slug for row in Source.objects.select_related("publisher")} == {"by-hand"}


def _someone_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        (count,) = cursor.fetchone() or (0,)
    return bool(count)


def test_twenty_thousand_sources_would_take_less_than_300_mb(tmp_path: Path) -> None:
    """At the most, through dry run and import: what a few take, and what each one more adds."""
    few, many, whole = 500, 2000, 20_000
    paths = []
    for first, count in ((0, few), (few, many)):
        (folder := tmp_path / str(count)).mkdir()
        numbers = range(first, first + count)
        items = (report(n, abstract="It says so. " * 20) for n in numbers)
        paths.append(str(written(folder, *items)))
    with start("-c", MEASURED, *paths) as process:
        assert process.stdout is not None
        said = process.stdout.read()
    assert process.returncode == 0, said
    assert "2,000 entries: 2,000 new" in said
    assert Source.objects.count() == few + many
    of_few, of_many = (int(line.split()[1]) for line in said.splitlines() if line[:5] == "peak ")
    # A file's share of the memory grows with it, and with nothing else.
    of_one = (of_many - of_few) / (many - few)
    assert of_many + of_one * (whole - many) < 300 * 1024
