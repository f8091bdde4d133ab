"""The promise: every public page and every answer can be read later as it stood, word for word.

What a change said itself is read right after it; of everything else that is public one half after
each change, the other half after the next. `EVERY_PAGE=1 make test ARGS=tests/test_the_past.py`
reads all of it after each, which takes twice as long.
"""

import os
import zlib
from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.test import RequestFactory
from lxml import html

from record import held
from record.clock import standing
from record.kinds import Kind
from record.models import Subject
from tests.changing_desk import ChangingDesk

# On each of two desks.
CHANGES = 100
EVERY_PAGE = os.environ.get("EVERY_PAGE") == "1"
ROUTES = {
    Kind.ARTICLE: "articles",
    Kind.ITEM: "watch-items",
    Kind.STATUS_CHANGE: "status-changes",
    Kind.MILESTONE: "milestones",
    Kind.EVENT: "events",
    Kind.SOURCE: "sources",
    Kind.PUBLISHER: "publishers",
    Kind.TAG: "tags",
    Kind.SERIES: "series",
    Kind.AUTHOR: "authors",
    Kind.IMAGE: "images",
    Kind.VIDEO: "videos",
}
LISTS = [*ROUTES.values(), "corrections", "changes", "record"]
# Another day than that of the knowledge, and what changed since the desk began.
OTHER_DAYS = ["?valid_at=2024-03-31", "?valid_at=2024-03-31&since=1"]
NARROWED = ["?group=status", "?status=final&tag=harbour", "?status=watching&track=justice"]
# The board in other ways: one of them after each change, in turn.
BOARDS = [*OTHER_DAYS, *NARROWED]
Answer = tuple[int, str | bytes]
PAGES = "/ /articles/ /watch/ /sources/ /corrections/ /methods/ /record/".split()


def addresses(since: int, turn: int = 0) -> set[str]:
    """Every page and list that there is, and each answer on what was said after `since`.

    The board stands in another of its ways at each `turn`.
    """
    rows = Subject.objects.now().told()
    return {*_lists(turn), *(row.url for row in rows if row.url), *_said_after(since)}


def read_after(since: int, turn: int) -> set[str]:
    """What is read after the change no. `turn`, which began at the number `since` of the record:
    all that it said itself, and of the rest one half in turn."""
    rest = addresses(since, turn)
    if EVERY_PAGE:
        return rest
    return _said_after(since) | {address for address in rest if _is_its_turn(address, turn)}


def _said_after(since: int) -> set[str]:
    rows = Subject.objects.now().filter(since__gt=since).told()
    return {address for row in rows for address in _of_its_own(row)}


def _is_its_turn(address: str, turn: int) -> bool:
    return (zlib.crc32(address.encode()) + turn) % 2 == 0


def _lists(turn: int) -> Iterator[str]:
    """Every page and list that there is, whatever was said."""
    yield from PAGES
    yield from (f"/api/v1/{name}" for name in LISTS)
    yield f"/watch/{BOARDS[turn % len(BOARDS)]}"
    yield f"/api/v1/watch-items{OTHER_DAYS[0]}"
    yield from ("/feeds/articles.atom", "/sources/export.json", f"/record/{standing().seq}/")


def _of_its_own(row: Subject) -> Iterator[str]:
    """The page, the answer and the files of one subject."""
    if row.url:
        yield row.url
    if row.kind in ROUTES:
        yield f"/api/v1/{ROUTES[Kind(row.kind)]}/{row.uuid}"
    if row.kind == Kind.ARTICLE:
        yield from (f"{row.url}{more}" for more in ("versions/", "sources.bib"))
    if row.kind == Kind.ITEM:
        for more in ("criteria/", "cite.json", "milestones.ics", OTHER_DAYS[1]):
            yield f"{row.url}{more}"


class Site:
    """Answers as the site does. The test client would keep a copy of every template's context."""

    def __init__(self) -> None:
        self._handler, self._requests = BaseHandler(), RequestFactory()
        self._handler.load_middleware()

    def get(self, address: str) -> HttpResponse:
        """The answer to a GET."""
        answer: HttpResponse = self._handler.get_response(self._requests.get(address))
        return answer


def said(site: Site, address: str, seq: int | None = None) -> Answer:
    """What is said at `address`: a page's <main> without its time control, an answer's bytes, or
    where it leads."""
    mark = "&" if "?" in address else "?"
    response = site.get(address if seq is None else f"{address}{mark}known_at={seq}")
    if response.status_code in {301, 308}:
        # What was merged leads on, and to the same later.
        return response.status_code, response["Location"].partition("?")[0]
    if not response["Content-Type"].startswith("text/html"):
        return response.status_code, response.content
    (main,) = html.fromstring(response.content.decode()).iter("main")
    for clock in main.xpath(".//*[@data-clock]"):
        clock.drop_tree()
    return response.status_code, " ".join(main.text_content().split())


class Kept:
    """What was said at each address after each change, to be read again later."""

    def __init__(self) -> None:
        # By address: [from this number of the record, until that one, the answer].
        self._stretches: dict[str, list[tuple[int, int, Answer]]] = {}

    def keep(self, address: str, seq: int, answer: Answer) -> None:
        """Keep an answer of the moment at which the record stands at `seq`."""
        stretches = self._stretches.setdefault(address, [])
        since = seq
        if stretches and stretches[-1][2] == answer:
            since = stretches.pop()[0]
        stretches.append((since, seq, answer))

    def __iter__(self) -> Iterator[tuple[str, int, Answer]]:
        """Each address with a number and what was said then.

        What stood unchanged over several changes comes twice: after the first and the last of them.
        """
        for address, stretches in self._stretches.items():
            for since, until, answer in stretches:
                for seq in {since, until}:
                    yield address, seq, answer


def it_reads_the_same_later(seed: int) -> None:
    """Let a desk change, and read all that it said once more."""
    site, desk = Site(), ChangingDesk(seed)
    everything, made = set(desk.every_kind), Counter[str]()
    kept = Kept()
    while made.total() < CHANGES or (made.total() < 2 * CHANGES and set(made) < everything):
        before = standing().seq
        made[desk.change()] += 1
        seq = standing().seq
        for address in read_after(before, made.total()):
            kept.keep(address, seq, said(site, address))
    assert set(made) == everything
    assert list(held.faults()) == [], "kept change by change as it would be all at once"
    wrong = [(address, seq) for address, seq, then in kept if said(site, address, seq) != then]
    assert wrong == []


# Two desks, each in a class of its own: so that two processors share the work.
@pytest.mark.django_db
class TestOneDesk:
    def test_every_page_and_answer_reads_the_same_later(self) -> None:
        it_reads_the_same_later(seed=20240924)


@pytest.mark.django_db
class TestAnotherDesk:
    def test_every_page_and_answer_reads_the_same_later(self) -> None:
        it_reads_the_same_later(seed=20250924)
