"""The ledger's list is narrowed by kind, tag, publisher and words, on any day, in six queries."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from record.clock import read_now, standing
from record.kinds import Actor, Op
from record.saying import say
from record.sealing import sealing
from sources.listing import listed
from sources.models import Publisher, Source, Tag
from watchdesk import edge

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger(source: Source) -> list[Source]:
    """Three public sources: a tagged report, a post, and a report by nobody known."""
    bureau = Publisher.objects.create(name="Bureau", slug="bureau", type="ngo")
    post = Source.objects.create(csl_type="post", title="Đurić on the dam", publisher=bureau)
    loose = Source.objects.create(csl_type="report", title="Loose leaves", note="About sanctions.")
    source.tags.add(Tag.objects.create(name="Niš", slug="nis"))
    with sealing(Actor.DESK):
        for one in (source, post, loose):
            say(Op.PUBLISH, one)
    return [source, post, loose]


def titles(client: Client, **query: str) -> list[str]:
    root = html.fromstring(client.get("/sources/", query).content.decode())
    return [link.text_content() for link in root.xpath("//table//th[@scope='row']/a")]


REPORT, POST, LOOSE = "Report on the dam", "Đurić on the dam", "Loose leaves"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [LOOSE, REPORT, POST]),
        ({"type": "report"}, [LOOSE, REPORT]),
        ({"tag": "nis"}, [REPORT]),
        ({"publisher": "bureau"}, [POST]),
        ({"q": "djuric"}, [POST]),
        ({"q": "Ђурић"}, [POST]),
        ({"q": "sanction"}, [LOOSE]),
        ({"q": "dam", "type": "report"}, [REPORT]),
        ({"q": "  "}, [LOOSE, REPORT, POST]),
        ({"q": "nothing like it"}, []),
        ({"q": "\0"}, [LOOSE, REPORT, POST]),
    ],
)
def test_the_list_is_narrowed(
    ledger: list[Source], client: Client, query: dict[str, str], found: list[str]
) -> None:
    assert titles(client, **query) == found
    assert [row.title for row in listed(read_now(standing()), query)] == found


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"type": "book"}, "There is no kind of source “book”."),
        ({"tag": "vanished"}, "There is no tag “vanished”."),
        ({"publisher": "vanished"}, "There is no publisher “vanished”."),
        ({"q": "nothing like it"}, "No source is like that."),
    ],
)
def test_what_there_is_not_is_said_in_a_sentence(
    ledger: list[Source], client: Client, query: dict[str, str], words: str
) -> None:
    response = client.get("/sources/", query)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert titles(client, **query) == []


def test_kinds_are_links_with_counts_that_keep_what_was_asked(
    ledger: list[Source], client: Client
) -> None:
    root = html.fromstring(client.get("/sources/", {"q": "dam"}).content.decode())
    links = {
        " ".join(link.text_content().split()): link.get("href")
        for link in root.xpath("//nav[@aria-label='Kinds of source']//a")
    }
    assert set(links) == {"All kinds 2", "Report 1", "Post 1"}
    assert links["Report 1"] == "?q=dam&type=report"


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("Glas Niša", "nisa"),
        ("Glas Niša", "НИША"),
        ("Глас Ниша", "glas niša"),
        ("Kuća Đorđević", "dordevic"),
        ("Агенција Вучић", "Vučić"),
        ("Shtypi i Prishtinës", "prishtines"),
    ],
)
def test_a_publisher_s_name_finds_its_sources_in_any_spelling(
    ledger: list[Source], client: Client, kept: str, asked: str
) -> None:
    publisher = Publisher.objects.create(name=kept, slug="named", country="Orlaland")
    with sealing(Actor.DESK):
        say(Op.PUBLISH, Source.objects.create(csl_type="bill", title="A", publisher=publisher))
    assert titles(client, q=asked) == ["A"]
    assert titles(client, q=f"a {asked}", type="bill") == ["A"]
    assert titles(client, q=f"dam {asked}") == []
    assert titles(client, q="Orlaland") == []


def test_words_may_stand_in_the_title_and_in_the_publisher_s_name(
    ledger: list[Source], client: Client
) -> None:
    assert titles(client, q="bureau") == [POST]
    assert titles(client, q="bureau dam") == [POST]
    assert titles(client, q="the dam") == [REPORT, POST]
    assert "Bureau" in client.get("/sources/export.csv", {"q": "bureau"}).content.decode()


def test_a_publisher_that_was_merged_is_found_by_what_it_became(
    ledger: list[Source], client: Client
) -> None:
    other = Publisher.objects.create(name="Ministry of Water", slug="ministry")
    with sealing(Actor.DESK):
        say(Op.PUBLISH, other)
    with sealing(Actor.DESK):
        ending = {"reason": "One house.", "successor": str(other.uuid)}
        say(Op.MERGE, ledger[1].publisher, ending=ending)
    assert titles(client, q="ministry") == [POST]


def test_the_past_has_its_own_list_and_keeps_its_day_in_links(
    ledger: list[Source], client: Client
) -> None:
    before = str(standing().seq)
    later = Source.objects.create(csl_type="bill", title="A later bill")
    with sealing(Actor.DESK):
        say(Op.PUBLISH, later)
    assert "A later bill" in titles(client)
    assert "A later bill" not in titles(client, known_at=before)
    page = client.get("/sources/", {"known_at": before, "type": "report"}).content.decode()
    assert f"?known_at={before}&amp;type=post" in page
    assert f'name="known_at" value="{before}"' in page
    # The time control keeps what the list was narrowed to.
    assert '<input type="hidden" name="type" value="report">' in page


def test_a_page_of_a_narrowed_list_leads_to_the_next(ledger: list[Source], client: Client) -> None:
    with sealing(Actor.DESK):
        for n in range(60):
            say(Op.PUBLISH, Source.objects.create(csl_type="bill", title=f"Bill {n:02}"))
    page = client.get("/sources/", {"type": "bill"}).content.decode()
    assert 'href="?type=bill&amp;page=2"' in page
    assert len(titles(client, type="bill", page="2")) == 10
    assert client.get("/sources/", {"type": "bill", "page": "3"}).status_code == 404


def test_a_tag_that_was_merged_is_followed(ledger: list[Source], client: Client) -> None:
    kept = Tag.objects.create(name="Nissa", slug="nissa")
    with sealing(Actor.DESK):
        say(Op.PUBLISH, kept)
    old = Tag.objects.get(slug="nis")
    with sealing(Actor.DESK):
        say(Op.MERGE, old, ending={"reason": "One place.", "successor": str(kept.uuid)})
    assert titles(client, tag="nissa") == [REPORT]
    assert titles(client, tag="nis") == [REPORT]


def test_six_queries_narrowed_in_every_way(ledger: list[Source], client: Client) -> None:
    asked = {"type": "report", "tag": "nis", "publisher": "harbour-office", "q": "dam"}
    for query in ({}, asked, {"tag": "vanished"}):
        edge.copies.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get("/sources/", query)
        assert len(captured) <= 6


def test_the_api_filters_by_kind_and_publisher(ledger: list[Source], api: Any) -> None:
    _status, answer = api("sources", type="post")
    assert [one["payload"]["title"] for one in answer["results"]] == [POST]
    _status, answer = api("sources", publisher=str(ledger[0].publisher.uuid))
    assert [one["payload"]["title"] for one in answer["results"]] == [REPORT]


@pytest.mark.parametrize(("name", "value"), [("type", "book"), ("publisher", "bureau")])
def test_the_api_refuses_what_it_does_not_know_by_name(
    ledger: list[Source], api: Any, name: str, value: str
) -> None:
    status, answer = api("sources", **{name: value})
    assert status == 400
    assert answer["errors"][0]["parameter"] == name
