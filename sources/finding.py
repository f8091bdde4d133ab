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
from sources.tags import Tagging
from sources.uses import use_count

if TYPE_CHECKING:
    from sources.models import Source

NUMBER = re.compile(r"(?:no\.?|nr\.?|№|#)?\s*([0-9]{1,9})", re.IGNORECASE)
# Of two titles of one publisher and one day, so much at either end makes them alike.
ALIKE = 20
OTHERS_KNOW_IT_AS = ("ecli", "celex", "docket")


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
        return self.unmerged().filter(wanted).first() if wanted else None

    def for_ledger(self) -> Self:
        """With the publisher, its present grade, the tags' names and the number of uses."""
        latest = Rating.objects.filter(publisher=OuterRef("publisher")).order_by("-since", "-id")
        return self.select_related("publisher").annotate(
            grade=Subquery(latest.values("code")[:1]),
            tag_names=ArraySubquery(_tags_of_row()),
            uses_total=use_count(),
        )

    def search(self, text: str) -> Self:
        """The sources in which every word stands, in any spelling; or of this number or address."""
        text = text.replace("\0", " ").strip()
        found = Q()
        for word in text.split():
            found &= _anywhere(word)
        number = NUMBER.fullmatch(text)
        if number:
            found |= Q(number=int(number[1]))
        return self.filter(found | _named(text)) if text else self

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
        day = ["publisher", "issued"]
        pairs = [
            _twins(rows, "title_key"),
            *(_twins(rows.exclude((name, "")), name) for name in OTHERS_KNOW_IT_AS),
            # Figures are looked for in the few that are left: that costs most.
            *(
                _twins(rows.filter(pk__in=_twins(dated, *day, end)), *day, end, "digits")
                for end in ("start", "end")
            ),
            _near_addresses(rows.exclude(url_key="")),
        ]
        found = Q()
        for twins in pairs:
            found |= Q(pk__in=twins)
        return self.unmerged().filter(found)


def _tags_of_row() -> Any:
    rows = Tagging.objects.filter(content_type__app_label="sources", content_type__model="source")
    return rows.filter(object_id=OuterRef("pk")).order_by("tag__name").values("tag__name")


def _anywhere(word: str) -> Q:
    folded = fold(word)
    publishers = Publisher.objects.filter(name_key__contains=folded).values("pk")
    found = Q(title_key__contains=folded) | Q(authors_key__contains=folded)
    found |= Q(publisher__in=publishers)
    for name in ("url", "doi", *OTHERS_KNOW_IT_AS):
        found |= Q((f"{name}__icontains", word))
    return found


def _named(text: str) -> Q:
    """Whose address or DOI `text` is, where it is one."""
    return _read_as("url_key", urls.url_key, text) | _read_as("doi", identifiers.doi, text)


def _read_as(column: str, read: Callable[[str], str], text: str) -> Q:
    """What has `text` in `column` once it is normalised; nothing where it cannot be."""
    try:
        found = read(text)
    except ValidationError:
        return Q(pk__in=[])
    return Q((column, found)) if found else Q(pk__in=[])


def _key(url: str) -> str:
    try:
        return urls.url_key(url)
    except ValidationError:
        return ""


def _with_keys(rows: Any) -> Any:
    """What of a title and an address makes two sources alike. Figures tell acts apart."""
    digits = Func(F("title_key"), Value("[^0-9]"), Value(""), Value("g"), function="regexp_replace")
    return rows.alias(
        start=Left("title_key", ALIKE),
        end=Right("title_key", ALIKE),
        digits=models.ExpressionWrapper(digits, output_field=models.TextField()),
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
    digits = re.sub(r"[^0-9]", "", source.title)
    # In this order: the figures cost most, and few rows get so far.
    day = Q(publisher=source.publisher_id) & Q(issued=source.issued)
    return day & end & Q(digits=digits)


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
