"""How the ledger forgets a source, a publisher or a tag that is erased."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from record.forgetting import Erased, More, Shelf, Words, forgets, shelves
from record.kinds import Kind
from sources.import_runs import AT_WORK, ImportRun, RunState
from sources.importing.forgetting import forget_in_imports
from sources.keeping import forget_privately
from sources.models import (
    Capture,
    LinkCheck,
    Publisher,
    Rating,
    Source,
    Tag,
    Tagging,
    TagSpelling,
)

OF_A_SOURCE = (
    "authors issued issued_lower issued_upper url url_key archived_url languages doi ecli celex"
    " docket details note repute_note"
).split()


def tell() -> None:
    """Tell the record, once the apps are there."""
    shelves["private"] = Shelf(forget_privately, _is_needed)
    forgets(
        Kind.SOURCE,
        Words(Source, named=("title",), emptied=(*OF_A_SOURCE,)),
        Words(LinkCheck, of="source__uuid", goes=True),
        Words(Capture, of="source__uuid", goes=True, files=_kept),
        more=_source,
    )
    forgets(
        Kind.PUBLISHER,
        Words(Publisher, named=("name", "slug"), emptied=("country", "url")),
        Words(Rating, of="publisher__uuid", emptied=("reason",)),
    )
    forgets(
        Kind.TAG,
        Words(Tag, named=("name", "slug"), emptied=("description", "aliases")),
        Words(TagSpelling, of="tag__uuid", goes=True),
        Words(Tagging, of="tag__uuid", goes=True),
    )


def untagged(model: type[models.Model]) -> More:
    """What takes all tags off the erased row of `model`: they would tell what it was about."""

    def take_off(erased: Erased) -> Iterable[str]:
        rows: Any = model._default_manager.filter(uuid=erased.uuid)
        kept = ContentType.objects.get_for_model(model)
        Tagging.objects.filter(content_type=kept, object_id__in=rows.values("pk")).delete()
        return ()

    return take_off


take_tags_off_a_source: Callable[[Erased], Iterable[str]] = untagged(Source)


def _source(erased: Erased) -> Iterable[str]:
    take_tags_off_a_source(erased)
    keys = set(Source.objects.filter(uuid=erased.uuid).values_list("pk", flat=True))
    return [f"private/{file}" for file in forget_in_imports(keys, erased)]


def _kept(capture: Capture) -> Iterable[str]:
    return [f"private/{capture.file}"]


def _is_needed(name: str) -> bool:
    waiting = (*AT_WORK, RunState.READ)
    runs = ImportRun.objects.filter(file=name, state__in=waiting)
    return runs.exists() or Capture.objects.filter(file=name).exists()
