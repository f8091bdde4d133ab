"""The promise: every public page and every answer can be read later as it stood, word for word."""

import random
from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from lxml import html

from articles.models import Article, ArticleAuthor, ArticleSource, ArticleWatch, Author, Series
from record.clock import standing
from record.kinds import Actor
from record.models import Subject
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Publisher, Source, Tag
from tracker.evidence import Use
from tracker.models import StatusConflict, Track, WatchItem
from tracker.statuses import FINAL, Status
from watchdesk.models import Desk, Page

# Two worlds, so that two processors can share the work: 200 changes together.
WORLDS, CHANGES = (20240924, 20250924), 100
LISTS = (
    "articles watch-items status-changes milestones events sources publishers tags series authors "
    "corrections changes record"
).split()
PAGES = "/ /articles/ /watch/ /sources/ /corrections/ /methods/ /record/".split()


class World:
    """A small desk, and random changes to it through the verbs that everybody uses."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.n = 0
        self.desk = Desk.objects.get_or_create(pk=1)[0]
        self.publisher = Publisher.objects.create(name="Office", slug="office", type="state")
        self.track = Track.objects.create(slug="justice", name="Justice")
        self.author = Author.objects.create(slug="the-desk", name="The desk", type="body")
        self.series = Series.objects.create(slug="series", title="A series")
        self.tag = Tag.objects.create(name="Harbour", slug="harbour")
        self.page = Page.objects.create(slug="about", title="About", body="<p>Us.</p>")
        self.sources = [self.make_source() for _ in range(2)]
        with sealing(Actor.DESK):
            self.desk.publish()
            self.page.publish()
        self.items = [self.make_item() for _ in range(2)]
        self.articles = [self.make_article() for _ in range(2)]

    def word(self) -> str:
        """Words that were never said before."""
        self.n += 1
        return f"{self.dice.choice(['calm', 'Niš', 'sea', 'Ђурић'])} {self.n}"

    def make_source(self) -> Source:
        source = Source.objects.create(
            csl_type="report", title=self.word(), publisher=self.publisher, issued=self.date()
        )
        source.tags.add(self.tag)
        return source

    def make_item(self) -> WatchItem:
        n = WatchItem.objects.count() + 1
        item = WatchItem.objects.create(
            slug=f"item-{n}", short=f"item {n}", question=f"Will {n}?", why="w", track=self.track
        )
        with sealing(Actor.TRACKER):
            item.set_criteria(yes="y", no="n", edge_cases="e", by_when="never")
            item.open("watching", effective=self.date(), headline=self.word(), reason="opened")
        return item

    def make_article(self) -> Article:
        n = Article.objects.count() + 1
        article = Article.objects.create(
            slug=f"article-{n}", title=f"Article {n}", dated=self.date(), body=self.body()
        )
        ArticleAuthor.objects.create(article=article, author=self.author)
        ArticleSource.objects.create(article=article, source=self.source(), why="it matters")
        ArticleWatch.objects.create(article=article, item=self.item(), note="watch it")
        with sealing(Actor.EDITOR):
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
        )

    def source(self) -> Source:
        return self.dice.choice(self.sources)

    def item(self) -> WatchItem:
        return WatchItem.objects.get(pk=self.dice.choice(self.items).pk)

    def article(self) -> Article:
        return Article.objects.get(pk=self.dice.choice(self.articles).pk)

    # Each change by name, as somebody at the desk would make it.

    def edits_a_source(self) -> None:
        source = self.source()
        source.title = self.word()
        source.save()
        source.publish_changes()

    def retracts_a_source(self) -> None:
        self.source().retract(self.word())

    def downgrades_a_source(self) -> None:
        self.source().downgrade(self.word())

    def reinstates_a_source(self) -> None:
        self.source().reinstate(self.word())

    def merges_a_source(self) -> None:
        """A fresh one, entered twice: an old one into it, or it into an old one."""
        fresh = self.make_source()
        if self.dice.random() < 0.5:
            self.item().add_event(self.date(), headline=self.word(), evidence=[Use(fresh)])
        source = self.source()
        goes, stays = self.dice.choice([(fresh, source), (source, fresh)])
        goes.merge_into(stays, self.word())
        self.sources = [stays, *(one for one in self.sources if one not in {goes, stays})]

    def rates_the_publisher(self) -> None:
        day = VagueDate.parse("2024-01-01").lower
        assert day
        self.publisher.rate(self.dice.choice("ABCDEF"), self.word(), day)

    def edits_the_tag(self) -> None:
        self.tag.description = self.word()
        self.tag.save()
        self.tag.publish_changes()

    def tags_a_source(self) -> None:
        source = self.source()
        source.tags.add(self.word())
        source.publish_changes()

    def merges_a_tag(self) -> None:
        other = Tag.objects.unmerged().exclude(pk=self.tag.pk).first()
        if other:
            other.merge_into(self.tag, self.word())

    def edits_the_author(self) -> None:
        self.author.bio = self.word()
        self.author.save()
        self.author.publish_changes()

    def edits_the_page(self) -> None:
        self.page.body = f"<p>{self.word()}</p>"
        self.page.save()
        self.page.publish()

    def leads_with_another(self) -> None:
        self.desk.lead = self.dice.choice(self.articles)
        self.desk.notices = self.word()
        self.desk.save()
        self.desk.publish()

    def changes_a_status(self) -> None:
        item = self.item()
        use = [Use(self.source(), credibility=self.dice.randint(1, 6), locator=self.word())]
        if item.status in FINAL:
            words = {"headline": self.word(), "reason": self.word()}
            item.reopen("watching", effective=VagueDate.parse("2025-02"), evidence=use, **words)
            return
        to = self.dice.choice([status for status in Status if status != item.status])
        item.change_status(
            to,
            seen=item.status,
            effective=VagueDate.parse("2025-01"),
            headline=self.word(),
            evidence=use,
            outcome="overtaken" if to == Status.CLOSED else "",
        )

    def looks(self) -> None:
        self.item().look(self.word())

    def corrects_a_change(self) -> None:
        change = self.item().changes.filter(type="change", superseded_by=None).first()
        if change:
            words = {"headline": self.word(), "reason": self.word()}
            change.correct(to=change.status, effective=VagueDate.parse("2025-01-15"), **words)

    def retracts_a_change(self) -> None:
        change = self.item().changes.filter(type="change", superseded_by=None).first()
        if change:
            change.retract(self.word())

    def adds_an_event(self) -> None:
        self.item().add_event(self.date(), headline=self.word(), evidence=[Use(self.source())])

    def expects_something(self) -> None:
        milestone = self.item().add_milestone(self.word())
        milestone.set_date("forecast", self.date(), asserted_by=self.word())

    def changes_criteria(self) -> None:
        words = {"yes": self.word(), "no": "n", "edge_cases": "e", "by_when": "never"}
        self.item().set_criteria(**words, reason=self.word())

    def updates_an_article(self) -> None:
        article = self.article()
        article.title, article.body = self.word(), self.body()
        article.save()
        article.publish(by=None)

    def corrects_an_article(self) -> None:
        article = self.article()
        article.standfirst = self.word()
        article.save()
        article.correct(self.word(), by=None)

    def moves_an_article(self) -> None:
        article = self.article()
        article.slug = f"moved-{self.n}-{article.pk}"
        article.save()
        article.publish(by=None)

    def withdraws_an_article(self) -> None:
        self.article().withdraw(self.word(), by=None)

    def change(self) -> None:
        """One random change; one that the rules refuse leaves nothing behind."""
        names = [name for name in vars(World) if "_" in name and name.split("_")[0].endswith("s")]
        verb: Callable[[], None] = getattr(self, self.dice.choice([*names, "looks"]))
        try:
            with sealing(Actor.EDITOR):
                verb()
        except (ValidationError, StatusConflict):
            pass


def addresses() -> Iterator[str]:
    """Every page and answer that there is now."""
    yield from PAGES
    yield from (f"/api/v1/{name}" for name in LISTS)
    yield "/feeds/articles.atom"
    latest = standing().seq
    yield f"/record/{latest}/"
    for row in Subject.objects.now().public():
        if row.url:
            yield row.url
    for row in Subject.objects.now().filter(kind__in=["article", "item", "source"]):
        route = {"article": "articles", "item": "watch-items", "source": "sources"}[row.kind]
        yield f"/api/v1/{route}/{row.uuid}"


def said(client: Client, address: str, seq: int | None = None) -> tuple[int, str | bytes]:
    """What is said at `address`: a page's <main> without its time control, an answer's bytes, or
    where it leads."""
    response = client.get(address, {"known_at": seq} if seq is not None else {})
    if response.status_code in {301, 308}:
        # What was merged leads on, and to the same later.
        return response.status_code, response["Location"].partition("?")[0]
    if not response["Content-Type"].startswith("text/html"):
        return response.status_code, response.content
    (main,) = html.fromstring(response.content.decode()).iter("main")
    for clock in main.xpath(".//*[@data-clock]"):
        clock.drop_tree()
    return response.status_code, " ".join(main.text_content().split())


@pytest.mark.django_db
@pytest.mark.parametrize("seed", WORLDS)
def test_every_page_and_answer_reads_the_same_later(seed: int, client: Client) -> None:
    world = World(seed)
    kept: dict[tuple[int, str], tuple[int, str | bytes]] = {}
    for _ in range(CHANGES):
        world.change()
        seq = standing().seq
        for address in set(addresses()):
            kept.setdefault((seq, address), said(client, address))
    assert len({seq for seq, _ in kept}) > CHANGES * 0.6
    wrong = [
        (seq, address)
        for (seq, address), before in kept.items()
        if said(client, address, seq) != before
    ]
    assert wrong == []
