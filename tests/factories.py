"""Small working copies, each public only when a test says so."""

from typing import Any

import pytest

from articles.models import Article, ArticleAuthor, Author
from record.vague import VagueDate
from sources.models import Publisher, Source
from tracker.models import Track, WatchItem

OPENING = {
    "effective": VagueDate.parse("2023"),
    "headline": "We watch the dam",
    "reason": "The works began.",
}


@pytest.fixture
def source(db: None) -> Source:
    """A report of a state body."""
    return a_source()


def a_source() -> Source:
    """The same, for what is said once."""
    office, _made = Publisher.objects.get_or_create(
        slug="harbour-office", defaults={"name": "Harbour Office", "type": "state"}
    )
    return Source.objects.create(
        csl_type="report",
        title="Report on the dam",
        publisher=office,
        issued=VagueDate.parse("2024"),
    )


@pytest.fixture
def dam(db: None) -> WatchItem:
    """A question with criteria, not public yet."""
    return a_dam()


def a_dam() -> WatchItem:
    """The same, for what is said once."""
    track, _made = Track.objects.get_or_create(slug="water", defaults={"name": "Water"})
    item = WatchItem.objects.create(
        slug="the-dam",
        short="The dam",
        question="Will the dam be finished?",
        why="The valley drinks from it.",
        track=track,
    )
    item.criteria.create(
        version=1,
        yes="It holds water.",
        no="The works are given up.",
        edge_cases="A smaller dam is no dam.",
        by_when="2030",
        since="2024-01-01",
    )
    return item


@pytest.fixture
def article(db: None, source: Source) -> Article:
    """A draft that cites the report, with a byline."""
    return an_article(source)


def an_article(source: Source) -> Article:
    """The same, for what is said once."""
    draft = Article.objects.create(
        slug="the-dam-at-last",
        title="The dam, at last",
        standfirst="What the report says.",
        dated=VagueDate.parse("2024-09-24"),
        body=f'<p>It leaks.<cite data-source="{source.uuid}"></cite></p>',
    )
    ArticleAuthor.objects.create(article=draft, author=_desk())
    return draft


def _desk() -> Author:
    return Author.objects.get_or_create(
        slug="the-desk", defaults={"name": "The desk", "type": "body"}
    )[0]


@pytest.fixture
def opening() -> dict[str, Any]:
    """What `open()` takes, besides the status."""
    return dict(OPENING)
