"""Looking at the addresses of many sources: politely, within bounds, and each look kept at once."""

import datetime as dt
import logging
import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from record.kinds import Actor
from record.sealing import sealing
from sources.fetching import Fetcher
from sources.link_checks import LinkCheck, Verdict
from sources.links import FOUND
from sources.looking import look
from sources.models import Source

log = logging.getLogger(__name__)

# One run: so many looks, so many of them at one host, for so long, at so many hosts at a time.
MOST = 200
MOST_AT_A_HOST = 20
SECONDS = 120.0
HOSTS_AT_A_TIME = 4
# Between two requests to one host.
PAUSE = 2.0
# Where so many hosts were asked and none was heard of, it is this machine that is cut off.
CUT_OFF = 3
# The key of the lock in the database that only one run holds.
LOCK = 0x6C696E6B73


class AlreadyChecking(Exception):
    """Another process is looking at addresses now: together they would not be polite."""


@dataclass
class Summary:
    """What a run did."""

    verdicts: Counter[str] = field(default_factory=Counter)
    switched: list[Source] = field(default_factory=list)
    is_cut_off: bool = False

    @property
    def looked(self) -> int:
        """How many addresses were looked at."""
        return self.verdicts.total()


@dataclass(frozen=True)
class Bounds:
    """How much one run may do, and how long it pauses at a host."""

    most: int = MOST
    most_at_a_host: int = MOST_AT_A_HOST
    seconds: float = SECONDS
    pause: float = PAUSE


Told = Callable[[Source, LinkCheck], None]


def check_links(
    rows: Iterable[Source],
    at: dt.datetime,
    fetcher: Fetcher,
    bounds: Bounds | None = None,
    told: Told = lambda _source, _check: None,
) -> Summary:
    """Look at the addresses of `rows`, in their order; `told` hears of each look as it is kept.

    One request at a time to a host. Raises AlreadyChecking while another run goes on.
    """
    bounds = bounds or Bounds()
    with _only_one():
        hosts = _by_host(rows, at, bounds)
        summary = Summary()
        unheard: list[tuple[Source, LinkCheck]] = []
        for source, check in _looks(list(hosts.values()), at, fetcher, bounds):
            unheard.append((source, check))
            if check.was_heard or summary.looked:
                # Something answers, so this machine is not cut off: all that was found counts.
                _keep_all(unheard, summary, told)
        summary.is_cut_off = _is_cut_off([source for source, _check in unheard], at, fetcher)
        if not summary.is_cut_off:
            _keep_all(unheard, summary, told)
    return summary


def look_at(source: Source, at: dt.datetime, fetcher: Fetcher) -> LinkCheck:
    """Look at one source's address now, and keep what was found; returns it."""
    check = look(source.url, at, fetcher, source.last_found())
    keep(source, check)
    return check


def rest_asked(url: str, at: dt.datetime) -> dt.datetime | None:
    """Until when the host of `url` asks to be left alone; None where it does not."""
    waits = LinkCheck.objects.filter(wait_until__gt=at).order_by("-wait_until")
    return next((row.wait_until for row in waits if _host(row.url) == _host(url)), None)


def keep(source: Source, check: LinkCheck) -> bool:
    """Keep a look, in one sealed write with what it decides. Returns whether the link switched."""
    with sealing(Actor.SYSTEM):
        # One row, before the record's lock: whoever holds that one waits for no row of ours.
        row = Source.objects.select_for_update().get(pk=source.pk)
        was_dead = row.link_is_dead
        row.keep_look(check)
    return row.link_is_dead != was_dead


@contextmanager
def _only_one() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (is_ours,) = cursor.fetchone() or (False,)
        if not is_ours:
            raise AlreadyChecking(_("Links are being checked already. Try again when that ends."))
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _by_host(rows: Iterable[Source], at: dt.datetime, bounds: Bounds) -> dict[str, list[Source]]:
    """The first of `rows` by host, as many as the bounds allow; who asked for rest has it."""
    resting = {
        _host(url)
        for url in LinkCheck.objects.filter(wait_until__gt=at).values_list("url", flat=True)
    }
    hosts: dict[str, list[Source]] = {}
    chosen = 0
    for source in rows:
        host = _host(source.url)
        if host in resting or len(hosts.get(host, ())) >= bounds.most_at_a_host:
            continue
        hosts.setdefault(host, []).append(source)
        chosen += 1
        if chosen >= bounds.most:
            break
    return hosts


def _host(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")


def _looks(
    hosts: list[list[Source]], at: dt.datetime, fetcher: Fetcher, bounds: Bounds
) -> Iterator[tuple[Source, LinkCheck]]:
    """Each look as it is made, some hosts at a time, until the run's time is over."""
    made: queue.SimpleQueue[tuple[Source, LinkCheck]] = queue.SimpleQueue()
    before = _last_found([source.pk for sources in hosts for source in sources])
    stop = threading.Event()
    began = time.monotonic()

    def visit(sources: list[Source]) -> None:
        for number, source in enumerate(sources):
            if (number and stop.wait(bounds.pause)) or stop.is_set():
                return
            passed = time.monotonic() - began
            if passed > bounds.seconds:
                return
            moment = at + dt.timedelta(seconds=passed)
            check = _look_safely(source, moment, fetcher, before.get(source.pk))
            made.put((source, check))
            if check.wait_until is not None or check.status == 429:
                return

    with ThreadPoolExecutor(HOSTS_AT_A_TIME, thread_name_prefix="links") as threads:
        visits = {threads.submit(visit, sources) for sources in hosts}
        try:
            yield from _as_they_come(made, visits)
        finally:
            stop.set()
            threads.shutdown(cancel_futures=True)


def _last_found(keys: list[int]) -> dict[int, LinkCheck]:
    """Of each source, the last look that found its page at its present address."""
    rows = LinkCheck.objects.filter(source__in=keys, verdict__in=FOUND, url=F("source__url"))
    latest = rows.order_by("source_id", "-checked_at", "-id").distinct("source_id")
    return {row.source_id: row for row in latest}


def _is_cut_off(unheard: list[Source], at: dt.datetime, fetcher: Fetcher) -> bool:
    """Whether it is this machine: nothing was heard of several hosts, nor of one that answers."""
    if len({_host(source.url) for source in unheard}) < CUT_OFF:
        return False
    public = Source.objects.public().exclude(pk__in=[source.pk for source in unheard])
    known = LinkCheck.objects.filter(source__in=public, verdict__in=FOUND).first()
    return known is None or not look(known.url, at, fetcher, None).was_heard


def _as_they_come(
    made: "queue.SimpleQueue[tuple[Source, LinkCheck]]", visits: set[Future[None]]
) -> Iterator[tuple[Source, LinkCheck]]:
    while visits:
        _done, visits = wait(visits, timeout=0.1)
        while not made.empty():
            yield made.get()


def _look_safely(
    source: Source, at: dt.datetime, fetcher: Fetcher, before: LinkCheck | None
) -> LinkCheck:
    """A look. What goes wrong here and not there stops nobody else's, and counts for nothing."""
    try:
        return look(source.url, at, fetcher, before)
    except Exception:
        log.exception("The address %s cannot be looked at.", source.url)
        note = _("We could not read what it answered. That is our fault.")
        return LinkCheck(url=source.url, checked_at=at, verdict=Verdict.BLOCKED, note=note)


def _keep_all(found: list[tuple[Source, LinkCheck]], summary: Summary, told: Told) -> None:
    for source, check in found:
        if keep(source, check):
            summary.switched.append(source)
        summary.verdicts[check.verdict] += 1
        told(source, check)
    found.clear()
