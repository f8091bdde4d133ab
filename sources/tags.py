"""The desk's tags: words that join sources, watch items and articles, each under any spelling."""

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import GenericTaggedItemBase, TagBase

from record.kinds import Kind
from record.models import PublicModel, Subject
from sources.folding import fold, folds
from sources.spellings import TagSpelling, squeezed
from sources.tag_merging import Merged, merge


class TagKind(models.TextChoices):
    """What a tag names."""

    TOPIC = "topic", _("topic")
    ACTOR = "actor", _("actor")
    PLACE = "place", _("place")
    INSTRUMENT = "instrument", _("instrument")


class TagQuerySet(models.QuerySet["Tag"]):
    """Tags by their spellings: one that was merged is found under the tag that stayed."""

    def spelled(self, *names: str) -> Self:
        """Those of which one of `names` is a spelling, whatever its case, marks or alphabet."""
        keys = [fold(squeezed(name)) for name in names]
        return self.filter(pk__in=TagSpelling.objects.filter(key__in=keys).values("tag"))

    def matching(self, words: str) -> Self:
        """Those in whose spellings each of `words` stands; merged ones by the name they had."""
        rows = self.alias(name_key=fold(models.F("name")))
        for word in words.split():
            spelt = TagSpelling.objects.filter(tag=models.OuterRef("pk"), key__contains=fold(word))
            rows = rows.filter(models.Exists(spelt) | models.Q(name_key__contains=fold(word)))
        return rows

    def unmerged(self) -> Self:
        """Those that can be put on something."""
        return self.filter(merged_into=None)

    def in_place_of(self, uuids: Iterable[str]) -> list[str]:
        """`uuids` of tags as they are named since they were merged, each once, in order."""
        wanted = list(uuids)
        merged = self.filter(uuid__in=wanted, merged_into__isnull=False)
        names = {str(tag.uuid): str(tag.known_as.uuid) for tag in merged}
        return list(dict.fromkeys(names.get(uuid, uuid) for uuid in wanted))


