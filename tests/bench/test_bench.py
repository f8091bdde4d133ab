"""The bench runs, and tells of every case. How long anything takes is not a test's business."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from bench.cases import CASES
from bench.records import WORKS
from tests.roles import address

LEFT_BEHIND = "SELECT datname FROM pg_database WHERE datname LIKE current_database() || '%_bench'"


@pytest.mark.django_db
def test_it_runs_at_a_tiny_size_and_tells_of_every_case() -> None:
    environment = {**os.environ, "DATABASE_URL": address(), "SECRET_KEY": "of-this-test-alone" * 4}
    done = subprocess.run(
        [sys.executable, "-m", "bench", "tiny"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = [line.split("|")[1].strip() for line in done.stdout.splitlines() if "|" in line]
    assert [row for row in rows if row in {case.name for case in CASES}] == [c.name for c in CASES]
    assert [row for row in rows if row in WORKS] == list(WORKS)
    with connection.cursor() as cursor:
        cursor.execute(LEFT_BEHIND)
        assert cursor.fetchall() == []


def test_an_unknown_size_is_refused_by_name() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "huge"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        2,
        "There is no size “huge”. Known: full, small, tiny.\n",
    )
