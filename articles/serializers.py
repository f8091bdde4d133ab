"""The public payloads of articles, authors, series and media."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from articles import body as bodies
from articles.models import (
    Article,
    ArticleSource,
    ArticleWatch,
    Author,
    Image,
    Reference,
    Series,
    Video,
)
from record.kinds import Data, Projection
from record.vague import VagueDate


class AuthorPayload(serializers.ModelSerializer[Author]):
    """Whose name stands over an article."""

    kind = serializers.CharField(source="type")

    class Meta:
        model = Author
        fields = ["slug", "name", "kind", "bio"]

    @staticmethod
    def project(data: Data) -> Projection:
        """Found by the name."""
        return Projection(data["slug"], data["name"], text=data["bio"])


class SeriesPayload(serializers.ModelSerializer[Series]):
    """Articles that follow one another."""

    class Meta:
        model = Series
        fields = ["slug", "title", "description"]

    @staticmethod
    def project(data: Data) -> Projection:
        """Found by its title."""
        return Projection(data["slug"], data["title"], text=data["description"])


class ImagePayload(serializers.ModelSerializer[Image]):
    """A picture. Files are named by their own SHA-256."""

    class Meta:
        model = Image
        fields = ["file", "alt", "caption", "credit", "width", "height", "renditions"]

    @staticmethod
    def project(data: Data) -> Projection:
        """Found through what shows it."""
        smaller = (rendition["file"] for rendition in data["renditions"])
        words = f"{data['caption']} {data['credit']}"
        return Projection(title=data["alt"], files=(data["file"], *smaller), text=words)


class VideoPayload(serializers.ModelSerializer[Video]):
    """A video of the desk's own, with its captions."""

    class Meta:
        model = Video
        fields = ["file", "captions", "title", "caption", "credit", "seconds", "width", "height"]

    @staticmethod
    def project(data: Data) -> Projection:
        """Found through what shows it."""
        files = tuple(file for file in (data["file"], data["captions"]) if file)
        words = f"{data['caption']} {data['credit']}"
        return Projection(title=data["title"], files=files, text=words)


class ListedSource(serializers.ModelSerializer[ArticleSource]):
    """A source that matters, and why. `credibility` is of this use (1 to 6)."""

    source: Any = serializers.UUIDField(source="source.known_as.uuid")

    class Meta:
        model = ArticleSource
        fields = ["source", "why", "credibility"]


class WatchedItem(serializers.ModelSerializer[ArticleWatch]):
    """An item of the article's watch list, with its note."""

    item = serializers.UUIDField(source="item.uuid")

    class Meta:
        model = ArticleWatch
        fields = ["item", "note"]


class ArticlePayload(serializers.ModelSerializer[Article]):
    """An article as its readers see it: one revision. `body` is HTML with the desk's own nodes."""

    dated = serializers.CharField(source="dated.edtf")
    body = serializers.SerializerMethodField()
    authors = serializers.SerializerMethodField()
    tags: Any = serializers.SlugRelatedField(slug_field="uuid", many=True, read_only=True)
    series = serializers.UUIDField(source="series.uuid", default=None, allow_null=True)
    cover = serializers.UUIDField(source="cover.uuid", default=None, allow_null=True)
    revision = serializers.IntegerField(source="next_revision")
    sources = ListedSource(source="listed_once", many=True)
    watch = WatchedItem(source="watched", many=True)
    cites = serializers.SerializerMethodField()
    notice = serializers.CharField()

    class Meta:
        model = Article
        fields = [
            "slug",
            "title",
            "standfirst",
            "language",
            "dated",
            "body",
            "authors",
            "tags",
            "series",
            "part",
            "cover",
            "revision",
            "sources",
            "watch",
            "cites",
            "notice",
            "training",
        ]

    def get_body(self, article: Article) -> str:
        """The text, naming each source as its readers find it."""
        return bodies.renamed(article.body, Reference.merged_before_public([article]))

    def get_authors(self, article: Article) -> list[UUID]:
        """The byline, in order."""
        return [row.author.uuid for row in article.bylines.select_related("author")]

    def get_cites(self, article: Article) -> list[UUID]:
        """The sources that the text cites, in order of first mention."""
        return list(bodies.references(self.get_body(article)).sources)

    @staticmethod
    def project(data: Data) -> Projection:
        """Found by all its words; listed by the date it bears."""
        return Projection(
            slug=data["slug"],
            title=data["title"],
            sort_date=VagueDate.parse(data["dated"]).lower,
            language=data["language"],
            tags=tuple(UUID(tag) for tag in data["tags"]),
            references=tuple(_named(data)),
            text=f"{data['standfirst']} {bodies.plain_text(data['body'])}",
        )


def _named(data: dict[str, Any]) -> list[UUID]:
    """Every subject that the article names, each once."""
    found = bodies.references(data["body"])
    listed = [row["source"] for row in data["sources"]] + [row["item"] for row in data["watch"]]
    own = [*data["authors"], *data["tags"], data["series"], data["cover"], *listed]
    named = [UUID(uuid) for uuid in own if uuid]
    named += [*found.sources, *found.items, *found.articles, *found.images, *found.videos]
    return list(dict.fromkeys(named))
