"""A desk that grows: one of everything that a page shows, and then several times as much."""

from typing import Any

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
from tracker.evidence import Use
from tracker.models import Lane, Track, WatchItem
from watchdesk.models import Desk, Page

FIRST = {"effective": VagueDate.parse("2023"), "headline": "Opened", "reason": "New."}


class GrownDesk:
    """A desk whose first article, item, source, tag, series and author everything belongs to.

    Of sources and tags there is each time a pair that was merged into one, which was merged into
    the first: `merged` is the number, `merged_tag` the short name, of the one merged last.
    """

    def __init__(self) -> None:
        self.made = 0
        self.track = Track.objects.create(slug="justice", name="Justice")
        self.publisher = Publisher.objects.create(name="Office", slug="office", type="state")
        self.tag = Tag.objects.create(name="Niš", slug="nis")
        self.series = Series.objects.create(slug="rivers", title="Rivers")
        self.author = Author.objects.create(slug="the-desk", name="The desk", type="body")
        self.source = self._source("Memo")
        self.item = self._item("dam")
        self.lane = Lane.objects.create(item=self.item, key="works", name="Works")
        self.article = self._article("first", "")
        self.grow()
        desk, _made = Desk.objects.get_or_create(pk=1)
        desk.lead = self._article("lead", "<p>It leads.</p>")
        desk.save()
        with sealing(Actor.EDITOR):
            desk.lead.publish(by=None)
            desk.publish()

    def grow(self, by: int = 1) -> None:
        """`by` more of everything: on the lists, and in what the first article and item hold."""
        named = [self._more(self.made + n) for n in range(by)]
        self.made += by
        self.article.body += "".join(named)
        self.article.save()
        with sealing(Actor.EDITOR):
            self.article.publish(by=None)
        for n in range(by):
            with sealing(Actor.EDITOR):
                self.article.correct(f"It was {n}.", by=None)

    def _more(self, n: int) -> str:
        """One more of everything, public; returns what the first article's text says of it."""
        source, item = self._merged_sources(n), self._item(f"item-{n}")
        tag = self._merged_tags(n)
        article = self._article(f"article-{n}", f"<p>x{_cite(source)}</p>")
        article.tags.add(tag)
        ArticleSource.objects.create(article=article, source=source, why="w")
        with sealing(Actor.DESK):
            article.publish(by=None)
            page = Page.objects.create(slug=f"page-{n}", title="P", body="<p>p</p>")
            page.publish()
        self._say(source)
        ArticleSource.objects.create(article=self.article, source=source, why="w")
        ArticleWatch.objects.create(article=self.article, item=item)
        picture = Image.objects.create(title="i", file=f"{n:064x}.jpg", alt="a", credit="c")
        film = Video.objects.create(
            title="v", file=f"{n:064x}.mp4", captions=f"{n:064x}.vtt", credit="c", seconds=1
        )
        return (
            f'<p>x{_cite(source)}</p><figure data-image="{picture.uuid}"></figure>'
            f'<figure data-video="{film.uuid}"></figure><div data-watch="{item.uuid}"></div>'
            f'<div data-article="{article.uuid}"></div>'
        )

    def _source(self, title: str) -> Source:
        source = Source.objects.create(csl_type="report", title=title, publisher=self.publisher)
        source.tags.add(self.tag)
        return source

    def _merged_sources(self, n: int) -> Source:
        """One that was public and cited, and merged through another into the first."""
        goes, through, stays = (self._source(f"{name} {n}") for name in ("Goes", "Through", "S"))
        claim = self._article(f"old-{n}", "".join(f"<p>x{_cite(one)}</p>" for one in (goes, stays)))
        with sealing(Actor.DESK):
            claim.publish(by=None)
            self.item.add_event(VagueDate.parse("2024"), headline="E", evidence=[Use(goes)])
        for source, into in ((goes, through), (through, self.source)):
            with sealing(Actor.DESK):
                source.refresh_from_db()
                source.merge_into(into, "Twice.")
        self.merged = Source.objects.get(pk=goes.pk).number
        return stays

    def _merged_tags(self, n: int) -> Tag:
        narrower = Tag.objects.create(name=f"Narrower {n}", slug=f"narrow-{n}", broader=self.tag)
        goes, through = (
            Tag.objects.create(name=f"{name} {n}", slug=f"{name}-{n}")
            for name in ("goes", "through")
        )
        source = self._source(f"Tagged {n}")
        source.tags.add(goes, narrower)
        with sealing(Actor.DESK):
            self.item.add_event(VagueDate.parse("2024"), headline="T", evidence=[Use(source)])
        for tag, into in ((goes, through), (through, self.tag)):
            with sealing(Actor.DESK):
                tag.merge_into(Tag.objects.get(pk=into.pk), "Twice.")
        self.merged_tag = goes.slug
        return narrower

    def _item(self, slug: str) -> WatchItem:
        item = WatchItem.objects.create(
            slug=slug, short=slug, question=f"{slug}?", why="w", track=self.track
        )
        item.tags.add(self.tag)
        with sealing(Actor.TRACKER):
            item.set_criteria(yes="y", no="n", edge_cases="e", by_when="b")
            item.open("watching", **FIRST)
        return item

    def _article(self, slug: str, body: str) -> Article:
        article = Article.objects.create(
            slug=slug,
            title=slug,
            dated=VagueDate.parse("2025"),
            body=body,
            series=self.series,
            part=Article.objects.count() + 1,
            cover=Image.objects.create(title="i", file=f"{slug}.jpg", alt="a", credit="c"),
        )
        article.tags.add(self.tag)
        ArticleAuthor.objects.create(article=article, author=self.author)
        return article

    def _say(self, source: Source) -> None:
        """A status, a look, an event, a milestone and new criteria of the first item."""
        use: dict[str, Any] = {"evidence": [Use(source, credibility=2)]}
        with sealing(Actor.TRACKER):
            self.item.refresh_from_db()
            to = "moving" if self.item.status == "watching" else "watching"
            day = {"effective": VagueDate.parse("2024"), "headline": "h"}
            change = self.item.change_status(to, seen=self.item.status, **day, **use)
        with sealing(Actor.TRACKER):
            change.correct(to=to, reason="r", **day)
            self.item.look("The papers.")
            criteria = {"yes": source.title, "no": "n", "edge_cases": "e", "by_when": "b"}
            self.item.set_criteria(**criteria, reason="r")
            self.item.add_event(VagueDate.parse("2024"), headline="E", lane=self.lane, **use)
            expected = self.item.add_milestone("m", lane=self.lane)
            expected.set_date("forecast", VagueDate.parse("2030"), asserted_by="they", **use)


def _cite(source: Source) -> str:
    return f'<cite data-source="{source.uuid}"></cite>'
