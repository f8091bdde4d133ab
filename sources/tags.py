"""The desk's tags: words that join sources, watch items and articles, each under any spelling."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import GenericTaggedItemBase, TagBase

from record.kinds import Kind
from record.models import PublicModel
from sources.folding import folded


class TagKind(models.TextChoices):
    """What a tag names."""

    TOPIC = "topic", _("topic")
    ACTOR = "actor", _("actor")
    PLACE = "place", _("place")
    INSTRUMENT = "instrument", _("instrument")


class Tag(TagBase, PublicModel):  # type: ignore[django-manager-missing]
    """A word that joins sources, watch items and articles."""

    kind = Kind.TAG

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
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("broader tag")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged"
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        permissions = [("merge_tag", "Can merge two tags")]

    def rests_on(self) -> Iterable[PublicModel]:
        """The broader tag, which its page names."""
        return [self.broader] if self.broader else []


class Tagging(GenericTaggedItemBase):
    """One use of a tag on a working copy."""

    tag = models.ForeignKey(Tag, models.PROTECT, related_name="taggings")

    class Meta:
        verbose_name = _("use of a tag")
        verbose_name_plural = _("uses of tags")
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_type", "object_id"], name="sources_tagging_once"
            )
        ]


class TagSpelling(models.Model):
    """One way to write a tag: its name or an alias. No two tags share one, whatever the case."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="spellings")
    spelling = models.CharField(max_length=100)
    key = folded("spelling")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="sources_tagspelling_once")]

    def __str__(self) -> str:
        return self.spelling
