"""What rests on a source: each app that rests claims on one tells here how it does."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from record.models import PublicModel
from sources.succession import Succession


@dataclass(frozen=True)
class Resting:
    """One thing of the desk, public or not, that rests on a source.

    `under` is what it belongs to and is written at, `standing` how that stands now, in words;
    `is_live` is False for what was corrected or taken back since.
    """

    source_id: int
    subject: PublicModel
    place: str
    stance: str = ""
    why: str = ""
    under: PublicModel | None = None
    standing: str = ""
    is_live: bool = True


class SourceUse(models.Model):
    """A row that rests something on its `source`. Each model of these answers `resting_on`."""

    class Meta:
        abstract = True

    @classmethod
    def resting_on(cls, sources: Collection[int]) -> Iterable[Resting]:
        """What rests on the sources of these keys through rows of this model."""
        return ()


def resting_on(sources: Collection[int]) -> Iterator[Resting]:
    """Everything that rests on the sources of these keys, drafts too: a few queries in all."""
    return chain.from_iterable(model.resting_on(sources) for model in _models())


def used() -> models.Q:
    """Whether anything, a draft too, rests on the source of a row of `Source`.

    What rests on one that was merged into it rests on it.
    """
    found = models.Q()
    for model in _models():
        uses: Any = model._default_manager.all()
        own = models.Exists(uses.filter(source=models.OuterRef("pk")))
        found |= models.Q(own) | models.Q(pk__in=Succession.of(uses.values("source")))
    return found


def use_count() -> models.expressions.Combinable:
    """In how many places, drafts among them, something rests on the source of a row of `Source`.

    What rests on one that was merged into it is counted with it.
    """
    before = Succession.before(models.OuterRef(models.OuterRef("pk")))
    # Few rows have one before them, and only theirs are looked through.
    is_met = Succession.is_met(models.OuterRef("pk"))
    counted: models.expressions.Combinable = models.Value(0)
    for model in _models():
        uses: Any = model._default_manager.order_by()
        own = _total(uses.filter(source=models.OuterRef("pk")))
        through = models.When(is_met, then=_total(uses.filter(source__in=before)))
        counted += own + models.Case(through, default=0)
    return counted


def _total(rows: Any) -> models.expressions.Combinable:
    total = rows.annotate(one=models.Value(1)).values("one")
    total = total.annotate(total=models.Count("pk")).values("total")
    return Coalesce(models.Subquery(total), 0)


def _models() -> list[type[SourceUse]]:
    return SourceUse.__subclasses__()
