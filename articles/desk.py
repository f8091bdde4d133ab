"""What the editor asks the desk while someone writes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, cast
from uuid import UUID

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from articles.media import address_at_desk
from articles.models import Article, Image, Video
from sources.choosing import repute_word
from sources.finding import SourceQuerySet
from sources.grades import grade_code, grade_words
from sources.models import Source
from tracker.models import WatchItem

SHOWN_AT_ONCE = 8


@dataclass(frozen=True)
class Findable:
    """One kind of record that a text can name: where it is looked for and how it is shown."""

    permission: str
    rows: Callable[[], QuerySet[Any]]
    searched: tuple[str, ...]
    show: Callable[[Any], dict[str, str]]
    # What is offered; a text may name more, from before it was merged.
    offered: Q = field(default_factory=Q)

    def search(self, text: str) -> QuerySet[Any]:
        """The rows in which every word stands somewhere, the latest first."""
        rows = self.rows().filter(self.offered)
        return self.narrowed(rows, text).order_by("-pk")[:SHOWN_AT_ONCE]

    def narrowed(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Those of `rows` in which every word of `text` stands somewhere."""
        for word in text.split():
            anywhere = (Q((f"{field}__icontains", word)) for field in self.searched)
            rows = rows.filter(reduce(or_, anywhere))
        return rows

    def named(self, uuids: Iterable[str]) -> QuerySet[Any]:
        """The rows with these UUIDs."""
        return self.rows().filter(uuid__in=[UUID(uuid) for uuid in uuids])


class FindableSources(Findable):
    """Sources are found in any spelling, and by their number, address or DOI."""

    def narrowed(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """As the ledger searches them."""
        found: QuerySet[Any] = cast("SourceQuerySet", rows).search(text)
        return found


def _source(source: Source) -> dict[str, str]:
    publisher = source.publisher
    rating = next(iter(publisher.ratings.all()), None) if publisher else None
    reliability = rating.code if rating else ""
    said = ", ".join(filter(None, [publisher.name if publisher else "", _date(source.issued)]))
    return {
        "title": source.title,
        "label": said,
        "detail": f"{_worth(source)}{said}. {grade_words(reliability, None)}",
        "code": grade_code(reliability, None),
    }


def _worth(source: Source) -> str:
    word = repute_word(source)
    return f"{word}. " if word else ""


def _item(item: WatchItem) -> dict[str, str]:
    return {"title": item.question, "label": item.question, "detail": item.short}


def _article(article: Article) -> dict[str, str]:
    return {"title": article.title, "label": article.title, "detail": _date(article.dated)}


def _image(image: Image) -> dict[str, str]:
    files = [*(small["file"] for small in image.renditions), image.file]
    return {
        "title": image.title,
        "label": image.title,
        "detail": f"{image.caption} {image.credit}".strip(),
        "picture": address_at_desk(files[0]),
        "alt": image.alt,
    }


def _video(video: Video) -> dict[str, str]:
    return {"title": video.title, "label": video.title, "detail": video.credit}


def _date(vague: Any) -> str:
    return str(vague.words()) if vague else ""


FINDABLE = {
    "source": FindableSources(
        "sources.view_source",
        lambda: Source.objects.select_related("publisher").prefetch_related("publisher__ratings"),
        (),
        _source,
        offered=Q(merged_into=None),
    ),
    "item": Findable(
        "tracker.view_watchitem", lambda: WatchItem.objects.all(), ("question", "short"), _item
    ),
    "article": Findable(
        "articles.view_article", lambda: Article.objects.all(), ("title", "standfirst"), _article
    ),
    "image": Findable(
        "articles.view_image", lambda: Image.objects.all(), ("title", "caption", "credit"), _image
    ),
    "video": Findable(
        "articles.view_video", lambda: Video.objects.all(), ("title", "caption", "credit"), _video
    ),
}


@never_cache
@require_GET
def find(request: HttpRequest) -> JsonResponse:
    """Answer ?kind=…&q=words, or ?kind=…&uuid=…&uuid=…, with what a text can name.

    For members of the desk alone; 400 for a kind that there is not and for what is no UUID.
    """
    if not admin.site.has_permission(request):
        return JsonResponse({"results": []}, status=403)
    try:
        kind = FINDABLE[request.GET.get("kind", "")]
        if not request.user.has_perm(kind.permission):
            return JsonResponse({"results": []}, status=403)
        words = request.GET.get("q", "").replace("\0", " ")
        uuids = request.GET.getlist("uuid")
        rows = kind.named(uuids) if uuids else kind.search(words)
    except (KeyError, ValueError):
        return JsonResponse({"results": []}, status=400)
    results = [{"uuid": str(row.uuid), "code": "", **kind.show(row)} for row in rows]
    return JsonResponse({"results": results})
