"""Putting tags on things and taking them off: one thing by any spelling, or many at once."""

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from taggit.managers import _TaggableManager

from sources.spellings import squeezed
from sources.tags import Tag, Tagging


class TagsManager(_TaggableManager):
    """taggit's `obj.tags`, to which a text is a tag under any of its spellings."""

    def _to_tag_model_instances(self, tags: Sequence[Any], tag_kwargs: dict[str, Any]) -> list[Tag]:
        keys = [tag.pk for tag in tags if isinstance(tag, Tag)]
        # As they are named now: a copy in somebody's hand may have been merged since.
        merged = Tag.objects.filter(pk__in=keys, merged_into__isnull=False).in_bulk()
        found = [
            _spelled_or_new(tag, tag_kwargs)
            if isinstance(tag, str)
            else merged.get(tag.pk, tag).known_as
            for tag in tags
        ]
        return list(dict.fromkeys(found))

    def remove(self, *tags: Any) -> None:
        """Take tags off, named by any spelling or given as they are."""
        texts = [tag for tag in tags if isinstance(tag, str)]
        names = Tag.objects.spelled(*texts).values_list("name", flat=True) if texts else []
        super().remove(*names, *(tag.known_as.name for tag in tags if isinstance(tag, Tag)))


def _spelled_or_new(name: str, more: dict[str, Any]) -> Tag:
    found = Tag.objects.spelled(name).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Tag.objects.create(name=squeezed(name), **more)
    except IntegrityError:
        # Somebody was quicker.
        return Tag.objects.spelled(name).get()


def put_on(rows: models.QuerySet[Any], tags: Collection[Tag]) -> list[Any]:
    """Put `tags` on each of `rows`; returns those that did not carry all of them before."""
    carried = set(_uses(rows, tags).values_list("object_id", "tag"))
    content_type = ContentType.objects.get_for_model(rows.model)
    missing = [
        Tagging(tag=tag, content_type=content_type, object_id=row.pk)
        for row in rows
        for tag in tags
        if (row.pk, tag.pk) not in carried
    ]
    Tagging.objects.bulk_create(missing, batch_size=1000, ignore_conflicts=True)
    changed = {use.object_id for use in missing}
    return [row for row in rows if row.pk in changed]


def take_off(rows: models.QuerySet[Any], tags: Collection[Tag]) -> list[Any]:
    """Take `tags` off each of `rows`; returns those that carried one of them."""
    uses = _uses(rows, tags)
    changed = set(uses.values_list("object_id", flat=True))
    uses.delete()
    return [row for row in rows if row.pk in changed]


def _uses(rows: models.QuerySet[Any], tags: Collection[Tag]) -> models.QuerySet[Tagging]:
    content_type = ContentType.objects.get_for_model(rows.model)
    keys = [row.pk for row in rows]
    return Tagging.objects.filter(tag__in=tags, content_type=content_type, object_id__in=keys)
