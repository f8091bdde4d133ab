"""A small desk with a little of everything, for tests that then let much happen to it."""

import random

from django.core.files.base import ContentFile

from articles.models import (
    Article,
    ArticleAuthor,
    ArticleSource,
    ArticleWatch,
    Author,
    Image,
    Series,
    Video,
)
from record.kinds import Actor
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Publisher, Source, Tag
from tests.pixel import PIXEL
from tracker.models import Track, WatchItem
from watchdesk.models import Desk, Page


class SmallDesk:
    """A desk with a little of everything, thrown by the dice of a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.n = 0
        self.desk = Desk.objects.get_or_create(pk=1)[0]
        self.publisher = Publisher.objects.create(name="Office", slug="office", type="state")
        self.track = Track.objects.create(slug="justice", name="Justice")
        self.author = Author.objects.create(slug="the-desk", name="The desk", type="body")
        self.series = Series.objects.create(slug="series", title="A series")
        self.picture = Image(title="valley", alt="A valley", credit="The desk")
        self.picture.take(ContentFile(PIXEL, "valley.png"))
        self.picture.save()
        self.video = Video(title="harbour", credit="The desk", seconds=4)
        self.video.take(ContentFile(b"film", "harbour.mp4"), ContentFile(b"WEBVTT\n"))
        self.video.save()
        self.tag = Tag.objects.create(name="Harbour", slug="harbour")
        self.page = Page.objects.create(slug="about", title="About", body="<p>Us.</p>")
        self.sources = [self.make_source() for _ in range(2)]
        with sealing(Actor.DESK):
            self.desk.publish()
            self.page.publish()
        with sealing(Actor.TRACKER):
            self.items = [self.make_item()]
        with sealing(Actor.EDITOR):
            self.articles = [self.make_article()]

    def word(self) -> str:
        """Words that were never said before."""
        self.n += 1
        return f"{self.dice.choice(['calm', 'Niš', 'sea', 'Ђурић'])} {self.n}"

    def make_source(self) -> Source:
        source = Source.objects.create(
            csl_type="report",
            title=self.word(),
            publisher=self.publisher,
            issued=self.date(),
            url=f"https://office.example/{self.n}",
        )
        source.tags.add(self.tag)
        return source

    def make_item(self) -> WatchItem:
        n = WatchItem.objects.count() + 1
        item = WatchItem.objects.create(
            slug=f"item-{n}", short=f"item {n}", question=f"Will {n}?", why="w", track=self.track
        )
        item.set_criteria(yes="y", no="n", edge_cases="e", by_when="never")
        item.open("watching", effective=self.date(), headline=self.word(), reason="opened")
        item.add_milestone(self.word())
        return item

    def make_article(self) -> Article:
        n = Article.objects.count() + 1
        article = Article.objects.create(
            slug=f"article-{n}", title=f"Article {n}", dated=self.date(), body=self.body()
        )
        if n == 1:
            article.series, article.part = self.series, article.pk
            article.save()
        ArticleAuthor.objects.create(article=article, author=self.author)
        ArticleSource.objects.create(article=article, source=self.source(), why="it matters")
        ArticleWatch.objects.create(article=article, item=self.item(), note="watch it")
        article.publish(by=None)
        return article

    def date(self) -> VagueDate:
        return VagueDate.parse(self.dice.choice(["2023", "2024-03", "2024-09-24", "2022/2023"]))

    def body(self) -> str:
        return (
            f"<h2>{self.word()}</h2><p>{self.word()}"
            f'<cite data-source="{self.source().uuid}" data-locator="p. 3"></cite>'
            f'<span data-footnote="">{self.word()}</span></p>'
            f'<div data-watch="{self.item().uuid}"></div>'
            f"{self.dice.choice(self.shown())}"
        )

    def shown(self) -> list[str]:
        return [
            "",
            f'<figure data-image="{self.picture.uuid}"></figure>',
            f'<figure data-video="{self.video.uuid}"></figure>',
        ]

    def source(self) -> Source:
        return Source.objects.get(pk=self.dice.choice(self.sources).pk)

    def item(self) -> WatchItem:
        return WatchItem.objects.get(pk=self.dice.choice(self.items).pk)

    def article(self) -> Article:
        return Article.objects.get(pk=self.dice.choice(self.articles).pk)
