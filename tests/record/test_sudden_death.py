"""A process that is killed in the middle of a publication leaves all of it, or none."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from articles.models import Article
from record.kinds import Actor, Op
from record.models import Entry, Payload, Subject
from record.rebuilding import faults
from record.sealing import say, sealing
from record.verifying import verify
from sources.models import Tag
from tests.roles import address

ROOT = Path(__file__).resolve().parents[2]
# Publishes the article, and stops for good where the first argument says.
PUBLISHER = """
import sys, time
from uuid import uuid4
import django
django.setup()
from articles.models import Article
from record import chain, projecting, sealing
from record.kinds import Actor, Op
from sources.models import Tag

def stopping(function):
    def stop(*arguments):
        result = function(*arguments)
        print("there", flush=True)
        time.sleep(60)
        return result
    return stop

where = sys.argv[1]
if where == "after the chain":
    chain.append = stopping(chain.append)
if where == "after the projection":
    projecting.apply = stopping(projecting.apply)
if where == "before the commit":
    chain.defer_check = stopping(chain.defer_check)
while where == "everywhere":
    with sealing.sealing(Actor.DESK):
        for name in (str(uuid4()), str(uuid4())):
            sealing.say(Op.PUBLISH, Tag.objects.create(name=name, slug=name))
    print("there", flush=True)
with sealing.sealing(Actor.EDITOR):
    Article.objects.get(slug="the-dam-at-last").publish(by=None)
print("there", flush=True)
time.sleep(60)
"""


def _kill_there(where: str, lines: int = 1) -> None:
    """Start a publisher, and kill it when it has said so often that it is there."""
    test_database = {"DATABASE_URL": address(), "DATABASE_OWNER_URL": address()}
    process = subprocess.Popen(
        [sys.executable, "-c", PUBLISHER, where],
        cwd=ROOT,
        env={**os.environ, **test_database, "SECRET_KEY": "a-key-of-this-test" * 4},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            said = [process.stdout.readline() for _ in range(lines)]
            assert said == ["there\n"] * lines
        finally:
            os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


def _somebody_else_says_something() -> None:
    """The lock went with the one that held it: nobody waits for the dead."""
    with sealing(Actor.DESK):
        say(Op.PUBLISH, Tag.objects.create(name="next", slug="next"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["after the chain", "after the projection", "before the commit"])
def test_killed_before_the_end_it_leaves_nothing(where: str, article: Article) -> None:
    _kill_there(where)
    assert not Entry.objects.exists()
    assert not Payload.objects.exists()
    assert not Subject.objects.exists()
    assert not article.revisions.exists()
    _somebody_else_says_something()
    assert verify() == (1, None)


@pytest.mark.django_db(transaction=True)
def test_killed_after_the_end_it_leaves_all_of_it(article: Article) -> None:
    _kill_there("nowhere")
    assert article.is_public
    assert article.revisions.count() == 1
    said = Entry.objects.count()
    _somebody_else_says_something()
    assert verify() == (said + 1, None)
    assert list(faults()) == []


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_moment_it_leaves_each_write_whole() -> None:
    """Many writes of two statements each, and a kill that falls where it falls."""
    _kill_there("everywhere", lines=20)
    assert Entry.objects.count() >= 40
    assert Entry.objects.count() % 2 == 0
    assert Tag.objects.count() == Entry.objects.count()
    assert verify()[1] is None
    assert list(faults()) == []
