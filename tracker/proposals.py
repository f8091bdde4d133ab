"""Final statuses that wait for a second person: kept at the desk, and never public."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from record.saying import moment
from record.vague import VagueDateField
from tracker.changes import Change, StatusChange
from tracker.conflicts import ItemGuard, StatusConflict
from tracker.proposed_uses import ProposedUse
from tracker.second_person import SecondPersonNeeded
from tracker.statuses import ChangeType, Confidence, Outcome, Status

if TYPE_CHECKING:
    from tracker.criteria import Criteria

__all__ = ["Proposal", "ProposedUse", "State"]

# What a proposal keeps of the change as it was typed.
TYPED = ("headline", "note", "internal_note", "reason", "outcome")


class State(models.TextChoices):
    """What has become of a proposal."""

    WAITING = "waiting", _("waits for a second person")
    CONFIRMED = "confirmed", _("confirmed")
    SENT_BACK = "sent_back", _("sent back")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals."""

    def waiting(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(state=State.WAITING)

    def concerning(self, person: Any) -> Self:
        """What `person` is to see to or waits for: all that wait, and their own sent back."""
        return self.filter(Q(state=State.WAITING) | Q(state=State.SENT_BACK, by=person))


class Proposal(models.Model):
    """A change that one person holds to be right; said only when another one confirms it."""

    item = models.ForeignKey("tracker.WatchItem", models.PROTECT, related_name="proposals")
    type = models.CharField(_("kind of statement"), max_length=12, choices=ChangeType)
    # The item as the proposer saw it: whatever is said of it meanwhile makes the proposal stale.
    seen = models.CharField(_("from"), max_length=16, choices=Status)
    seen_version = models.PositiveIntegerField()
    seen_criteria = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(_("to"), max_length=16, choices=Status, blank=True)
    effective = VagueDateField(_("in effect since"), blank=True)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    note = models.TextField(_("public note"), blank=True)
    internal_note = models.TextField(_("internal note, never published"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    confidence = models.CharField(_("how sure"), max_length=8, choices=Confidence, blank=True)
    outcome = models.CharField(_("closed because"), max_length=16, choices=Outcome, blank=True)
    supersedes = models.ForeignKey(StatusChange, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("proposed at"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answer = models.TextField(_("why it was sent back"), blank=True)
    change = models.OneToOneField(StatusChange, models.PROTECT, null=True, related_name="proposal")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state="waiting"),
                name="tracker_proposal_one_waits_per_item",
            ),
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(second=F("by")),
                name="tracker_proposal_second_is_another",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", second__isnull=False, change__isnull=False)
                | (Q(state="sent_back", second__isnull=False, change__isnull=True) & ~Q(answer=""))
                | Q(state__in=["waiting", "withdrawn"], second__isnull=True, change__isnull=True),
                name="tracker_proposal_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or self.reason

    @classmethod
    def keep(cls, needed: SecondPersonNeeded, by: Any) -> "Proposal":
        """Keep the change that needs a second person, as it was typed; returns the proposal.

        What `by` had sent back for the same item is done with. Raises StatusConflict where
        another proposal waits there.
        """
        change = needed.change
        criteria: Criteria | None = change.item.criteria.order_by("-version").first()
        sent_back = cls.objects.filter(item=change.item, by=by, state=State.SENT_BACK)
        try:
            with transaction.atomic():
                sent_back.update(state=State.WITHDRAWN, second=None)
                proposal = cls.objects.create(
                    item=change.item,
                    type=change.type,
                    seen=needed.status,
                    seen_version=needed.version,
                    seen_criteria=criteria.version if criteria else None,
                    status=change.to or "",
                    effective=change.effective or "",
                    confidence=change.confidence or "",
                    supersedes=change.supersedes,
                    by=by,
                    made_at=moment(),
                    **{name: getattr(change, name) for name in TYPED},
                )
                ProposedUse.keep(change.evidence, proposal)
        except IntegrityError as error:
            raise StatusConflict(cls._other_waits(change)) from error
        return proposal

    @classmethod
    def _other_waits(cls, change: Change) -> str:
        other = cls.objects.waiting().filter(item=change.item).select_related("by").first()
        return _t("%(who)s proposed “%(status)s” already: %(headline)s. Answer that first.") % {
            "who": other.by if other else _t("Somebody"),
            "status": other.words if other else "",
            "headline": other or "",
        }

    @property
    def address(self) -> str:
        """The screen at the desk on which it is answered."""
        return reverse("admin:tracker_watchitem_proposal", args=[self.item_id, self.pk])

    @property
    def words(self) -> str:
        """The status that it proposes, or what else, in words."""
        return str(self.get_status_display() or self.get_type_display())

    def confirm(self, by: Any) -> StatusChange:
        """Say it, as its second person; returns the change. The one verb checks it all once more.

        Raises ValidationError for the first person; StatusConflict where it was answered already,
        or something was said of the item since it was proposed.
        """
        self._need_another(by)
        self._hold()
        if stale := self.stale(ItemGuard.of(self.item)):
            raise StatusConflict(stale)
        change = Change(
            self.item,
            self.type,
            self.status or None,
            self.effective or None,
            evidence=ProposedUse.uses(self),
            confidence=self.confidence,
            supersedes=self.supersedes,
            by=self.by,
            second=by,
            **{name: getattr(self, name) for name in TYPED},
        ).make(self.seen)
        self._answered(State.CONFIRMED, second=by, change=change)
        # The change rests on it now.
        self.evidence.all().delete()
        return change

    def send_back(self, by: Any, reason: str) -> None:
        """Give it back to its proposer, with a reason. Raises as `confirm` does."""
        self._need_another(by)
        if not reason.strip():
            raise ValidationError(
                {"reason": _("Say why, so that whoever proposed it knows what to change.")}
            )
        self._hold()
        self._answered(State.SENT_BACK, second=by, answer=reason)

    def withdraw(self, by: Any) -> None:
        """Take it back, as its proposer; what was sent back is laid aside in the same way."""
        if by != self.by:
            raise ValidationError(_("%(who)s proposed it. Send it back.") % {"who": self.by})
        self._hold(State.WAITING, State.SENT_BACK)
        self._answered(State.WITHDRAWN, second=None)

    def stale(self, guard: ItemGuard | None = None) -> str:
        """Who has said what of the item since it was proposed; "" where nobody has.

        `guard` is the item's in an open write.
        """
        guard = guard or ItemGuard(self.item, self.item.version, self.seen, self.item.status)
        if guard.version != self.seen_version:
            return guard.sentence()
        latest = self.item.criteria.order_by("-version").first()
        if latest is not None and latest.version != self.seen_criteria:
            return _t(
                "The criteria have changed since it was proposed: version %(n)d is in force. Send "
                "it back, so that it is proposed by them."
            ) % {"n": latest.version}
        return ""

    def _need_another(self, by: Any) -> None:
        if by == self.by:
            raise ValidationError(_("You proposed it. Somebody else has to answer it."))

    def _hold(self, *states: State) -> None:
        """Lock its row until the write ends; StatusConflict where somebody has answered it."""
        # Not with its people: who waited for the lock would get them as they were before.
        now = Proposal.objects.select_for_update().get(pk=self.pk)
        if now.state not in (states or (State.WAITING,)):
            raise StatusConflict(now.answered_words())

    def answered_words(self) -> str:
        """What has become of it, in a sentence; "" while it waits."""
        sentences = {
            State.CONFIRMED: _t("%(who)s has confirmed it: it is said in public."),
            State.SENT_BACK: _t("%(who)s has sent it back."),
            State.WITHDRAWN: _t("%(who)s has withdrawn it."),
        }
        return sentences.get(State(self.state), "") % {"who": self.second or self.by}

    def _answered(self, state: State, **columns: Any) -> None:
        columns |= {"state": state, "answered_at": moment()}
        Proposal.objects.filter(pk=self.pk).update(**columns)
        for name, value in columns.items():
            setattr(self, name, value)
