"""Nothing that is only at the desk shows anywhere: not by a byte, not by a count."""

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Pillow

from articles.models import (
    Article,
    ArticleAuthor,
    ArticleSource,
    ArticleWatch,
    Author,
    Image,
    Series,
)
from record.models import Entry, Subject
from record.vague import VagueDate
from sources.models import Publisher, Source, Tag
from tests.test_the_past import addresses
from tracker.models import Track, WatchItem
from watchdesk import edge

SECRET = "Unsaid"


def everything(client: Client) -> dict[str, tuple[int, bytes]]:
    """Every public byte there is."""
    edge.copies.clear()
    found = {}
    for address in sorted(set(addresses(since=0))):
        response = client.get(address)
        found[address] = (response.status_code, response.content)
    return found


def a_picture() -> Image:
    """A picture that only drafts show."""
    content = io.BytesIO()
    Pillow.new("RGB", (8, 5), "green").save(content, "PNG")
    image = Image(title=f"{SECRET} picture", alt=f"{SECRET} alt", credit=SECRET)
    image.take(ContentFile(content.getvalue(), "picture.png"))
    image.save()
    return image


@pytest.fixture
def draft(said: dict[str, Any]) -> Article:
    """An article with everything around it that an article can have, none of it public."""
    publisher = Publisher.objects.create(name=f"{SECRET} office", slug="unsaid", type="ngo")
    source = Source.objects.create(csl_type="report", title=f"{SECRET} memo", publisher=publisher)
    tag = Tag.objects.create(name=f"{SECRET} tag", slug="unsaid")
    source.tags.add(tag, said["tag"])
    series = Series.objects.create(slug="unsaid", title=f"{SECRET} series")
    author = Author.objects.create(slug="unsaid", name=f"{SECRET} author")
    item = WatchItem.objects.create(
        slug="unsaid",
        short=f"{SECRET} item",
        question=f"{SECRET}?",
        why="w",
        track=Track.objects.get(),
    )
    item.tags.add(said["tag"])
    article = Article.objects.create(
        slug="unsaid",
        title=f"{SECRET} article",
        dated=VagueDate.parse("2024"),
        series=series,
        part=1,
        cover=a_picture(),
        body=f'<p>{SECRET} <cite data-source="{source.uuid}"></cite></p>',
    )
    article.tags.add(tag, said["tag"])
    ArticleAuthor.objects.create(article=article, author=author)
    ArticleAuthor.objects.create(article=article, author=said["author"], position=1)
    ArticleSource.objects.create(article=article, source=said["source"], why="w")
    ArticleWatch.objects.create(article=article, item=said["item"])
    return article


def test_no_byte_changes_while_drafts_are_written(
    said: dict[str, Any], client: Client, request: pytest.FixtureRequest
) -> None:
    before = everything(client)
    request.getfixturevalue("draft")
    assert everything(client) == before


def test_no_byte_changes_while_every_field_of_a_published_article_is_edited(
    said: dict[str, Any], draft: Article, client: Client
) -> None:
    before, entries = everything(client), Entry.objects.count()
    article = said["article"]
    article.slug, article.title, article.standfirst = "new", f"{SECRET} title", SECRET
    article.body, article.dated = f"<p>{SECRET}</p>", VagueDate.parse("2025")
    article.series, article.part, article.language = draft.series, 2, "sq"
    article.training, article.cover = True, a_picture()
    article.save()
    article.tags.set(Tag.objects.filter(slug="unsaid"))
    article.listed_sources.all().delete()
    ArticleSource.objects.create(
        article=article, source=Source.objects.get(title=f"{SECRET} memo"), why=SECRET
    )
    ArticleWatch.objects.create(article=article, item=WatchItem.objects.get(slug="unsaid"))
    article.bylines.all().delete()
    ArticleAuthor.objects.create(article=article, author=Author.objects.get(slug="unsaid"))
    assert everything(client) == before
    assert Entry.objects.count() == entries


def test_what_only_drafts_use_is_not_found(
    said: dict[str, Any], draft: Article, client: Client
) -> None:
    for address in ("/articles/unsaid/", "/watch/unsaid/", "/tags/unsaid/", "/series/unsaid/"):
        assert client.get(address).status_code == 404
    for body in everything(client).values():
        assert SECRET.encode() not in body[1]
    assert not Subject.objects.filter(title__contains=SECRET).exists()
