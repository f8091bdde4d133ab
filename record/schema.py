"""How the API describes itself (OpenAPI 3.1, through drf-spectacular)."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
    inline_serializer,
)
from rest_framework import serializers

from record.kinds import Actor, Kind, Op, State

PARAMETERS: dict[str, tuple[Any, str]] = {
    "known_at": (
        OpenApiTypes.STR,
        "Read everything as it stood then: a day (2024-09-24, to its end at the desk), an RFC 3339 "
        "moment, or the number of an entry.",
    ),
    "valid_at": (
        OpenApiTypes.STR,
        "How it was on this day (2024-09-24, or an RFC 3339 moment of it), by what was known at "
        "`known_at`.",
    ),
    "cursor": (OpenApiTypes.STR, "Where the last page ended: taken from its `next`."),
    "limit": (OpenApiTypes.INT, "How many results, 1 to 200. 50 where it is not given."),
    "after": (OpenApiTypes.INT, "Only entries after this number."),
    "tag": (OpenApiTypes.UUID, "Only what carries this tag, or one that was merged with it."),
    "item": (OpenApiTypes.UUID, "Only what belongs to this watch item."),
    "rests_on": (
        OpenApiTypes.UUID,
        "Only what names this subject (a source, an author, an item), or one merged with it.",
    ),
    "kind": (OpenApiTypes.STR, "Only those of this kind, as their payloads name it."),
    "language": (OpenApiTypes.STR, "Only what is written in this language (BCP 47)."),
    "type": (OpenApiTypes.STR, "Only sources of this kind, by its name in CSL 1.0.2."),
    "publisher": (OpenApiTypes.UUID, "Only what this publisher stands behind."),
    "slug": (OpenApiTypes.STR, "Only what stands at this address."),
}


class ProblemSerializer(serializers.Serializer[Any]):
    """A problem (RFC 9457). `errors` names the parameters that cannot be used."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors: Any = serializers.ListField(child=serializers.DictField(), required=False)


class HeadSerializer(serializers.Serializer[Any]):
    """The number and hash of the record that the answer was read at."""

    seq = serializers.IntegerField()
    hash = serializers.CharField()


class EntrySerializer(serializers.Serializer[Any]):
    """One entry of the record."""

    seq = serializers.IntegerField()
    op = serializers.ChoiceField(choices=Op.choices)
    kind = serializers.ChoiceField(choices=Kind.choices)
    id = serializers.UUIDField()
    recorded_at = serializers.DateTimeField()
    actor = serializers.ChoiceField(choices=Actor.choices)


class ChangeSerializer(EntrySerializer):
    """An entry as a change: whether its subject is there or gone."""

    state = serializers.ChoiceField(choices=["updated", "deleted"])


class WholeEntrySerializer(EntrySerializer):
    """An entry with what is needed to verify it; payload and salt are null once erased."""

    schema = serializers.IntegerField()
    commitment = serializers.CharField()
    previous_hash = serializers.CharField()
    hash = serializers.CharField()
    salt = serializers.CharField(allow_null=True)
    payload = serializers.CharField(allow_null=True)


def parameters(*names: str) -> list[OpenApiParameter]:
    """The descriptions of the query parameters `names`."""
    return [
        OpenApiParameter(name, kind, OpenApiParameter.QUERY, description=words)
        for name, (kind, words) in ((name, PARAMETERS[name]) for name in names)
    ]


def _problem(words: str) -> OpenApiResponse:
    return OpenApiResponse(ProblemSerializer, description=words)


def _subject(name: str, payload: type[serializers.BaseSerializer[Any]], around: Any) -> Any:
    return inline_serializer(
        f"{name}Subject",
        {
            "id": serializers.UUIDField(),
            "kind": serializers.ChoiceField(choices=Kind.choices),
            "state": serializers.ChoiceField(choices=State.choices),
            "seq": serializers.IntegerField(),
            "op": serializers.ChoiceField(choices=Op.choices),
            "recorded_at": serializers.DateTimeField(),
            "first_seq": serializers.IntegerField(),
            "first_recorded_at": serializers.DateTimeField(),
            "schema": serializers.IntegerField(),
            "url": serializers.CharField(allow_null=True),
            **around,
            "payload": payload(),
        },
    )


def _page(name: str, result: Any) -> Any:
    return inline_serializer(
        f"{name}Page",
        {
            "record": HeadSerializer(),
            "next": serializers.CharField(allow_null=True),
            "results": serializers.ListField(child=result),
        },
    )


def listing(payload: type[serializers.BaseSerializer[Any]], name: str, **around: Any) -> Any:
    """Describe a list of subjects whose payload is `payload`; decorates the view.

    `around` is what stands beside the payload in this kind alone.
    """

    def describe(view: Any) -> Any:
        described = extend_schema(
            operation_id=f"list{name}",
            summary=view.__doc__.splitlines()[0],
            parameters=parameters(*view.filters, "cursor", "limit", *view.clocks),
            responses={
                200: _page(name, _subject(name, payload, around)),
                400: _problem("A parameter is unknown or cannot be read."),
            },
        )
        return extend_schema_view(get=described)(view)

    return describe


def detail(payload: type[serializers.BaseSerializer[Any]], name: str, **around: Any) -> Any:
    """Describe one subject whose payload is `payload`; decorates the view, as `listing` does."""

    def describe(view: Any) -> Any:
        described = extend_schema(
            operation_id=f"get{name}",
            parameters=parameters(*view.clocks),
            responses={
                200: _subject(name, payload, around),
                308: OpenApiResponse(description="It was merged into another."),
                400: _problem("A parameter is unknown or cannot be read."),
                404: _problem("Nothing of this kind has this id."),
                410: _problem("It was withdrawn or erased; `tombstone` says when and why."),
            },
        )
        return extend_schema_view(get=described)(view)

    return describe


def entries(shown: type[serializers.Serializer[Any]], name: str) -> Any:
    """Describe a list of entries; decorates the view."""
    described = extend_schema(
        operation_id=f"list{name}",
        parameters=parameters("after", "limit", "known_at"),
        responses={
            200: _page(name, shown()),
            400: _problem("A parameter is unknown or cannot be read."),
        },
    )
    return extend_schema_view(get=described)


def any_of(result: Any, **_about: Any) -> Any:
    """The description with `anyOf` for each `oneOf`: an empty text fits two of its choices."""
    if isinstance(result, dict):
        named = {"anyOf" if key == "oneOf" else key: value for key, value in result.items()}
        return {key: any_of(value) for key, value in named.items()}
    return [any_of(value) for value in result] if isinstance(result, list) else result
