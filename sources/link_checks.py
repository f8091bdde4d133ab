"""What was found at a source's address, each time that somebody looked. Append-only."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """What one look at an address found."""

    OK = "ok", _("answers")
    MOVED = "moved", _("moved")
    CHANGED = "changed", _("changed")
    GONE = "gone", _("gone")
    BLOCKED = "blocked", _("refuses us")
    TIMED_OUT = "timed-out", _("does not answer")


# As published on the methods page.
DEFINITIONS: dict[Verdict, Promise] = {
    Verdict.OK: _("The page is there."),
    Verdict.MOVED: _("The page is there, and its site sends us on to another address for good."),
    Verdict.CHANGED: _(
        "The page is there, and its words are others than before. We look whether it is still the "
        "page that is meant."
    ),
    Verdict.GONE: _("The site says that the page is not there, or the site itself is no more."),
    Verdict.BLOCKED: _(
        "The site turns our machine away. A reader may still get there, so nothing follows from it."
    ),
    Verdict.TIMED_OUT: _("The site fails to answer, or answers too slowly."),
}

# With any of these a reader would not get to the source. That a machine is refused says nothing
# of readers.
FAILURES = frozenset({Verdict.GONE, Verdict.TIMED_OUT})


class LinkCheck(models.Model):
    """One look at the address of a source."""

    source = models.ForeignKey("sources.Source", models.PROTECT, related_name="link_checks")
    url = models.URLField(_("address"), max_length=2000)
    checked_at = models.DateTimeField(_("checked at"))
    verdict = models.CharField(_("what was found"), max_length=12, choices=Verdict)
    status = models.PositiveSmallIntegerField(_("status code"), null=True)
    final_url = models.URLField(_("where it led"), max_length=2000, blank=True)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    digest = models.CharField(_("SHA-256 of what was read"), max_length=64, blank=True)
    # Of the page's words, for what changed: near pages have near fingerprints.
    fingerprint = models.CharField(max_length=16, blank=True)
    size = models.PositiveIntegerField(_("bytes read"), default=0)
    note = models.CharField(_("in words"), max_length=300, blank=True)
    # Until when the site asks to be left alone.
    wait_until = models.DateTimeField(null=True)

    # Whether anything was heard of the site at all. Where nothing was heard of any, it is this
    # machine that is cut off.
    was_heard: bool = True

    class Meta:
        ordering = ["-checked_at", "-id"]
        verbose_name = _("link check")
        verbose_name_plural = _("link checks")
        indexes = [
            # A source's last looks.
            models.Index(fields=["source", "-checked_at"], name="sources_linkcheck_latest"),
            # Who asks to be left alone, which few do.
            models.Index(
                fields=["wait_until"],
                name="sources_linkcheck_waiting",
                condition=models.Q(wait_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}, {self.checked_at:%Y-%m-%d}"
