"""Many links are looked at politely, within bounds, and no look is lost or counted twice."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from record.clock import now
from record.kinds import Actor, Op
from record.models import Entry
from record.sealing import say, sealing
from record.verifying import verify
from sources import tasks
from sources.checking import AlreadyChecking, Bounds, check_links, keep, look_at
from sources.management.commands import check_links as command
from sources.models import LinkCheck, Source, Verdict
from tests.roles import address

ROOT = Path(__file__).resolve().parents[2]
AT = dt.datetime(2025, 9, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
QUICK = Bounds(pause=0.0)


@pytest.fixture
def make(db: None, site: Any) -> Callable[..., Source]:
    """Make a source at the tests' site, public unless said otherwise."""

    def make(path: str, host: str = "site.example", public: bool = True) -> Source:
        row = Source(csl_type="webpage", title=path, url=site.url(path, host))
        row.save()
        if public:
            with sealing(Actor.DESK):
                say(Op.PUBLISH, row)
        return row

    return make


def test_only_what_is_public_is_looked_at(make: Callable[..., Source], site: Any) -> None:
    """A look tells the other side who is reading."""
    make("page")
    draft = make("200/draft", public=False)
    check_links(Source.objects.public().to_look_at(AT), AT, site.fetcher(), QUICK)
    assert site.paths() == ["/page"]
    check_links(Source.objects.to_look_at(AT), AT, site.fetcher(), QUICK)
    assert site.paths() == ["/page", "/200/draft"]
    assert draft.link_checks.get().verdict == Verdict.OK


def test_the_longest_unchecked_comes_first_and_each_once_a_day(
    make: Callable[..., Source], site: Any
) -> None:
    make("200/1"), make("200/2"), make("200/3")
    rows = Source.objects.to_look_at
    check_links(rows(AT), AT, site.fetcher(), Bounds(most=2, pause=0))
    later = AT + DAY / 2
    check_links(rows(later), later, site.fetcher(), QUICK)
    assert site.paths() == ["/200/1", "/200/2", "/200/3"]
    next_day = AT + DAY
    check_links(rows(next_day), next_day, site.fetcher(), QUICK)
    assert site.paths()[3:] == ["/200/1", "/200/2"]


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause(
    make: Callable[..., Source], site: Any
) -> None:
    for number in range(3):
        make(f"200/{number}")
    check_links(Source.objects.to_look_at(AT), AT, site.fetcher(), Bounds(pause=0.2))
    times = [when for when, *_rest in site.asked]
    assert site.most_open == 1
    assert all(after - before >= 0.2 for before, after in pairwise(times))


def test_several_hosts_are_asked_side_by_side(make: Callable[..., Source], site: Any) -> None:
    for letter in "abc":
        make("together", f"{letter}.example")
    summary = check_links(Source.objects.to_look_at(AT), AT, site.fetcher(), QUICK)
    assert summary.verdicts == {Verdict.OK: 3}


def test_a_run_asks_a_host_only_so_often(make: Callable[..., Source], site: Any) -> None:
    for number in range(4):
        make(f"200/{number}")
    make("200/other", "other.example")
    bounds = Bounds(most_at_a_host=2, pause=0)
    summary = check_links(Source.objects.to_look_at(AT), AT, site.fetcher(), bounds)
    assert sorted(site.paths()) == ["/200/0", "/200/1", "/200/other"]
    assert summary.looked == 3


def test_whoever_asks_to_be_left_alone_is(make: Callable[..., Source], site: Any) -> None:
    make("busy?7200"), make("200/after")
    rows = Source.objects.to_look_at
    check_links(rows(AT), AT, site.fetcher(), QUICK)
    assert site.paths() == ["/busy?7200"]
    check = LinkCheck.objects.get()
    assert check.verdict == Verdict.BLOCKED
    assert check.wait_until == check.checked_at + dt.timedelta(hours=2)
    soon = AT + dt.timedelta(hours=1)
    check_links(rows(soon), soon, site.fetcher(), QUICK)
    assert len(site.asked) == 1
    later = AT + dt.timedelta(hours=3)
    check_links(rows(later), later, site.fetcher(), QUICK)
    assert site.paths()[1:] == ["/200/after"]


