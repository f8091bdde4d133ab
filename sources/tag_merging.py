"""Merging two tags: one stays and stands for the other, in uses, spellings and addresses."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from record.kinds import Op, State
from record.saying import current, say

if TYPE_CHECKING:
    from sources.tags import Tag


@dataclass(frozen=True)
class Merged:
    """What a merge moved: the uses by the model of what carries them, and the narrower tags."""

    tag: "Tag"
    into: "Tag"
    uses: Counter[Any] = field(default_factory=Counter)
    narrower: int = 0


def merge(tag: "Tag", other: "Tag", reason: str) -> Merged:
    """Merge `tag` into `other`, or into what that was merged into; what `Tag.merge_into` does."""
    current()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: readers of the old address are told.")})
    # Two merges take turns, and whatever is being tagged meanwhile is moved too.
    tag.taggings.model.alone()
    tag.refresh_from_db()
    other.refresh_from_db()
    _refuse(tag, other)
    other = other.known_as
    # Whoever is saving one of them finishes first.
    rows = type(tag).objects.filter(pk__in=[tag.pk, other.pk]).order_by("pk")
    list(rows.select_for_update(no_key=True))
    tag.refresh_from_db()
    other.refresh_from_db()
    merged = Merged(tag, other, _move_uses(tag, other), _move_narrower(tag, other))
    _move_spellings(tag, other)
    _say(tag, other, reason.strip())
    return merged


def _refuse(tag: "Tag", other: "Tag") -> None:
    """Raise what stands against the merge, as a sentence."""
    if tag == other:
        raise ValidationError(_("“%s” cannot be merged into itself.") % tag)
    if tag.merged_into:
        names = {"tag": tag, "other": tag.merged_into}
        raise ValidationError(_("“%(tag)s” was merged into “%(other)s” already.") % names)
    if other.known_as == tag:
        names = {"tag": other, "other": tag}
        raise ValidationError(
            _("“%(tag)s” was merged into “%(other)s” already: one cannot stand for the other.")
            % names
        )
    standing = other.known_as.standing()
    if standing is not None and standing.state != State.PUBLIC:
        raise ValidationError(_("“%s” is gone in public: nothing can be merged into it.") % other)


def _move_uses(tag: "Tag", other: "Tag") -> Counter[Any]:
    """Move every use. What carries both keeps the one that came first, and its place."""
    uses = tag.taggings.values_list("content_type", flat=True)
    moved = Counter(ContentType.objects.get_for_id(pk).model_class() for pk in uses)
    both = tag.taggings.model.objects.filter(tag__in=[tag, other])
    earlier = both.filter(
        content_type=OuterRef("content_type"),
        object_id=OuterRef("object_id"),
        pk__lt=OuterRef("pk"),
    )
    both.filter(Exists(earlier)).delete()
    tag.taggings.update(tag=other)
    return moved


def _move_narrower(tag: "Tag", other: "Tag") -> int:
    """Move the narrower tags. One above `other` would close a circle: it moves a step up."""
    above, one = {other.pk}, other
    while one.broader and one.broader_id not in above:
        one = one.broader
        above.add(one.pk)
    tag.narrower.filter(pk__in=above).update(broader=tag.broader)
    return int(tag.narrower.update(broader=other))


def _move_spellings(tag: "Tag", other: "Tag") -> None:
    """Let the other be found under every spelling; the merged one keeps its name, as a memory."""
    tag.merged_into, tag.broader = other, None
    tag.save(update_fields=["merged_into", "broader"])
    other.refresh_from_db(fields=["broader"])
    other.aliases = [*other.aliases, *tag.spelt]
    other.save(update_fields=["aliases"])


def _say(tag: "Tag", other: "Tag", reason: str) -> None:
    """Tell readers, if they knew the merged one; they then know the other too."""
    if not (tag.is_public or tag.uuid in current().sayings):
        other.publish_changes()
        return
    say(Op.UPDATE if other.is_public else Op.PUBLISH, other)
    say(Op.MERGE, tag, ending={"reason": reason, "successor": str(other.uuid)})
