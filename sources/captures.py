"""Private copies of what a source said when the desk read it. Append-only; the hash is public."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Capture(models.Model):
    """One file kept as it was. Readers learn its SHA-256, type and size, and never the file."""

    source = models.ForeignKey("sources.Source", models.PROTECT, related_name="captures")
    file = models.CharField(_("file"), max_length=100, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    media_type = models.CharField(_("type"), max_length=100, editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    captured_at = models.DateTimeField(_("kept at"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["captured_at", "id"]
        verbose_name = _("archived file")
        verbose_name_plural = _("archived files")
        constraints = [
            models.UniqueConstraint(fields=["source", "sha256"], name="sources_capture_once")
        ]

    def __str__(self) -> str:
        return self.file
