"""The evidence of a proposal: as evidence, and not public."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.grades import Credibility
from sources.models import Source
from sources.uses import Resting, SourceUse
from tracker.evidence import Stance, Use

if TYPE_CHECKING:
    from tracker.proposals import Proposal


class ProposedUse(SourceUse):
    """A source that would be used for a status, once a second person has confirmed it."""

    proposal = models.ForeignKey("tracker.Proposal", models.PROTECT, related_name="evidence")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    stance = models.CharField(_("stance"), max_length=12, choices=Stance)
    locator = models.CharField(_("place in the source"), max_length=200, blank=True)
    quotation = models.CharField(_("short quotation"), max_length=500, blank=True)
    credibility = models.PositiveSmallIntegerField(
        _("credibility of this use"), choices=Credibility, null=True
    )
    why = models.CharField(_("why it matters here"), max_length=500, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.source}"

    @staticmethod
    def keep(uses: Iterable[Use], proposal: "Proposal") -> None:
        """Keep `uses` with the proposal."""
        names = ("stance", "locator", "quotation", "credibility", "why")
        ProposedUse.objects.bulk_create(
            ProposedUse(
                proposal=proposal,
                source=use.source,
                **{name: getattr(use, name) for name in names},
            )
            for use in uses
        )

    @staticmethod
    def uses(proposal: "Proposal") -> list[Use]:
        """What the proposal would rest on, as the verbs take it."""
        return [
            Use(row.source, row.stance, row.locator, row.quotation, row.credibility, row.why)
            for row in proposal.evidence.select_related("source")
        ]

    @classmethod
    def resting_on(cls, sources: Collection[int]) -> Iterable[Resting]:
        """The proposals; what a confirmed one rested on is the evidence of its change now."""
        rows = cls.objects.filter(source__in=sources).select_related("proposal__item")
        for row in rows.order_by("-pk"):
            yield Resting(
                row.source_id,
                row.proposal.item,
                row.locator,
                str(row.get_stance_display()),
                row.why,
                standing=str(row.proposal.get_state_display()),
                is_live=row.proposal.state != "withdrawn",
            )
