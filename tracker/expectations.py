"""What is expected and what has happened on an item's timeline."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from record.clock import desk_day
from record.kinds import Kind, Op
from record.models import PublicModel
from record.saying import moment, say
from record.vague import VagueDate, VagueDateField
from tracker.conflicts import need_remembered, once
from tracker.evidence import Use, keep
from tracker.statuses import OPEN


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    """Milestones, by the dates that were given for them."""

    def overdue(self, day: dt.date) -> "models.QuerySet[Any]":
        """Those of open questions whose expected date was over before `day`, and no actual came.

        A vague date is over at its end; the latest forecast counts, or else the baseline.
        """
        dates = MilestoneDate.objects.filter(milestone=models.OuterRef("pk"))
        expected = dates.exclude(role=Role.ACTUAL).order_by("-role", "-pk")
        came = models.Exists(dates.filter(role=Role.ACTUAL))
        until = models.Subquery(expected.values("date_upper")[:1])
        rows = self.filter(item__status__in=OPEN).exclude(came).annotate(expected_until=until)
        return rows.filter(expected_until__lt=day).order_by("expected_until", "pk")


class Milestone(PublicModel):
    """Something expected. Its dates are added, never changed."""

    kind = Kind.MILESTONE
    read_with = ("item", "lane")

    item = models.ForeignKey("tracker.WatchItem", models.PROTECT, related_name="milestones")
    lane = models.ForeignKey(
        "tracker.Lane", models.PROTECT, null=True, blank=True, verbose_name=_("lane")
    )
    title = models.CharField(_("what is expected"), max_length=200)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return self.title

    def rests_on(self) -> Iterable[PublicModel]:
        """The sources of its dates."""
        return [use.source.known_as for date in self.dates.all() for use in date.evidence.all()]

    @property
    def expected(self) -> "MilestoneDate | None":
        """The latest forecast, or else the baseline."""
        dates = sorted(self.dates.all(), key=lambda date: (date.role == Role.FORECAST, date.pk))
        return next((date for date in reversed(dates) if date.role != Role.ACTUAL), None)

    def set_date(
        self,
        role: str,
        date: VagueDate,
        *,
        asserted_by: str,
        evidence: Sequence[Use] = (),
        reason: str = "",
        by: Any = None,
    ) -> "MilestoneDate":
        """Add a baseline, forecast or actual date; returns it.

        Raises ValidationError for a second baseline and for anything after the actual date.
        """
        need_remembered(self.item)
        roles = set(self.dates.values_list("role", flat=True))
        if Role.ACTUAL in roles:
            raise ValidationError({"role": _("It has happened: no date can follow.")})
        if role == Role.ACTUAL and date.lower and date.lower > desk_day(moment()):
            raise ValidationError({"date": _("It has not happened yet. Add a forecast.")})
        if role == Role.BASELINE and Role.BASELINE in roles:
            raise ValidationError({"role": _("It has a baseline already. Add a forecast.")})
        added = once(self.dates.create)(
            role=Role(role), date=date, asserted_by=asserted_by, reason=reason, by=by
        )
        keep(evidence, date=added)
        if self.item.is_open:
            say(Op.UPDATE, self)
        return added


class Role(models.TextChoices):
    """What a milestone's date is."""

    BASELINE = "baseline", _("baseline")
    FORECAST = "forecast", _("forecast")
    ACTUAL = "actual", _("actual")


class MilestoneDate(models.Model):
    """A date of a milestone as somebody asserted it. Append-only."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="dates")
    role = models.CharField(_("which date"), max_length=8, choices=Role)
    date = VagueDateField(_("date"))
    asserted_by = models.CharField(_("asserted by"), max_length=200)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "role"],
                condition=models.Q(role__in=["baseline", "actual"]),
                name="tracker_milestonedate_one_baseline_one_actual",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.date}"


class Event(PublicModel):
    """A dated, sourced fact on an item's timeline. Once public it is frozen."""

    kind = Kind.EVENT
    read_with = ("item", "lane")

    item = models.ForeignKey("tracker.WatchItem", models.PROTECT, related_name="events")
    lane = models.ForeignKey(
        "tracker.Lane", models.PROTECT, null=True, blank=True, verbose_name=_("lane")
    )
    date = VagueDateField(_("date"))
    headline = models.CharField(_("what happened"), max_length=300)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["date_lower", "id"]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return self.headline

    def rests_on(self) -> Iterable[PublicModel]:
        """The sources of its evidence."""
        return [use.source.known_as for use in self.evidence.select_related("source__publisher")]

    def add_evidence(self, uses: Sequence[Use]) -> None:
        """Add evidence to what is said already: it may be added, never changed."""
        keep(uses, event=self)
        self.publish_changes()
