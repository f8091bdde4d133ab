"""An import of sources by upload: what was read, how far it is, and what it found."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """How far an import is."""

    READ = "read", _("read, not carried out")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class ImportRun(models.Model):
    """One uploaded file. A run cut short is taken up again: what is kept already is matched."""

    sha256 = models.CharField("SHA-256", max_length=64)
    file = models.CharField(_("file"), max_length=100)
    name = models.CharField(_("name of the file"), max_length=200)
    format = models.CharField(_("format"), max_length=12)
    problem = models.TextField(_("what went wrong"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=RunState, default=RunState.READ)
    total = models.PositiveIntegerField(_("entries"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    report = models.JSONField(_("report"), default=dict)
    made_at = models.DateTimeField(_("uploaded at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("import of sources")
        verbose_name_plural = _("imports of sources")

    def __str__(self) -> str:
        return self.name
