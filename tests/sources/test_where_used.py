"""A source's page lists everything public that rests on it, each with its place and stance."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from articles.models import Article, ArticleSource
from record.clock import standing
from record.kinds import Actor, Op
from record.saying import say
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tracker.evidence import Use
from tracker.models import WatchItem
from watchdesk import edge

pytestmark = pytest.mark.django_db

BODY = """<p>First.<cite data-source="{0}"></cite></p>
<h2>The wall</h2>
<p>It leaks.<cite data-source="{0}" data-locator="p. 4"></cite></p>
<p>Again.<cite data-source="{0}" data-locator="p. 4"></cite></p>
<p>Said in a note.<span data-footnote="">There.<cite data-source="{0}"></cite></span></p>"""


@pytest.fixture
def graded(source: Source) -> Source:
    """The report, by a publisher of grade B."""
    with sealing(Actor.DESK):
        source.publisher.rate("B", "Usually right.", VagueDate.parse("2024-01-01").lower)
    return source


@pytest.fixture
def used(graded: Source, dam: WatchItem, article: Article, opening: dict[str, Any]) -> Source:
    """The report, on which a status, an event, a milestone's two dates and an article rest."""
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
        dam.add_event(
            VagueDate.parse("2024"),
            headline="Water was seen",
            evidence=[
                Use(graded, "contradicts", "p. 9", "It was dry.", 5, "The only one who was there.")
            ],
        )
        milestone = dam.add_milestone("It is finished")
        for role, date in (("baseline", "2025"), ("forecast", "2026-05")):
            use = Use(graded, "context", f"table {role}", credibility=2)
            milestone.set_date(
                role, VagueDate.parse(date), asserted_by="The office", evidence=[use]
            )
    with sealing(Actor.TRACKER):
        dam.change_status(
            "moving",
            seen="watching",
            effective=VagueDate.parse("2024-09"),
            headline="The wall stands",
            evidence=[Use(graded, credibility=2)],
        )
    article.body = BODY.format(graded.uuid)
    article.save()
    ArticleSource.objects.create(
        article=article, source=graded, why="It measured the wall.", credibility=1
    )
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    graded.refresh_from_db()
    return graded


def words(client: Client, address: str, **query: Any) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    (main,) = html.fromstring(response.content.decode()).iter("main")
    return " ".join(main.text_content().split())


def address(source: Source) -> str:
    return reverse("source", args=[source.number])


def test_evidence_has_its_stance_place_quotation_reason_and_grade(
    used: Source, client: Client
) -> None:
    text = words(client, address(used))
    assert "Will the dam be finished?" in text
    assert "Water was seen B5 contradicts p. 9 It was dry. The only one who was there." in text
    assert "Usually reliable; improbable" in text
    assert "The wall stands B2 supports Usually reliable; probably true" in text


def test_a_milestone_says_for_which_of_its_dates(used: Source, client: Client) -> None:
    text = words(client, address(used))
    assert "context for the baseline date, 2025; table baseline" in text
    assert "context for the forecast date, May 2026; table forecast" in text


def test_an_article_says_where_it_cites_and_why_it_lists(used: Source, client: Client) -> None:
    text = words(client, address(used))
    assert "Cited at the beginning" in text
    assert "in “The wall”, p. 4, 2 times" in text
    assert "in note a to “The wall”" in text
    assert "B1 matters It measured the wall. Usually reliable; confirmed" in text
    page = client.get(address(used)).content.decode()
    assert 'href="/articles/the-dam-at-last/#section-the-wall"' in page
    assert 'href="/articles/the-dam-at-last/#note-a"' in page
    target = client.get("/articles/the-dam-at-last/").content.decode()
    assert 'id="section-the-wall"' in target
    assert 'id="note-a"' in target


def test_the_latest_stands_first_and_what_belongs_together_stands_together(
    used: Source, client: Client
) -> None:
    text = words(client, address(used))
    order = ["The dam, at last", "Will the dam be finished?", "The wall stands", "It is finished"]
    places = [text.index(one) for one in [*order, "Water was seen"]]
    assert places == sorted(places)
    assert "5 uses" not in text
    assert "4 uses, the latest first" in text


def test_a_statement_that_was_corrected_says_so(
    used: Source, dam: WatchItem, client: Client
) -> None:
    with sealing(Actor.TRACKER):
        dam.changes.get(type="change").retract("It was another wall.")
    page = client.get(address(used)).content.decode()
    assert "<s>The wall stands</s>" in page
    assert "Corrected or taken back since." in page


def test_on_an_earlier_day_it_lists_what_was_said_by_then(
    used: Source, dam: WatchItem, client: Client
) -> None:
    before = standing().seq
    with sealing(Actor.TRACKER):
        dam.add_event(VagueDate.parse("2025"), headline="Later", evidence=[Use(used)])
    assert "Later" in words(client, address(used))
    assert "Later" not in words(client, address(used), known_at=before)


def test_the_number_of_queries_does_not_grow(used: Source, dam: WatchItem, client: Client) -> None:
    def queries() -> int:
        edge.copies.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(used)).status_code == 200
        return len(captured)

    few = queries()
    with sealing(Actor.TRACKER):
        for n in range(20):
            dam.add_event(VagueDate.parse("2025"), headline=f"Event {n}", evidence=[Use(used)])
    assert (few, queries()) == (6, 6)


def test_hundreds_of_uses_are_paged(used: Source, dam: WatchItem, client: Client) -> None:
    with sealing(Actor.TRACKER):
        for n in range(60):
            dam.add_event(VagueDate.parse("2025"), headline=f"Event {n}", evidence=[Use(used)])
    first = words(client, address(used))
    assert "64 uses" in first
    assert "Page 1 of 2" in first
    second = words(client, address(used), page=2)
    assert "The dam, at last" in second
    assert "Will the dam be finished?" in first
    assert client.get(address(used), {"page": 3}).status_code == 404


def test_what_no_reader_sees_is_not_listed(
    source: Source, article: Article, client: Client
) -> None:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    source.refresh_from_db()
    assert "Nothing public rests on it." in words(client, address(source))


def test_the_desk_lists_drafts_too_and_says_who_sees_them(
    used: Source, client: Client, writer: Any
) -> None:
    draft = Article.objects.create(
        slug="draft",
        title="A draft of ours",
        dated=VagueDate.parse("2025"),
        body=f'<p>x<cite data-source="{used.uuid}"></cite></p>',
    )
    client.force_login(writer)
    text = words_of(client.get(reverse("admin:sources_source_change", args=[used.pk])))
    assert "A draft of ours article, a draft: readers do not see it Cited in the text" in text
    assert "The dam, at last article, readers see it" in text
    assert "The dam watch item, moving, readers see it" in text
    assert "contradicts Event: Water was seen, p. 9. The only one who was there." in text
    page = client.get(reverse("admin:sources_source_change", args=[used.pk])).content.decode()
    assert reverse("admin:articles_article_change", args=[draft.pk]) in page


def words_of(response: Any) -> str:
    return " ".join(html.fromstring(response.content.decode()).text_content().split())
