"""Evidence: a source used for one claim, with its stance, its place and its own grade."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.grades import Credibility
from sources.models import Source
from sources.uses import Resting, SourceUse


class Stance(models.TextChoices):
    """How a source bears on a claim."""

    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")
    CONTEXT = "context", _("context")


@dataclass(frozen=True)
class Use:
    """A source about to be used for a claim."""

    source: Source
    stance: str = Stance.SUPPORTS
    locator: str = ""
    quotation: str = ""
    credibility: int | None = None
    why: str = ""


class Evidence(SourceUse):
    """A source used for a status change, an event or a milestone's date. Append-only."""

    change = models.ForeignKey(
        "tracker.StatusChange", models.PROTECT, null=True, related_name="evidence"
    )
    event = models.ForeignKey("tracker.Event", models.PROTECT, null=True, related_name="evidence")
    date = models.ForeignKey(
        "tracker.MilestoneDate", models.PROTECT, null=True, related_name="evidence"
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="uses", verbose_name=_("source")
    )
    stance = models.CharField(_("stance"), max_length=12, choices=Stance, default=Stance.SUPPORTS)
    locator = models.CharField(_("place in the source"), max_length=200, blank=True)
    quotation = models.CharField(_("short quotation"), max_length=500, blank=True)
    credibility = models.PositiveSmallIntegerField(
        _("credibility of this use"), choices=Credibility, null=True, blank=True
    )
    why = models.CharField(_("why it matters here"), max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(change__isnull=False, event__isnull=True, date__isnull=True)
                    | models.Q(change__isnull=True, event__isnull=False, date__isnull=True)
                    | models.Q(change__isnull=True, event__isnull=True, date__isnull=False)
                ),
                name="tracker_evidence_bears_on_one_claim",
            ),
            models.CheckConstraint(
                condition=models.Q(credibility__isnull=True)
                | models.Q(credibility__gte=1, credibility__lte=6),
                name="tracker_evidence_credibility",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.source}"

    @classmethod
    def resting_on(cls, sources: Collection[int]) -> Iterable[Resting]:
        """The status changes, events and milestones whose evidence names one of them."""
        rows = cls.objects.filter(source__in=sources).select_related(
            "change__item", "change__superseded_by", "event__item", "date__milestone__item"
        )
        for row in rows.order_by("-pk"):
            subject = row.change or row.event or (row.date.milestone if row.date else None)
            if subject is not None:
                yield Resting(
                    row.source_id,
                    subject,
                    row._place(),
                    str(row.get_stance_display()),
                    row.why,
                    under=subject.item,
                    standing=str(subject.item.get_status_display()),
                    is_live=not hasattr(row.change, "superseded_by"),
                )

    def _place(self) -> str:
        """Which of a milestone's dates it is for, and the place in the source."""
        date = f"{self.date.get_role_display()}, {self.date.date.words()}" if self.date else ""
        return "; ".join(filter(None, [date, self.locator]))


def keep(uses: Iterable[Use], **claim: models.Model) -> None:
    """Attach `uses` to one claim, given as change=, event= or date=."""
    Evidence.objects.bulk_create(
        Evidence(
            source=use.source,
            stance=use.stance,
            locator=use.locator,
            quotation=use.quotation,
            credibility=use.credibility,
            why=use.why,
            **claim,
        )
        for use in uses
    )


def need_support(uses: Iterable[Use]) -> None:
    """Raise ValidationError unless one of `uses` supports the claim."""
    if not any(use.stance == Stance.SUPPORTS for use in uses):
        raise ValidationError(
            {"evidence": _("Name at least one source that supports it, before saying it.")}
        )


def need_any(uses: Iterable[Use]) -> None:
    """Raise ValidationError where `uses` names no source."""
    if not any(True for _use in uses):
        raise ValidationError({"evidence": _("Name the source that is to be added.")})
