"""What a page or an answer asks of the database: the same few questions, however much there is."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from record.clock import desk_day, now, standing
from record.models import Subject
from sources.models import Source
from tests import flushing
from tests.pages.grown import GrownDesk
from watchdesk import context, edge

# One worker makes the desk, for all of them.
pytestmark = pytest.mark.django_db

MOST = 6
# The queries of each public page by its route, the record's head and the desk's rows among them.
PAGES = {
    "home": 6,
    "articles": 5,
    "article": 6,
    "article-versions": 4,
    "article-sources": 4,
    "series": 5,
    "author": 5,
    "board": 6,
    "item": 6,
    "item-criteria": 3,
    "item-cite": 3,
    "item-calendar": 3,
    "sources": 6,
    "sources-export": 4,
    "source-export": 3,
    "source": 6,
    "tag": 6,
    "corrections": 6,
    "methods": 2,
    "record": 6,
    "record-entry": 4,
    "page": 3,
    "feed-articles": 3,
}
# Answers of the API: the head of the record, and what was asked for. An item is told with the
# status that holds.
API = 2
STANDING = {"watch-items": 3, "watch-items-detail": 3}
KINDS = {
    "articles": "article",
    "authors": "author",
    "events": "event",
    "images": "image",
    "milestones": "milestone",
    "publishers": "publisher",
    "series": "series",
    "sources": "source",
    "status-changes": "status-change",
    "tags": "tag",
    "videos": "video",
    "watch-items": "item",
}
ENTRIES = ["changes", "corrections", "record"]
ANSWERS = [*KINDS, *ENTRIES, *(f"{name}-detail" for name in KINDS)]
# Addresses at which nothing of the record is read, or no page of it.
LEFT_OUT = {
    *("api", "api-docs", "api-schema", "desk-find", "desk-media", "favicon", "healthz", "media"),
    *("readyz", "record-checkpoint", "record-verifier"),
}
# Lists that are narrowed, and addresses that lead on, through a second merge.
OTHERS = ["overdue", "by status", "narrowed", "merged source", "merged tag", "board before"]
# Pages of another day than that of the knowledge, and what changed since one.
BOTH_CLOCKS = ["board on a day", "item on a day", "item-criteria on a day"]


def addresses(desk: GrownDesk) -> dict[str, str]:
    """Where each of them is, by the names above."""
    number = Source.objects.get(pk=desk.source.pk).number
    public = Subject.objects.now().public()
    rows = {name: public.filter(kind=kind).latest("since") for name, kind in KINDS.items()}
    return {
        "home": "/",
        "articles": "/articles/",
        "article": "/articles/first/",
        "article-versions": "/articles/first/versions/",
        "article-sources": "/articles/first/sources.json",
        "series": "/series/rivers/",
        "author": "/authors/the-desk/",
        "board": "/watch/",
        "overdue": "/watch/?status=overdue",
        "by status": f"/watch/?group=status&status=watching&tag={desk.merged_tag}&track=justice",
        "board before": f"/watch/?known_at={standing().seq - 1}",
        "board on a day": "/watch/?valid_at=2024-06-01&since=1",
        "item": "/watch/dam/",
        "item on a day": "/watch/dam/?valid_at=2024-06-01&since=1",
        "item-criteria on a day": "/watch/dam/criteria/?valid_at=2024-06-01",
        "item-criteria": "/watch/dam/criteria/",
        "item-cite": "/watch/dam/cite.json",
        "item-calendar": "/watch/dam/milestones.ics",
        "sources": "/sources/",
        "narrowed": f"/sources/?tag={desk.merged_tag}&publisher=office&q=memo",
        "sources-export": "/sources/export.csv",
        "source-export": f"/sources/{number}/export.csv",
        "source": f"/sources/{number}/",
        "merged source": f"/sources/{desk.merged}/",
        "tag": "/tags/nis/",
        "merged tag": f"/tags/{desk.merged_tag}/",
        "corrections": "/corrections/",
        "methods": "/methods/",
        "record": "/record/",
        "record-entry": f"/record/{standing().seq}/",
        "page": "/page-0/",
        "feed-articles": "/feeds/articles.atom",
        "api-watch-items on a day": "/api/v1/watch-items?valid_at=2024-06-01",
        "api-status-changes on a day": (
            f"/api/v1/status-changes?valid_at=2024-06-01&item={rows['watch-items'].uuid}"
        ),
        **{f"api-{name}": f"/api/v1/{name}" for name in (*KINDS, *ENTRIES)},
        **{f"api-{name}-detail": f"/api/v1/{name}/{row.uuid}" for name, row in rows.items()},
    }


def queries(client: Client, address: str, known_at: Any) -> int:
    """How many it takes to answer."""
    edge.copies.clear()
    context.rows_at.cache_clear()
    mark = "&" if "?" in address else "?"
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(f"{address}{mark}known_at={known_at}" if known_at else address)
        b"".join(answer)
    assert answer.status_code in {200, 301}, address
    return len(captured)


Counted = dict[str, dict[str, set[int]]]


def by_every_clock(pinned: int) -> dict[str, set[int]]:
    """The same number now, at a number and on a day."""
    return {"now": {pinned}, "number": {pinned}, "day": {pinned}}


@pytest.fixture(scope="module")
def counted(django_db_setup: None, django_db_blocker: Any) -> Iterator[Counted]:
    """The queries of every address now and at a number, with few rows and with four times as many;
    of those also on a day."""
    with django_db_blocker.unblock():
        flushing.flush()
        try:
            client, desk, found = Client(), GrownDesk(), Counted()
            for more in (0, 3):
                clocks = {"now": "", "number": standing().seq}
                if more:
                    desk.grow(more)
                    # A day is led to its number: of few rows nothing else is asked than at that.
                    clocks = {"now": "", "number": standing().seq, "day": desk_day(now())}
                for name, address in addresses(desk).items():
                    for clock, known_at in clocks.items():
                        counts = found.setdefault(name, {}).setdefault(clock, set())
                        counts.add(queries(client, address, known_at))
            yield found
        finally:
            flushing.flush()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_its_pinned_number_of_queries(name: str, counted: Counted) -> None:
    assert counted[name] == by_every_clock(PAGES[name])


def test_a_past_or_a_narrowed_board_asks_no_more_than_the_whole_one(counted: Counted) -> None:
    for name in ("board before", "overdue", "by status"):
        assert counted[name] == by_every_clock(PAGES["board"])


@pytest.mark.parametrize("name", BOTH_CLOCKS)
def test_another_day_and_a_comparison_take_no_query_more(name: str, counted: Counted) -> None:
    pinned = PAGES[name.partition(" ")[0]]
    assert counted[name] == by_every_clock(pinned)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_of_the_api_takes_two_or_three(name: str, counted: Counted) -> None:
    pinned = STANDING.get(name, API)
    assert counted[f"api-{name}"] == by_every_clock(pinned)


def test_an_answer_of_another_day_takes_three(counted: Counted) -> None:
    for name in ("api-watch-items on a day", "api-status-changes on a day"):
        assert counted[name] == by_every_clock(3)


@pytest.mark.parametrize("name", OTHERS)
def test_a_narrowed_list_and_an_old_address_take_few(name: str, counted: Counted) -> None:
    now, number, day = counted[name].values()
    assert len(now) == len(number) == 1, "they are as many for many rows as for few"
    assert max(now | number | day) <= MOST
    assert number == day


def test_no_page_takes_more_than_six() -> None:
    assert max(*PAGES.values(), API) <= MOST


def test_every_public_address_is_counted(counted: Counted) -> None:
    """A new page stands here, with its number, from its first day."""
    assert routes() - LEFT_OUT == {
        name for name in counted if name not in OTHERS and not name.endswith("on a day")
    }


def routes() -> set[str]:
    """The names of all addresses but the desk's."""
    resolvers = [get_resolver()]
    names: set[str] = set()
    for resolver in resolvers:
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                resolvers += [one] if one.namespace != "admin" else []
            else:
                names.add(str(one.name))
    return names