class Tag(TagBase, PublicModel):  # type: ignore[django-manager-missing]
    """A word that joins sources, watch items and articles. Its name and aliases are its own."""

    kind = Kind.TAG

    name: "models.CharField[str, str]"
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Left empty, it is made from the name."),
    )
    type = models.CharField(_("kind"), max_length=12, choices=TagKind, default=TagKind.TOPIC)
    description = models.TextField(_("description"), blank=True)
    aliases = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("other spellings"),
        default=list,
        blank=True,
        help_text=_("Parted by commas."),
    )
    broader = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("broader tag"),
        related_name="narrower",
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged"
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        permissions = [("merge_tag", "Can merge two tags")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(broader=models.F("id")) & ~models.Q(merged_into=models.F("id")),
                name="sources_tag_not_its_own",
                violation_error_message=_("A tag is not broader than itself."),
            )
        ]

    def rests_on(self) -> Iterable[PublicModel]:
        """The broader tag, which its page names."""
        return [self.broader] if self.broader else []

    @property
    def known_as(self) -> "Tag":
        """The tag that stayed where this one was merged; itself where it was not."""
        return self.merged_into.known_as if self.merged_into else self

    def clean(self) -> None:
        """Tidy the spellings and find an address; ValidationError names what is taken."""
        self._tidy()
        errors: dict[str, Any] = self._taken()
        if self.broader and self._closes_a_circle():
            errors["broader"] = _circle(self)
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it with its spellings. Raises ValidationError where broader tags run in a circle."""
        with transaction.atomic():
            if self.broader_id:
                # Two who close a circle from its two ends take turns, and the second is told.
                Tagging.alone()
                if self._closes_a_circle():
                    raise ValidationError({"broader": _circle(self)})
            self._tidy()
            super().save(*args, **kwargs)
            TagSpelling.keep(self)

    def merge_into(self, other: "Tag", reason: str) -> Merged:
        """Make `other` stand for this tag from now on; returns what was moved to it.

        Every use, every narrower tag and every spelling becomes the other's; if this one was
        public, its address leads there and `reason` is told. Raises ValidationError where that
        cannot be.
        """
        return merge(self, other, reason)

    @property
    def spelt(self) -> list[str]:
        """The name and the other spellings, each once."""
        return list(dict.fromkeys([self.name, *self.aliases]))

    def _tidy(self) -> None:
        self.name = squeezed(self.name)
        tidy = dict.fromkeys(squeezed(alias) for alias in self.aliases)
        self.aliases = [alias for alias in tidy if alias and alias != self.name]
        self.slug = self.slug or self._free_address()

    def _free_address(self) -> str:
        """An address from the name in Latin letters, which no tag has and none ever had."""
        stem = slugify(folds([self.name])[self.name])[:90].strip("-") or "tag"
        taken = {
            *Tag.objects.filter(slug__startswith=stem).values_list("slug", flat=True),
            *self._once_read().filter(slug__startswith=stem).values_list("slug", flat=True),
        }
        numbered = (f"{stem}-{n}" for n in range(2, len(taken) + 3))
        return next(slug for slug in (stem, *numbered) if slug not in taken)

    def _once_read(self) -> models.QuerySet[Subject]:
        return Subject.objects.filter(kind=Kind.TAG).exclude(uuid=self.uuid)

    def _taken(self) -> dict[str, Any]:
        """What another tag has already, as sentences beside the fields."""
        keys = folds(self.spelt)
        rows = TagSpelling.objects.filter(key__in=keys.values()).exclude(tag=self.pk)
        others = {row.key: row.tag for row in rows.select_related("tag")}
        errors: dict[str, Any] = {"name": [], "aliases": [], "slug": []}
        for spelling, key in keys.items():
            if key in others:
                field = "name" if spelling == self.name else "aliases"
                errors[field].append(
                    _("“%(spelling)s” is a spelling of the tag “%(tag)s”.")
                    % {"spelling": spelling, "tag": others[key]}
                )
        if not any(letter.isalnum() for letter in self.name):
            errors["name"].append(_("A tag is a word: it needs a letter or a figure."))
        earlier = self._once_read().filter(slug=self.slug).first()
        if earlier:
            errors["slug"].append(
                _("Readers once found “%s” at this address. Choose another.") % earlier.title
            )
        return {field: sentences for field, sentences in errors.items() if sentences}

    def _closes_a_circle(self) -> bool:
        met, above = {self.pk}, self.broader_id
        while above and above not in met:
            met.add(above)
            above = Tag.objects.filter(pk=above).values_list("broader", flat=True).first()
        return bool(above) and self.pk is not None


def _circle(tag: Tag) -> str:
    if tag.broader_id == tag.pk:
        return str(_("A tag is not broader than itself."))
    names = {"tag": tag.name, "broader": tag.broader}
    return str(_("“%(broader)s” is narrower than “%(tag)s”: it cannot be broader too.") % names)


class Tagging(GenericTaggedItemBase):
    """One use of a tag on a working copy. On a merged tag the database puts the one that stayed."""

    tag = models.ForeignKey(Tag, models.PROTECT, related_name="taggings")

    class Meta:
        verbose_name = _("use of a tag")
        verbose_name_plural = _("uses of tags")
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_type", "object_id"], name="sources_tagging_once"
            )
        ]

    @classmethod
    def alone(cls) -> None:
        """Wait for every write that tags something, and let none begin until this one ends."""
        cls._hold("SHARE ROW EXCLUSIVE")

    @classmethod
    def among_others(cls) -> None:
        """See to it that no tag is merged between now and the end of this write."""
        cls._hold("ROW EXCLUSIVE")

    @classmethod
    def _hold(cls, mode: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {cls._meta.db_table} IN {mode} MODE")
