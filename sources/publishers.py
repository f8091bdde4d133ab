"""Whoever stands behind sources, and how reliable they were held to be from which day on."""

import datetime as dt
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from record.clock import desk_day
from record.kinds import Kind
from record.models import PublicModel
from record.saying import moment
from sources.folding import fold, folded, folds
from sources.grades import Reliability


class PublisherType(models.TextChoices):
    """What kind of body stands behind a source."""

    STATE = "state", _("state body")
    COURT = "court", _("court")
    PARLIAMENT = "parliament", _("parliament")
    EU = "eu", _("EU body")
    IGO = "igo", _("international organisation")
    NGO = "ngo", _("non-governmental organisation")
    OUTLET = "outlet", _("news outlet")
    COMPANY = "company", _("company")
    DESK = "desk", _("the desk itself")


class PublisherQuerySet(models.QuerySet["Publisher"]):
    """Publishers, found by their names."""

    def called(self, name: str) -> "Publisher | None":
        """The publisher of this name, in any spelling."""
        return self.filter(name_key=fold(" ".join(name.split()))).first()

    def graded(self, code: str | None) -> Self:
        """Those whose present rating bears `code`; None for those that are not graded yet."""
        latest = Rating.objects.filter(publisher=models.OuterRef("pk")).order_by("-since", "-id")
        rows = self.alias(present=models.Subquery(latest.values("code")[:1]))
        return rows.filter(present=code) if code else rows.filter(present=None)

    def enter(self, name: str, type: str = "") -> "Publisher":
        """Keep a new publisher, with a short name that nobody has; returns it."""
        name = " ".join(name.split())
        wanted = slugify(folds([name])[name])[:190] or "publisher"
        taken = set(self.filter(slug__startswith=wanted).values_list("slug", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        slug = next(one for one in (wanted, *numbered) if one not in taken)
        return self.create(name=name, slug=slug, type=type)


class Publisher(PublicModel):
    """Whoever stands behind a source. Its reliability is rated by date, never overwritten."""

    kind = Kind.PUBLISHER

    name = models.CharField(_("name"), max_length=200, unique=True)
    # One spelling finds another: case and diacritics do not make a second publisher.
    name_key = folded("name")
    slug = models.SlugField(_("short name"), max_length=200, unique=True)
    type = models.CharField(_("kind"), max_length=12, choices=PublisherType, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    url = models.URLField(_("address"), blank=True)

    objects = PublisherQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")
        constraints = [
            models.UniqueConstraint(
                fields=["name_key"],
                name="sources_publisher_name_once",
                violation_error_message=_(
                    "This publisher is kept already, perhaps spelt otherwise."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def rate(self, code: str, reason: str, since: dt.date) -> "Rating":
        """Add a rating from `since` on; returns it. The earlier ones stay readable.

        Raises ValidationError without a reason, and for a day to come: what is not so yet is not
        said yet.
        """
        if not reason.strip():
            raise ValidationError(
                {"reason": _("Say why: a grade without a reason is not believed.")}
            )
        if since > desk_day(moment()):
            raise ValidationError(
                {"since": _("A rating cannot begin after today. Give it when the day has come.")}
            )
        rating = self.ratings.create(code=Reliability(code), reason=reason, since=since)
        self.publish_changes()
        return rating

    def rating(self) -> "Rating | None":
        """The rating in force: of the latest day, the last one given."""
        return self.ratings.order_by("-since", "-id").first()


class Rating(models.Model):
    """How reliable a publisher was held to be from a day on, and why. Append-only."""

    publisher = models.ForeignKey(Publisher, models.PROTECT, related_name="ratings")
    code = models.CharField(_("reliability"), max_length=1, choices=Reliability)
    reason = models.TextField(_("reason"))
    since = models.DateField(_("since"))

    class Meta:
        ordering = ["-since", "-id"]
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")

    def __str__(self) -> str:
        return f"{self.code}, {self.since:%Y-%m-%d}"

    @property
    def in_words(self) -> str:
        """The letter, with its words beside it."""
        return f"{self.code} {self.get_code_display()}"
