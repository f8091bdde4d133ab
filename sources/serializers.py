"""The public payloads of publishers, sources and tags."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from record.kinds import Data, Projection
from record.vague import VagueDate
from sources.models import Capture, Publisher, Rating, Source, Tag


class RatingPayload(serializers.ModelSerializer[Rating]):
    """How reliable a publisher is held to be (Admiralty code, A to F), and why."""

    class Meta:
        model = Rating
        fields = ["code", "reason", "since"]


class PublisherPayload(serializers.ModelSerializer[Publisher]):
    """Whoever stands behind a source. `ratings` has every rating, the one in force first."""

    reliability = RatingPayload(source="rating", allow_null=True)
    ratings = RatingPayload(many=True)

    class Meta:
        model = Publisher
        fields = ["name", "slug", "type", "country", "url", "reliability", "ratings"]

    @staticmethod
    def with_ratings(data: Data) -> Data:
        """Schema 1, which had the rating in force alone, as the present one."""
        return {**data, "ratings": [data["reliability"]] if data["reliability"] else []}

    @staticmethod
    def project(data: Data) -> Projection:
        """Found by its name."""
        return Projection(
            slug=data["slug"], title=data["name"], type=data["type"], text=data["country"]
        )


class TagPayload(serializers.ModelSerializer[Tag]):
    """A word that joins articles, watch items and sources."""

    kind = serializers.CharField(source="type")
    broader = serializers.UUIDField(source="broader.uuid", default=None, allow_null=True)

    class Meta:
        model = Tag
        fields = ["slug", "name", "kind", "description", "aliases", "broader"]

    @staticmethod
    def project(data: Data) -> Projection:
        """Found by its name and by every other spelling."""
        broader = (UUID(data["broader"]),) if data["broader"] else ()
        words = " ".join([*data["aliases"], data["description"]])
        return Projection(data["slug"], data["name"], data["kind"], references=broader, text=words)


class AuthorOfSource(serializers.Serializer[Any]):
    """One author of a source: a person or a body. A person's name is also given in its parts."""

    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=["person", "body"])
    family = serializers.CharField(default="")
    given = serializers.CharField(default="")
    particle = serializers.CharField(default="")
    dropping = serializers.CharField(default="")
    suffix = serializers.CharField(default="")
    comma_suffix = serializers.BooleanField(default=False)


class CapturePayload(serializers.ModelSerializer[Capture]):
    """A file that the desk keeps and does not give out: its hash proves later what it held."""

    class Meta:
        model = Capture
        fields = ["sha256", "media_type", "size", "captured_at"]


class Identifiers(serializers.Serializer[Source]):
    """The numbers under which others know a source."""

    doi = serializers.CharField()
    ecli = serializers.CharField()
    celex = serializers.CharField()
    docket = serializers.CharField()


class SourcePayload(serializers.ModelSerializer[Source]):
    """Something a statement rests on. `issued` is a vague date (EDTF)."""

    authors = AuthorOfSource(many=True)
    publisher = serializers.UUIDField(source="publisher.uuid", default=None, allow_null=True)
    issued = serializers.CharField(allow_blank=True)
    identifiers = Identifiers(source="*")
    tags: Any = serializers.SlugRelatedField(slug_field="uuid", many=True, read_only=True)
    article = serializers.UUIDField(source="own_article", allow_null=True)
    captures = CapturePayload(source="all_captures", many=True)

    class Meta:
        model = Source
        fields = [
            "number",
            "csl_type",
            "title",
            "title_is_ours",
            "authors",
            "publisher",
            "issued",
            "url",
            "archived_url",
            "captures",
            "link_is_dead",
            "languages",
            "identifiers",
            "details",
            "note",
            "tags",
            "article",
            "repute",
            "repute_note",
        ]

    @staticmethod
    def with_repute(data: Data) -> Data:
        """Schema 1, which knew one language and whether a source was retracted, as the present."""
        old = {**data}
        language, retracted = old.pop("language"), old.pop("retracted")
        return {
            **old,
            "captures": [],
            "link_is_dead": False,
            "languages": [language] if language else [],
            "details": {},
            "repute": "retracted" if retracted else "stands",
            "repute_note": "",
        }

    @staticmethod
    def project(data: Data) -> Projection:
        """Found by its number, and in lists by its date."""
        tags = tuple(UUID(tag) for tag in data["tags"])
        named = [uuid for uuid in (data["publisher"], data["article"]) if uuid]
        words = [data["note"], *(author["name"] for author in data["authors"])]
        return Projection(
            slug=str(data["number"]),
            title=data["title"],
            type=data["csl_type"],
            sort_date=VagueDate.parse(data["issued"]).lower if data["issued"] else None,
            language=next(iter(data["languages"]), ""),
            tags=tags,
            references=(*(UUID(uuid) for uuid in named), *tags),
            text=" ".join([*words, *data["identifiers"].values()]),
        )
