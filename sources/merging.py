"""Merging two sources into one: what goes over, what is refused, and what readers find after.

Whatever rests on the source that goes stays as it was said; its number and its UUID lead to the
other (docs/adr/0010).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from record.kinds import Op, State
from record.models import Due, Head
from record.saying import say
from sources.succession import Succession

if TYPE_CHECKING:
    from sources.models import Source

# What the source that stays takes over where it has nothing of its own; `details` key by key.
TAKEN_OVER = (
    "authors",
    "publisher",
    "issued",
    "url",
    "archived_url",
    "languages",
    "doi",
    "ecli",
    "celex",
    "docket",
    "note",
)


def keys_of(source: "Source") -> list[int]:
    """The keys of `source` and of every source that was merged into it, through others too."""
    return [source.pk, *Succession.before(source.pk).values_list("source", flat=True)]


def taken_over(source: "Source", other: "Source") -> dict[str, Any]:
    """What `other` would take over from `source`: the new value of each field."""
    taken = {
        name: getattr(source, name)
        for name in TAKEN_OVER
        if getattr(source, name) and not getattr(other, name)
    }
    details = {**source.details, **other.details}
    return taken | ({"details": details} if details != other.details else {})


@dataclass
class Merge:
    """A merge about to be made: of `source` into `other`, which stays."""

    source: "Source"
    other: "Source"
    reason: str

    def make(self) -> None:
        """Merge and say it. ValidationError by field says what stands in the way."""
        # Before anything is read: of two who merge or publish at once, the second sees what the
        # first has done. Whoever writes on one of the two meanwhile is not waited for, because
        # that write may be waiting for this lock.
        Head.objects.select_for_update().get(id=1)
        self._hold()
        self._check()
        was_public, other_is_public = self.source.is_public, self.other.is_public
        taken = taken_over(self.source, self.other)
        self.source.merged_into = self.other
        self.source.save(update_fields=["merged_into"])
        for name, value in taken.items():
            setattr(self.other, name, value)
        if taken:
            self.other.save()
        self.other.tags.add(*self.source.tags.all())
        if was_public or other_is_public:
            say(Op.UPDATE if other_is_public else Op.PUBLISH, self.other)
        if was_public:
            say(
                Op.MERGE,
                self.source,
                ending={"reason": self.reason.strip(), "successor": str(self.other.uuid)},
            )

    def _hold(self) -> None:
        both = [self.source, self.other]
        rows = type(self.source).objects.select_for_update(nowait=True, of=("self",))
        try:
            with transaction.atomic():
                list(rows.filter(pk__in=[one.pk for one in both]).order_by("pk"))
        except OperationalError as error:
            sentence = _("Somebody is writing on one of the two at this moment. Try again.")
            raise ValidationError(sentence) from error
        for one in both:
            one.refresh_from_db()

    def _check(self) -> None:
        source, other = self.source, self.other
        if not self.reason.strip():
            raise ValidationError({"reason": _("Say why the two are one: readers are told.")})
        if source.pk == other.pk:
            raise ValidationError({"other": _("It cannot be merged into itself.")})
        for one in (source, other):
            if one.merged_into is not None:
                words = {"title": one.title, "into": one.merged_into.title}
                sentence = _("“%(title)s” was merged into “%(into)s” already. Take that one.")
                raise ValidationError({"other": sentence % words})
        if source.own_article != other.own_article:
            raise ValidationError(
                {"other": _("One of the two is an article of the desk’s own, and the other not.")}
            )
        if source.repute != other.repute:
            words = {
                "source": source.title,
                "repute": source.get_repute_display(),
                "other": other.title,
                "other_repute": other.get_repute_display(),
            }
            sentence = _(
                "“%(source)s” (%(repute)s) and “%(other)s” (%(other_repute)s) are not held to be "
                "alike. Say of both the same first, so that nothing is taken back in silence."
            )
            raise ValidationError({"other": sentence % words})
        self._check_standing()

    def _check_standing(self) -> None:
        for one in (self.source, self.other):
            standing = one.standing()
            if standing is not None and standing.state == State.ERASED:
                raise ValidationError({"other": _("“%s” was erased.") % one.title})
        waiting = Due.objects.filter(statements__contains=[{"uuid": str(self.source.uuid)}])
        if waiting.exists():
            sentence = _("A scheduled publication names “%s”. Merge when it is out.")
            raise ValidationError({"other": sentence % self.source.title})
