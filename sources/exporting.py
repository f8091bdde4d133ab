"""Sources as files of citations: which items, from the record or from the desk, and the answer."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, override

from record.clock import Reading
from record.kinds import Data, Kind, State
from record.models import Subject
from sources.csl import to_csl
from sources.formats import Format, Item
from sources.formats.keys import keyed
from sources.models import Source
from sources.serializers import SourcePayload

# Rows that are in memory at once: a list of all of them may be long.
AT_ONCE = 500
# Items that are sent in one piece.
TOGETHER = 100

Answer = TypeVar("Answer", bound=HttpResponseBase)


class Around:
    """What public items say of other subjects at one reading: two queries, however many items."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def item(self, row: Subject) -> Item:
        """The item of a public source."""
        data = row.data
        if data["article"] and not data["url"]:
            data = {**data, "url": self._articles.get(UUID(data["article"]), "")}
        return to_csl(data, self.publisher(data))

    def publisher(self, data: Data) -> str:
        """The name of a source's publisher; of one that was merged, of what it became."""
        row = self._publishers.get(UUID(data["publisher"])) if data["publisher"] else None
        for _hop in self._publishers:
            if row is None or row.state != State.MERGED:
                break
            row = self._publishers.get(row.successor) if row.successor else None
        return row.title if row is not None and row.state == State.PUBLIC else ""

    @cached_property
    def _publishers(self) -> dict[UUID, Subject]:
        rows = Subject.objects.at(self.reading.seq).filter(kind=Kind.PUBLISHER)
        return {row.uuid: row for row in rows.only("uuid", "state", "title", "successor")}

    @cached_property
    def _articles(self) -> dict[UUID, str]:
        """The addresses of the desk's own articles."""
        rows = Subject.objects.at(self.reading.seq).public().filter(kind=Kind.ARTICLE)
        found = rows.only("uuid", "kind", "slug")
        return {row.uuid: f"{settings.SITE_URL}{row.url}" for row in found}


class WorkingCopy(SourcePayload):
    """A source as the desk has it, without what no citation says."""

    class Meta(SourcePayload.Meta):
        fields = [name for name in SourcePayload.Meta.fields if name not in {"tags", "captures"}]


def public_items(reading: Reading, rows: Iterable[Subject]) -> Iterator[Item]:
    """The items of public sources, in order."""
    around = Around(reading)
    return map(around.item, rows)


def working_items(sources: QuerySet[Source]) -> Iterator[Item]:
    """The items of sources as the desk has them, drafts too: one query."""
    # What a list shows of each row beside its columns would be asked for every one of them.
    rows = Source.objects.filter(pk__in=sources.values("pk"))
    order: Any = sources.query.order_by or Source._meta.ordering
    rows = rows.order_by(*order)
    # Its fields are worked out once: anew for each row they take most of the time there is.
    payload = WorkingCopy()
    for source in rows.select_related("publisher").iterator(AT_ONCE):
        publisher = source.publisher.name if source.publisher else ""
        yield to_csl(payload.to_representation(source), publisher)


def answer(items: Iterable[Item], form: Format, name: str) -> HttpResponse:
    """The file `name` with the items, each under a key of its own."""
    return _named(HttpResponse("".join(form.module.parts(keyed(items)))), form, name)


def streamed(items: Iterable[Item], form: Format, name: str) -> StreamingHttpResponse:
    """The same file, written while it is sent: it begins at once, and is never whole in memory."""
    parts = form.module.parts(keyed(items))
    return _named(StreamingHttpResponse(_pieces(parts, get_language())), form, name)


def _pieces(parts: Iterator[str], language: str | None) -> Iterator[str]:
    """Some parts at a time, in the language of the request, which is over when they are sent."""
    while True:
        with override(language):
            piece = "".join(islice(parts, TOGETHER))
        if not piece:
            return
        yield piece


def _named(response: Answer, form: Format, name: str) -> Answer:
    response["Content-Type"] = f"{form.media_type}; charset=utf-8"
    response["Content-Disposition"] = f'attachment; filename="{name}.{form.ending}"'
    return response
