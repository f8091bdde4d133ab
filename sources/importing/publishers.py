"""The publishers that a batch of new sources names: found under any spelling, else made."""

import re
from collections.abc import Sequence

from django.utils.text import slugify

from sources.csl_types import CslType
from sources.importing.likeness import folded
from sources.importing.planned import Planned
from sources.models import Publisher, PublisherType

# What a source's kind says of who stands behind it. Of the others it says nothing.
TYPES: dict[str, str] = {
    CslType.NEWSPAPER: PublisherType.OUTLET,
    CslType.MAGAZINE: PublisherType.OUTLET,
    CslType.BROADCAST: PublisherType.OUTLET,
    CslType.CASE: PublisherType.COURT,
}
LONGEST_SLUG = 190


def give_publishers(batch: Sequence[Planned]) -> None:
    """Give each source of `batch` its publisher; one that is not known yet is made."""
    folds = folded(one.publisher for one in batch if one.publisher)
    wanted = {folds[one.publisher]: one for one in reversed(batch) if one.publisher}
    known = _known(wanted)
    # Twice only if somebody else takes a name or a slug in this very moment.
    while missing := {key: one for key, one in wanted.items() if key not in known}:
        Publisher.objects.bulk_create(_made(missing), ignore_conflicts=True)
        known = _known(wanted)
    for one in batch:
        if one.source and one.publisher:
            one.source.publisher_id = known[folds[one.publisher]]


def _known(wanted: dict[str, Planned]) -> dict[str, int]:
    """The key of each publisher that is there."""
    if not wanted:
        return {}
    rows = Publisher.objects.filter(name_key__in=wanted)
    return dict(rows.values_list("name_key", "pk"))


def _made(missing: dict[str, Planned]) -> list[Publisher]:
    """A publisher for each, with a slug that nobody has."""
    plain = {key: slugify(key)[:LONGEST_SLUG].strip("-") or "publisher" for key in missing}
    begins = "|".join(re.escape(slug) for slug in sorted(set(plain.values())))
    taken = set(
        Publisher.objects.filter(slug__regex=rf"^({begins})(-[0-9]+)?$").values_list(
            "slug", flat=True
        )
    )
    made = []
    for key, one in missing.items():
        slug = _free(plain[key], taken)
        taken.add(slug)
        kind = TYPES.get(one.source.csl_type, "") if one.source else ""
        made.append(Publisher(name=one.publisher, slug=slug, type=kind))
    return made


def _free(slug: str, taken: set[str]) -> str:
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found
