"""What would answer a question, and the lanes that it is read in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Criteria(models.Model):
    """What would count as yes, as no, the edge cases, and by when. Versioned, append-only."""

    item = models.ForeignKey("tracker.WatchItem", models.PROTECT, related_name="criteria")
    version = models.PositiveSmallIntegerField(_("version"))
    yes = models.TextField(_("what counts as yes"))
    no = models.TextField(_("what counts as no"))
    edge_cases = models.TextField(_("edge cases"))
    by_when = models.CharField(_("by when"), max_length=300)
    reason = models.TextField(_("why it changed"), blank=True)
    since = models.DateField(_("since"))

    class Meta:
        ordering = ["item", "version"]
        verbose_name = _("criteria")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "version"], name="tracker_criteria_one_per_version"
            )
        ]

    def __str__(self) -> str:
        return _("%(item)s, version %(n)d") % {"item": self.item, "n": self.version}

    def was_quicker(self) -> str:
        """What is told to somebody who wrote a version without having seen this one."""
        said = _(
            "Version %(n)d was fixed meanwhile: %(reason)s It stands beside the form, which would "
            "replace it. Take over what is right in it, then send yours."
        )
        reason = self.reason.strip()
        return said % {
            "n": self.version,
            "reason": reason if reason[-1:] in ".!?" else f"{reason}.",
        }


class Lane(models.Model):
    """One timeline of an item, read against the others."""

    item = models.ForeignKey("tracker.WatchItem", models.CASCADE, related_name="lanes")
    key = models.SlugField(_("short name"), max_length=40)
    name = models.CharField(_("name"), max_length=60)
    note = models.CharField(_("note"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("lane")
        verbose_name_plural = _("lanes")
        constraints = [
            models.UniqueConstraint(fields=["item", "key"], name="tracker_lane_once_per_item")
        ]

    def __str__(self) -> str:
        return self.name
