"""A list asks the same few questions, however long it is."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, ArticleAuthor, ArticleSource
from record.kinds import Actor
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tracker.models import WatchItem
from watchdesk import edge

MOST = 6
# Queries of each list, the edge's own and the desk's name among them. The front page holds four.
PINNED = {
    "/": 9,
    "/articles/": 5,
    "/watch/": 4,
    "/sources/": 6,
    "/corrections/": 3,
    "/record/": 6,
    "/tags/nis/": 6,
    "/feeds/articles.atom": 3,
    "/api/v1/articles": 2,
    "/api/v1/status-changes": 2,
    "/api/v1/changes": 2,
    "/api/v1/record": 2,
}


def more(said: dict[str, Any]) -> None:
    """Twenty of everything, public."""
    for n in range(20):
        source = Source.objects.create(
            csl_type="report", title=f"Memo {n}", publisher=said["publisher"]
        )
        source.tags.add(said["tag"])
        item = WatchItem.objects.create(
            slug=f"item-{n}", short="i", question=f"Q {n}?", why="w", track=said["item"].track
        )
        item.tags.add(said["tag"])
        article = Article.objects.create(
            slug=f"article-{n}",
            title=f"Article {n}",
            dated=VagueDate.parse("2025"),
            body=f'<p>x<cite data-source="{source.uuid}"></cite></p>',
        )
        article.tags.add(said["tag"])
        ArticleAuthor.objects.create(article=article, author=said["author"])
        ArticleSource.objects.create(article=article, source=source, why="w")
        with sealing(Actor.DESK):
            item.set_criteria(yes="y", no="n", edge_cases="e", by_when="b")
            first = {"effective": VagueDate.parse("2023"), "headline": "h", "reason": "r"}
            item.open("watching", **first)
            article.publish(by=None)


def queries(client: Client, address: str) -> int:
    edge.copies.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", PINNED)
def test_a_list_takes_its_pinned_number_of_queries(
    address: str, said: dict[str, Any], client: Client
) -> None:
    few = queries(client, address)
    more(said)
    many = queries(client, address)
    assert many == PINNED[address]
    assert many <= MOST or address == "/"
    assert few <= many
