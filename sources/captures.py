"""Private copies of what a source said when the desk read it. Append-only; the hash is public."""

import datetime as dt
import hashlib
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from record.models import PublicModel
from sources.keeping import keep_privately
from sources.sniffing import sniff


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


class Captured(PublicModel):
    """A source's private copies."""

    captures: Any

    class Meta:
        abstract = True

    def keep_copy(self, content: bytes, at: dt.datetime, note: str = "", by: Any = None) -> Capture:
        """Keep `content` as it was at `at`; returns it. Readers of a public source learn its hash.

        Raises ValidationError for what is empty, too large, or kept already.
        """
        if not content:
            raise ValidationError({"upload": _("The file is empty.")})
        refuse_larger(len(content))
        digest = hashlib.sha256(content).hexdigest()
        if self.captures.filter(sha256=digest).exists():
            raise ValidationError({"upload": _("This very file is kept already.")})
        found = sniff(content)
        capture: Capture = self.captures.create(
            file=keep_privately(content, found.ending),
            sha256=digest,
            media_type=found.media_type,
            size=len(content),
            captured_at=at,
            note=note,
            kept_by=by,
        )
        self.publish_changes()
        return capture


def refuse_larger(size: int) -> None:
    """ValidationError for a file of more bytes than the desk keeps."""
    if size > settings.CAPTURE_MAX_BYTES:
        raise ValidationError(
            {
                "upload": _("The file is larger than %(most)s, which is the most that is kept.")
                % {"most": filesizeformat(settings.CAPTURE_MAX_BYTES)}
            }
        )