@pytest.mark.parametrize(
    ("said", "hours"), [("Mon, 01 Sep 2025 17:00:00 GMT", 5), ("999999999999", 24 * 30)]
)
def test_the_time_to_wait_is_read_in_both_forms(
    make: Callable[..., Source], site: Any, said: str, hours: int
) -> None:
    source = make(f"busy?{quote(said)}")
    check = look_at(source, AT, site.fetcher())
    assert check.wait_until == AT + dt.timedelta(hours=hours)


def test_a_machine_that_is_cut_off_blames_no_site(make: Callable[..., Source], site: Any) -> None:
    for number in range(4):
        make("page", f"{number}.nowhere.example")
    summary = check_links(Source.objects.to_look_at(AT), AT, site.fetcher(), QUICK)
    assert summary.is_cut_off
    assert not LinkCheck.objects.exists()
    make("page", "alive.example")
    summary = check_links(Source.objects.to_look_at(AT), AT, site.fetcher(), QUICK)
    assert not summary.is_cut_off
    assert summary.verdicts == {Verdict.GONE: 4, Verdict.OK: 1}


def test_sites_that_are_all_gone_are_gone_where_another_one_answers(
    make: Callable[..., Source], site: Any
) -> None:
    check_links([make("page", "alive.example")], AT, site.fetcher(), QUICK)
    rows = [make("page", f"{number}.nowhere.example") for number in range(4)]
    summary = check_links(rows, AT, site.fetcher(), QUICK)
    assert summary.verdicts == {Verdict.GONE: 4}


