"""Which sources of the ledger the entries of a file are: a few queries for a batch of any size."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from sources.importing.likeness import IDENTIFIERS, LIKENESS, at_odds, marks
from sources.importing.planned import Marks, Outcome, Planned
from sources.models import Source

Known = dict[tuple[str, str], int]
MOST_MERGES = 8


def match(batch: Sequence[Planned]) -> None:
    """Mark those of `batch` that are in the ledger, each with the key of the source it is."""
    open_ones = [one for one in batch if one.outcome == Outcome.NEW and one.source]
    known = _known_by_number(open_ones)
    for one in open_ones:
        for name in IDENTIFIERS:
            found = known.get((name, getattr(one.source, name)))
            if found:
                one.outcome, one.by, one.other = Outcome.MATCHED, name, found
                break
    _match_by_likeness([one for one in open_ones if one.outcome == Outcome.NEW])


def _known_by_number(batch: Sequence[Planned]) -> Known:
    """The source behind each number that the batch names, merges followed."""
    wanted = {name: _values(batch, name) for name in IDENTIFIERS}
    asked = {name: values for name, values in wanted.items() if values}
    known: Known = {}
    if not asked:
        return known
    # First what was merged, so that a source that stands by itself comes before it.
    anywhere = reduce(or_, (Q((f"{name}__in", values)) for name, values in asked.items()))
    merged = list(Source.objects.filter(anywhere, merged_into__isnull=False))
    successors = _successors(merged)
    for one in merged:
        known |= {(name, getattr(one, name)): successors[one.pk] for name in asked}
    for name, values in asked.items():
        # Without the empty ones, as the index is that it is looked up in.
        standing = Source.objects.filter((f"{name}__in", values), merged_into=None)
        rows = standing.exclude((name, "")).order_by("-pk").values_list(name, "pk")
        known |= {(name, value): pk for value, pk in rows}
    return known


def _values(batch: Sequence[Planned], name: str) -> list[str]:
    return sorted({getattr(one.source, name) for one in batch} - {""})


def _successors(rows: Sequence[Source]) -> dict[int, int]:
    """Where each merged source leads at last. One query, and one more for each merge of a merge."""
    found = {row.pk: row.merged_into_id for row in rows if row.merged_into_id}
    if not found:
        return found
    for _hop in range(MOST_MERGES):
        merged = Source.objects.filter(pk__in=set(found.values()), merged_into__isnull=False)
        onward = {pk: into or 0 for pk, into in merged.values_list("pk", "merged_into")}
        if not onward:
            break
        found = {pk: onward.get(into, into) for pk, into in found.items()}
    return found


def _match_by_likeness(batch: Sequence[Planned]) -> None:
    if not batch:
        return
    alike: dict[tuple[str, ...], list[tuple[int, Marks]]] = {}
    rows = list(_like(batch))
    successors = _successors(rows)
    for row in rows:
        publisher = row.publisher.name_key if row.publisher else ""
        key = (row.title_key, row.csl_type, str(row.issued or ""), publisher)
        alike.setdefault(key, []).append((successors.get(row.pk, row.pk), marks(row)))
    for one in batch:
        for pk, others in alike.get(one.likeness, ()):
            if not at_odds(one.marks, others):
                one.outcome, one.by, one.other = Outcome.MATCHED, LIKENESS, pk
                break


def _like(batch: Sequence[Planned]) -> QuerySet[Source]:
    """The sources that share title, kind, date and publisher with one of the batch, and some."""
    titles, types, dates, publishers = (
        sorted(set(values)) for values in zip(*(one.likeness for one in batch), strict=True)
    )
    by = Q(publisher__name_key__in=publishers)
    if "" in publishers:
        by |= Q(publisher=None)
    rows = Source.objects.filter(
        by, title_key__in=titles, csl_type__in=types, issued__in=dates
    ).select_related("publisher")
    return rows.order_by("pk")
