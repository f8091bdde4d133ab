"""Finding sources: by any spelling or number, by their address, and those that may be one."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Func, OuterRef, Q, Subquery, Value, Window
from django.db.models.functions import Left, Right

from sources import identifiers, urls
from sources.folding import fold
from sources.links import LinkQuerySet
from sources.publishers import Publisher, Rating
from sources.succession import Succession
from sources.tags import Tag, Tagging
from sources.uses import use_count

if TYPE_CHECKING:
    from sources.models import Source

NUMBER = re.compile(r"(?:no\.?|nr\.?|№|#)?\s*([0-9]{1,9})", re.IGNORECASE)
# Of two titles of one publisher and one day, so much at either end makes them alike.
ALIKE = 20
OTHERS_KNOW_IT_AS = ("ecli", "celex", "docket")
# What names one source and no other, and how it is read.
READ: dict[str, Callable[[str], str]] = {
    "url_key": urls.url_key,
    "doi": identifiers.doi,
    "ecli": identifiers.ecli,
    "celex": identifiers.celex,
}


class SourceQuerySet(LinkQuerySet):
    """Sources, as the ledger asks for them."""

    def unmerged(self) -> Self:
        """Without those that were merged into another."""
        return self.filter(merged_into=None)

    def known(self, *, url: str = "", doi: str = "") -> "Source | None":
        """The source that is kept under this address or DOI, however either is written."""
        wanted = Q()
        if url:
            wanted |= _read_as("url_key", urls.url_key, url)
        if doi:
            wanted |= _read_as("doi", identifiers.doi, doi)
        return self.kept_as(wanted) if wanted else None

    def kept_as(self, wanted: Q) -> "Source | None":
        """The source that `wanted` means; what was merged is found as the one that stays."""
        # Asked apart, as each half has an index of its own.
        found = self.unmerged().filter(wanted).first()
        if found is None:
            went = self.filter(wanted, merged_into__isnull=False).values("pk")
            found = self.unmerged().filter(pk__in=Succession.of(went)).first()
        return found

    def for_ledger(self) -> Self:
        """With the publisher, its present grade, the tags' names and the number of uses."""
        latest = Rating.objects.filter(publisher=OuterRef("publisher")).order_by("-since", "-id")
        return self.select_related("publisher").annotate(
            grade=Subquery(latest.values("code")[:1]),
            tag_names=ArraySubquery(_tags_of_row()),
            uses_total=use_count(),
        )

    def tagged(self, tags: "models.QuerySet[Tag]") -> Self:
        """Those that carry one of `tags`."""
        return self.filter(pk__in=_taggings().filter(tag__in=tags).values("object_id"))

    def search(self, text: str) -> Self:
        """The sources in which every word stands, in any spelling; or of this number or address."""
        text = text.replace("\0", " ").strip()
        found = Q()
        for word in text.split():
            found &= _anywhere(word)
        named = _named(text)
        if named:
            # What was merged under this name is found as the one that stays.
            went = self.model._default_manager.filter(named, merged_into__isnull=False)
            found |= named | Q(pk__in=Succession.of(went.values("pk")))
        return self.filter(found) if text else self

    def alike(self, source: "Source") -> Self:
        """Those that may be the same as `source`, kept or not yet."""
        rows = _with_keys(self.unmerged().exclude(pk=source.pk))
        same = Q()
        if source.title:
            same |= Q(title_key=fold(source.title))
        for name in OTHERS_KNOW_IT_AS:
            if getattr(source, name):
                same |= Q((name, getattr(source, name)))
        if source.publisher_id and source.issued and source.title:
            same |= _of_one_day(source)
        key = _key(source.url)
        page, asks, _query = key.partition("?")
        if key:
            same |= Q(url_key=key)
        if _is_page(page):
            same |= Q(url_key=page) if asks else Q(page=page)
        return rows.filter(same) if same else rows.none()

    def doubles(self) -> Self:
        """Those that may be the same as another one: the same question, asked of all at once."""
        rows = _with_keys(self.model._default_manager.unmerged())
        dated = rows.exclude(publisher=None).exclude(issued="")
        day = ["publisher", "issued", "title_figures"]
        pairs = [
            _twins(rows, "title_key"),
            *(_twins(rows.exclude((name, "")), name) for name in OTHERS_KNOW_IT_AS),
            _twins(dated, *day, "start"),
            _twins(dated, *day, "end"),
            _near_addresses(rows.exclude(url_key="")),
        ]
        found = Q()
        for twins in pairs:
            found |= Q(pk__in=twins)
        return self.unmerged().filter(found)


def _taggings() -> "models.QuerySet[Tagging]":
    return Tagging.objects.filter(content_type__app_label="sources", content_type__model="source")


def _tags_of_row() -> Any:
    return _taggings().filter(object_id=OuterRef("pk")).order_by("tag__name").values("tag__name")


def _anywhere(word: str) -> Q:
    folded = fold(word)
    publishers = Publisher.objects.filter(name_key__contains=folded).values("pk")
    found = Q(title_key__contains=folded) | Q(authors_key__contains=folded)
    found |= Q(publisher__in=publishers)
    for name in ("url", "doi", *OTHERS_KNOW_IT_AS):
        found |= Q((f"{name}__icontains", word))
    return found


def _named(text: str) -> Q:
    """Whose address, number or identifier `text` is; empty where it is none."""
    number = NUMBER.fullmatch(text)
    found = Q(number=int(number[1])) if number else Q()
    for column, read in READ.items():
        found |= _read_as(column, read, text)
    return found


def _read_as(column: str, read: Callable[[str], str], text: str) -> Q:
    """What has `text` in `column` once it is normalised; empty where it cannot be."""
    try:
        found = read(text)
    except ValidationError:
        return Q()
    return Q((column, found)) if found else Q()


def _key(url: str) -> str:
    try:
        return urls.url_key(url)
    except ValidationError:
        return ""


def _with_keys(rows: Any) -> Any:
    """What of a title and an address makes two sources alike."""
    return rows.alias(
        start=Left("title_key", ALIKE),
        end=Right("title_key", ALIKE),
        page=Func(
            F("url_key"),
            Value("?"),
            Value(1),
            function="split_part",
            output_field=models.TextField(),
        ),
    )


def _of_one_day(source: "Source") -> Q:
    key = fold(source.title)
    end = Q(start=Left(key, ALIKE)) | Q(end=Right(key, ALIKE))
    figures = re.sub("[^0-9]", "", source.title)
    day = Q(publisher=source.publisher_id, issued=source.issued, title_figures=figures)
    return day & end


def _twins(rows: Any, *keys: str) -> Any:
    same = Window(Count("pk"), partition_by=[F(key) for key in keys])
    return rows.annotate(twins=same).filter(twins__gt=1).values("pk")


def _is_page(page: str) -> bool:
    """Whether an address without its question leads to more than a front door."""
    return bool(re.search(r"^(?:[a-z]+:)?(?://)?[^/]+/[^/]", page))


def _near_addresses(rows: Any) -> Any:
    """One page asked for with and without a question."""
    bare = ~Q(url_key__contains="?")
    page = [F("page")]
    return (
        rows.filter(page__regex=r"^([a-z]+:)?(//)?[^/]+/[^/]")
        .annotate(twins=Window(Count("pk"), partition_by=page))
        .annotate(bare=Window(Count("pk", filter=bare), partition_by=page))
        .filter(twins__gt=1, bare__gt=0)
        .values("pk")
    )