def test_what_goes_wrong_with_one_stops_no_other(
    make: Callable[..., Source], site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("200/bad", "bad.example"), make("page")
    real = site.fetcher()

    class Failing:
        def get(self, url: str, headers: Any) -> Any:
            if "bad" in url:
                raise RuntimeError(url)
            return real.get(url, headers)

    summary = check_links(Source.objects.to_look_at(AT), AT, Failing(), QUICK)
    assert summary.verdicts == {Verdict.BLOCKED: 1, Verdict.OK: 1}


@pytest.mark.django_db(transaction=True)
def test_two_looks_at_once_are_both_kept_and_say_it_once(
    make: Callable[..., Source], site: Any
) -> None:
    source = make("404")
    for day in (0, 3):
        look_at(source, AT + day * DAY, site.fetcher())
    said = Entry.objects.count()
    start = threading.Barrier(4)

    def one(minute: int) -> None:
        try:
            at = AT + 7 * DAY + dt.timedelta(minutes=minute)
            start.wait()
            look_at(Source.objects.get(pk=source.pk), at, site.fetcher())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    source.refresh_from_db()
    assert source.link_is_dead
    assert source.link_checks.count() == 6
    assert Entry.objects.count() == said + 1
    assert verify()[1] is None


@pytest.mark.django_db(transaction=True)
def test_the_later_look_counts_whichever_is_kept_first(
    make: Callable[..., Source], site: Any
) -> None:
    source = make("page")
    keep(source, LinkCheck(url=source.url, checked_at=AT + DAY, verdict=Verdict.OK))
    for hours in (-200, -100, 0):
        at = AT + dt.timedelta(hours=hours)
        keep(source, LinkCheck(url=source.url, checked_at=at, verdict=Verdict.GONE))
    source.refresh_from_db()
    assert (source.link_verdict, source.link_is_dead) == (Verdict.OK, False)
    assert source.link_checked_at == AT + DAY


CHECKER = """
import sys, time
import django
django.setup()
from record import chain, projecting
from sources.checking import keep
from sources.models import LinkCheck, Source
import datetime as dt

def stop(*arguments):
    print("there", flush=True)
    time.sleep(60)

if sys.argv[1] == "before the entry":
    chain.append = stop
else:
    projecting.apply = stop
source = Source.objects.get(pk=int(sys.argv[2]))
at = dt.datetime.fromisoformat(sys.argv[3])
keep(source, LinkCheck(url=source.url, checked_at=at, verdict="gone"))
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["before the entry", "after the entry"])
def test_killed_in_the_middle_it_leaves_nothing_and_the_next_look_says_it(
    make: Callable[..., Source], site: Any, where: str
) -> None:
    source = make("404")
    for day in (0, 3):
        look_at(source, AT + day * DAY, site.fetcher())
    said = Entry.objects.count()
    at = AT + 7 * DAY
    there = {"DATABASE_URL": address(), "DATABASE_OWNER_URL": address()}
    process = subprocess.Popen(
        [sys.executable, "-c", CHECKER, where, str(source.pk), at.isoformat()],
        cwd=ROOT,
        env={**os.environ, **there, "SECRET_KEY": "a-key-of-this-test" * 4},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "there\n"
        os.kill(process.pid, signal.SIGKILL)
    assert (source.link_checks.count(), Entry.objects.count()) == (2, said)
    look_at(source, at, site.fetcher())
    source.refresh_from_db()
    assert source.link_is_dead
    assert Entry.objects.count() == said + 1
    assert verify()[1] is None


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_would_not_be_polite(make: Callable[..., Source], site: Any) -> None:
    make("slow")
    run = threading.Thread(target=_run_elsewhere, args=(site,))
    run.start()
    while not site.asked:
        run.join(0.02)
    with pytest.raises(AlreadyChecking):
        check_links(Source.objects.to_look_at(AT), AT, site.fetcher(), QUICK)
    run.join()
    assert len(site.asked) == 1
    check_links([], AT, site.fetcher(), QUICK)


def _run_elsewhere(site: Any) -> None:
    try:
        check_links(Source.objects.to_look_at(AT), AT, site.fetcher(seconds=1.0), QUICK)
    finally:
        connection.close()


@pytest.fixture
def by_command(site: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run `check_links` with these words; gives what it printed."""
    monkeypatch.setattr(command.Command, "fetcher", lambda _self: site.fetcher())

    def run(*words: Any) -> str:
        out = StringIO()
        call_command("check_links", *words, stdout=out)
        return out.getvalue()

    return run


def test_the_command_tells_each_look_and_a_summary(
    make: Callable[..., Source], site: Any, by_command: Callable[..., str]
) -> None:
    make("page"), make("404", "other.example")
    make("200/draft", public=False)
    printed = by_command()
    assert "1/2 " in printed and "2/2 " in printed
    assert "The site says that the page is not there (404)." in printed
    assert "2 addresses: " in printed and "gone 1" in printed
    assert by_command() == "No address is due. Nothing was asked.\n"
    assert "/200/draft" in by_command("--drafts", "--limit=1")


def test_the_command_looks_at_one_source_when_asked(
    make: Callable[..., Source], site: Any, by_command: Callable[..., str]
) -> None:
    make("page")
    source = make("404")
    source.refresh_from_db()
    by_command(f"--source={source.number}")
    by_command(f"--source={source.number}")
    assert site.paths() == ["/404", "/404"]
    with pytest.raises(CommandError, match=r"no source no\. 999"):
        by_command("--source=999")
    with pytest.raises(CommandError, match="1 or more"):
        by_command("--limit=0")


def test_the_worker_looks_at_public_sources_by_itself(
    make: Callable[..., Source], site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("page")
    make("200/draft", public=False)
    monkeypatch.setattr(tasks, "Fetcher", lambda _agent: site.fetcher())
    tasks.look_at_public_links(timestamp=0)
    assert site.paths() == ["/page"]
    assert LinkCheck.objects.get().checked_at <= now()
