"""The demo's working copies. Making them says nothing in public; the schedule does that."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth import get_user_model
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
from sources.models import Publisher, Source, Tag
from tracker.models import Lane, Track, WatchItem
from watchdesk.demo import (
    articles_a,
    articles_b,
    articles_c,
    items,
    media,
    pages,
    pieces,
    sources,
    tags,
    training,
    training_sources,
)
from watchdesk.demo.evidence import source, when
from watchdesk.demo.keys import text, uuid_of
from watchdesk.models import Desk, Page

ARTICLES = [
    training.DRILL,
    training.HULL,
    articles_a.ARTICLE_A,
    articles_b.ARTICLE_B,
    articles_c.ARTICLE_C,
]


def make() -> None:
    """Make every working copy. Called once, in the write that begins the record."""
    _desk_and_pages()
    _tags()
    _publishers([*sources.PUBLISHERS, *training_sources.PUBLISHERS])
    grade(training_sources.PUBLISHERS)
    _sources([*sources.SOURCES, *training_sources.SOURCES])
    _media()
    _items([training.FERRY, *items.ITEMS])
    _authors_and_series()
    for piece in ARTICLES:
        _article(piece)


def _desk_and_pages() -> None:
    Desk.objects.update_or_create(
        id=1, defaults={"name": "Watchdesk", "tagline": pages.TAGLINE, "note": pages.NOTE}
    )
    for slug, title in pages.PAGES.items():
        Page.objects.create(
            uuid=uuid_of("page", slug), slug=slug, title=title, body=text(f"pages/{slug}")
        )


def _tags() -> None:
    made: dict[str, Tag] = {}
    for tag in tags.TAGS:
        made[tag.slug] = Tag.objects.create(
            uuid=uuid_of("tag", tag.slug),
            slug=tag.slug,
            name=tag.name,
            type=tag.type,
            description=tag.description,
            aliases=list(tag.aliases),
            broader=made[tag.broader] if tag.broader else None,
        )


def _tagged(slugs: Iterable[str]) -> list[Tag]:
    slugs = list(slugs)
    found = list(Tag.objects.filter(slug__in=slugs))
    assert len(found) == len(slugs), slugs
    return found


def _publishers(rows: Iterable[sources.DemoPublisher]) -> None:
    for row in rows:
        Publisher.objects.create(
            uuid=uuid_of("publisher", row.slug),
            slug=row.slug,
            name=row.name,
            type=row.type,
            country=row.country,
            url=row.url,
        )


def grade(rows: Iterable[sources.DemoPublisher]) -> None:
    """Give each publisher its first rating: on the day from which it counts, not before."""
    for row in rows:
        publisher = Publisher.objects.get(slug=row.slug)
        publisher.rate(row.grade, row.reason, dt.date.fromisoformat(row.since))


def _sources(rows: Iterable[sources.DemoSource]) -> None:
    for row in rows:
        made = Source.objects.create(
            uuid=uuid_of("source", row.key),
            publisher=Publisher.objects.get(slug=row.publisher),
            title=row.title,
            title_is_ours=row.title_is_ours,
            issued=when(row.issued),
            csl_type=row.csl_type,
            note=row.note,
            languages=[row.language] if row.language else [],
            url=row.url,
            own_article=uuid_of("article", row.own_article) if row.own_article else None,
            ecli=row.ecli,
            docket=row.docket,
            authors=_authors_of(row),
        )
        made.tags.set(_tagged(row.tags))


def _authors_of(row: sources.DemoSource) -> list[dict[str, str]]:
    if row.own_article:
        return [{"name": "The desk", "kind": "body"}]
    return [{"name": row.author, "kind": "person"}] if row.author else []


def _media() -> None:
    for row in media.PICTURES:
        picture = Image(
            uuid=uuid_of("image", row.key),
            title=row.title,
            alt=row.alt,
            caption=row.caption,
            credit=media.CREDIT,
        )
        picture.take(ContentFile(row.path.read_bytes(), row.path.name))
        picture.save()
    for card in media.VIDEOS:
        video = Video(
            uuid=uuid_of("video", card.key),
            title=card.title,
            caption=card.caption,
            credit="Title card: the desk",
            seconds=4,
        )
        video.take(
            ContentFile(card.film.read_bytes(), card.film.name),
            ContentFile(card.captions.read_bytes(), card.captions.name),
        )
        video.save()


def _items(rows: Iterable[items.DemoItem]) -> None:
    for position, (slug, name) in enumerate(items.TRACKS, 1):
        Track.objects.get_or_create(slug=slug, defaults={"name": name, "position": position})
    for row in rows:
        made = WatchItem.objects.create(
            uuid=uuid_of("item", row.slug),
            slug=row.slug,
            short=row.short,
            question=row.question,
            why=row.why,
            track=Track.objects.get(slug=row.track),
            review_days=60,
            training=row.training,
            owner=get_user_model().objects.filter(username="staff").first(),
        )
        made.tags.set(_tagged(row.tags))
        for position, (key, name, note) in enumerate(row.lanes, 1):
            Lane.objects.create(item=made, key=key, name=name, note=note, position=position)


def _authors_and_series() -> None:
    for slug, (name, kind, about) in pieces.AUTHORS.items():
        Author.objects.create(
            uuid=uuid_of("author", slug), slug=slug, name=name, type=kind, bio=about
        )
    Series.objects.create(
        uuid=uuid_of("series", pieces.SERIES_SLUG),
        slug=pieces.SERIES_SLUG,
        title=pieces.SERIES_TITLE,
        description=pieces.SERIES_ABOUT,
    )


def _article(row: pieces.DemoArticle) -> None:
    made = Article.objects.create(
        uuid=uuid_of("article", row.slug),
        slug=row.slug,
        title=row.title,
        standfirst=row.standfirst,
        dated=when(row.dated),
        body=text(row.slug),
        series=Series.objects.get(slug=pieces.SERIES_SLUG) if row.part else None,
        part=row.part,
        cover=Image.objects.get(uuid=uuid_of("image", row.cover)) if row.cover else None,
        training=row.training,
    )
    made.tags.set(_tagged(row.tags))
    for position, slug in enumerate(row.authors, 1):
        author = Author.objects.get(slug=slug)
        ArticleAuthor.objects.create(article=made, author=author, position=position)
    for position, (key, why, credibility) in enumerate(row.sources, 1):
        ArticleSource.objects.create(
            article=made,
            source=source(key),
            why=why,
            credibility=credibility,
            position=position,
        )
    for position, (slug, note) in enumerate(row.watch, 1):
        item = WatchItem.objects.get(slug=slug)
        ArticleWatch.objects.create(article=made, item=item, note=note, position=position)
