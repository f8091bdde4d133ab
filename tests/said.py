"""A client of the API, and a small desk that has said something."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article, ArticleAuthor, ArticleSource, Author
from record.kinds import Actor
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Publisher, Source, Tag
from tests.keeping import said_once
from tracker.evidence import Use
from tracker.models import Track, WatchItem


@pytest.fixture
def said(db: None) -> dict[str, Any]:
    """An item with two statuses, a source, a tag and an article, all public."""
    return say()


@said_once
def say() -> dict[str, Any]:
    """Make them, and say them in public."""
    publisher = Publisher.objects.create(name="Office", slug="office", type="state")
    source = Source.objects.create(csl_type="report", title="Memo", publisher=publisher)
    tag = Tag.objects.create(name="Niš", slug="nis")
    source.tags.add(tag)
    track = Track.objects.create(slug="justice", name="Justice")
    item = WatchItem.objects.create(
        slug="dam", short="dam", question="Will the dam hold?", why="Water.", track=track
    )
    author = Author.objects.create(slug="the-desk", name="The desk", type="body")
    with sealing(Actor.TRACKER):
        item.set_criteria(yes="It holds.", no="It does not.", edge_cases="None.", by_when="2030")
        first = {"effective": VagueDate.parse("2023"), "headline": "Opened", "reason": "New."}
        item.open("watching", **first)
    with sealing(Actor.TRACKER):
        change = item.change_status(
            "moving",
            seen="watching",
            effective=VagueDate.parse("2024-09"),
            headline="It moves",
            evidence=[Use(source, credibility=2)],
        )
    article = Article.objects.create(
        slug="first",
        title="First",
        dated=VagueDate.parse("2024-09-24"),
        body=f'<p>Text.<cite data-source="{source.uuid}"></cite></p>',
    )
    ArticleAuthor.objects.create(article=article, author=author)
    ArticleSource.objects.create(article=article, source=source, why="It says so.")
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    return {
        "item": item,
        "change": change,
        "source": source,
        "tag": tag,
        "article": article,
        "author": author,
        "publisher": publisher,
    }


@pytest.fixture
def api(client: Client) -> Any:
    """Ask the API; gives the answer's status and its JSON."""

    def ask(path: str, **query: str) -> tuple[int, Any]:
        response = client.get(f"/api/v1/{path}", query)
        return response.status_code, response.json()

    return ask
