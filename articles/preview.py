"""A working copy as its readers would see it, with everything that it names, public or not."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from articles.models import Article, Author, Image, Series, Video
from articles.views import ArticlePage
from record.clock import At, Reading, now, read_now, standing
from record.kinds import Kind, registered
from record.models import Entry, PublicModel, Subject
from record.statements import as_text
from sources.models import Publisher, Source, Tag
from tracker.models import WatchItem

NAMED: list[type[PublicModel]] = [
    Source,
    Publisher,
    Tag,
    Author,
    Series,
    Image,
    Video,
    WatchItem,
    Article,
]


def as_subject(copy: PublicModel, seq: int, slug: str = "") -> Subject:
    """The subject that `copy` would be if it were said as entry `seq`; nothing is written.

    What is not public has no address, unless `slug` gives it one.
    """
    register = registered(copy.kind)
    data = json.loads(as_text(register.payload.to_representation(copy)))
    projection = register.serializer.project(data)
    row = Subject(
        uuid=copy.uuid,
        kind=copy.kind,
        slug=slug,
        title=projection.title,
        references=list(projection.references),
        first_seq=seq,
        first_at=now(),
        since=seq,
        entry=Entry(seq=seq, recorded_at=now()),
    )
    row.__dict__["data"] = data
    return row


@dataclass(frozen=True)
class DraftReading(Reading):
    """The present with one working copy in it, and what it names beside what is public."""

    copy: Article | None = None

    def get(self, kind: Kind, slug: str, *ask: At) -> Subject:
        """The working copy."""
        if self.copy is None:
            return super().get(kind, slug, *ask)
        return as_subject(self.copy, self.seq, self.copy.slug)

    def resolve(
        self, uuids: Iterable[UUID | str | None], *also: Any, **ask: Any
    ) -> dict[UUID, Subject]:
        """What is public, and for the rest its working copy."""
        wanted = {UUID(str(uuid)) for uuid in uuids if uuid}
        found = super().resolve(wanted, *also, **ask)
        missing = wanted - found.keys()
        for model in NAMED if missing else []:
            for copy in model._default_manager.filter(uuid__in=missing):
                found[copy.uuid] = as_subject(copy, self.seq)
        return found


class PreviewPage(ArticlePage):
    """The article's page, with a line that says what it is."""

    template_name = "articles/desk_preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way back to the working copy."""
        return {**super().get_context_data(**kwargs), "copy": self.reading.copy}  # type: ignore[attr-defined]


def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Draw the working copy `pk` for a member of the desk who may see articles."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    copy = get_object_or_404(Article, pk=pk)
    copy.next_revision = copy.revisions.count() + 1
    present = read_now(standing())
    # Asked for by number: the page then offers no other day and no way into an index.
    asked = str(present.seq)
    reading = DraftReading(present.seq, present.hash, present.today, asked=asked, copy=copy)
    request.reading = reading  # type: ignore[attr-defined]
    return PreviewPage.as_view()(request, slug=copy.slug)
