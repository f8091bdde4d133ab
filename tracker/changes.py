"""Status changes: append-only rows, and the one way to make them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from record.clock import desk_day
from record.kinds import Kind, Op
from record.models import PublicModel
from record.saying import moment, say
from record.vague import VagueDate, VagueDateField
from tracker.conflicts import ItemGuard, StatusConflict, need_replaceable
from tracker.constraints import CONSTRAINTS, INDEXES
from tracker.evidence import Use, keep, need_support
from tracker.history import LAST, Said, begins_rightly, impossible_step, live, standing_on
from tracker.remembered import remembered
from tracker.second_person import SecondPersonNeeded, needs_two
from tracker.statuses import FINAL, LACKS, ChangeType, Confidence, Outcome, Status

if TYPE_CHECKING:
    from tracker.models import WatchItem


class StatusChange(PublicModel):
    """One statement about an item's status. Append-only: it is corrected, never edited."""

    kind = Kind.STATUS_CHANGE
    read_with = ("item",)

    item = models.ForeignKey("tracker.WatchItem", models.PROTECT, related_name="changes")
    type = models.CharField(_("kind of statement"), max_length=12, choices=ChangeType)
    before = models.CharField(_("from"), max_length=16, choices=Status, blank=True)
    status = models.CharField(_("to"), max_length=16, choices=Status, blank=True)
    effective = VagueDateField(_("in effect since"), blank=True)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    note = models.TextField(_("public note"), blank=True)
    internal_note = models.TextField(_("internal note, never published"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    searched = models.TextField(_("what was searched"), blank=True)
    confidence = models.CharField(_("how sure"), max_length=8, choices=Confidence, blank=True)
    outcome = models.CharField(_("closed because"), max_length=16, choices=Outcome, blank=True)
    criteria_version = models.PositiveSmallIntegerField(null=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        constraints = CONSTRAINTS
        indexes = INDEXES

    def __str__(self) -> str:
        return self.headline or str(self.get_type_display())

    def rests_on(self) -> Iterable[PublicModel]:
        """The sources of its evidence."""
        return [use.source.known_as for use in self.evidence.select_related("source__publisher")]

    def add_evidence(self, uses: Sequence[Use]) -> None:
        """Add evidence to what is said already: it may be added, never changed."""
        keep(uses, change=self)
        self.publish_changes()

    def said(self) -> Said:
        """As the rules of the history need it."""
        superseded = self.supersedes.uuid if self.supersedes else None
        return Said(
            self.uuid,
            self.pk,
            self.type,
            self.status or None,
            self.effective or None,
            superseded,
            self.headline,
        )

    def correct(
        self, *, reason: str, to: str, effective: VagueDate, headline: str, **more: Any
    ) -> "StatusChange":
        """Replace this statement by a right one; returns that. Both stay readable."""
        change = Change(
            self.item, "correction", to, effective, headline, reason=reason, supersedes=self, **more
        )
        return change.make()

    def retract(self, reason: str, **more: Any) -> "StatusChange":
        """Take this statement back, with a reason; returns the retraction."""
        change = Change(
            self.item, "retraction", None, None, "", reason=reason, supersedes=self, **more
        )
        return change.make()


@dataclass
class Change:
    """A status change about to be made: checks the rules, writes the row, says it."""

    item: "WatchItem"
    type: str
    to: str | None
    effective: VagueDate | None
    headline: str
    note: str = ""
    evidence: Sequence[Use] = ()
    confidence: str | None = None
    internal_note: str = ""
    reason: str = ""
    searched: str = ""
    outcome: str = ""
    supersedes: StatusChange | None = None
    by: Any = None
    second: Any = None
    rows: list[Said] = field(default_factory=list)

    def make(self, seen: str | None = None) -> StatusChange:
        """Write and say it. `seen` is the status that the caller believes in, where that matters.

        Raises StatusConflict or ValidationError by field; SecondPersonNeeded where all is right,
        and the item's track asks for somebody else to confirm it. Nothing is written then.
        """
        guard = ItemGuard.of(self.item)
        if seen is not None and guard.status != seen:
            raise StatusConflict(guard.sentence())
        self.rows = [row.said() for row in remembered(self.item.changes.all())]
        self._check_words(guard.status)
        self._check_date()
        self._check_evidence()
        status = self._leads_to()
        if self.second is None and needs_two(self.item, guard.status, self.to, status):
            raise SecondPersonNeeded(self, guard)
        try:
            with transaction.atomic():
                change = self._write()
        except IntegrityError as error:
            # Of two who correct one statement at the same moment, the second comes here.
            raise StatusConflict(guard.sentence()) from error
        guard.move(status, moved=self.type != ChangeType.CHECK)
        guard.own.append(change.pk)
        say(self._op(), change)
        return change

    def _leads_to(self) -> str:
        """The status that stands once this is said; ValidationError where it cannot follow."""
        superseded = self.supersedes.uuid if self.supersedes else None
        about_to_be = Said(uuid4(), LAST, self.type, self.to, self.effective, superseded)
        after = [*self.rows, about_to_be]
        if not begins_rightly(after):
            sentence = _(
                "The first statement opens the history. Correct it, or choose a later day."
            )
            raise ValidationError({"effective": sentence})
        self._check_history(after)
        standing = standing_on(after, desk_day(moment()))
        return str(standing.status) if standing else ""

    def _op(self) -> Op:
        if self.type == ChangeType.CORRECTION:
            return Op.CORRECT
        return Op.RETRACT if self.type == ChangeType.RETRACTION else Op.PUBLISH

    def _check_words(self, status: str) -> None:
        if self.type != ChangeType.INITIAL and not status:
            raise ValidationError(_("The item is not public yet. Open it first."))
        needs_reason = {"initial", "reopening", "correction", "retraction"}
        if self.type in needs_reason and not self.reason.strip():
            raise ValidationError({"reason": LACKS["reason"]})
        if self.type == ChangeType.CHECK and not self.searched.strip():
            raise ValidationError({"searched": LACKS["searched"]})
        if self.to and not self.headline.strip():
            raise ValidationError({"headline": LACKS["headline"]})
        if self.type == ChangeType.CHANGE and self.to == status:
            raise ValidationError(
                {"status": _("That is its status now. Choose another, or “Looked”.")}
            )
        if self.type == ChangeType.CHANGE and status in FINAL:
            raise ValidationError({"status": _("It is answered or closed. Reopen it first.")})
        if self.type == ChangeType.REOPENING and status not in FINAL:
            raise ValidationError({"status": _("It is open. There is nothing to reopen.")})
        if self.to == Status.CLOSED and not self.outcome:
            raise ValidationError({"outcome": _("Say whether it was overtaken or not decidable.")})
        if self.supersedes:
            need_replaceable(self.supersedes)

    def _check_date(self) -> None:
        if self.to is None:
            return
        if self.effective is None or self.effective.lower is None:
            raise ValidationError({"effective": LACKS["effective"]})
        if self.effective.lower > desk_day(moment()):
            raise ValidationError(
                {"effective": _("A status cannot take effect after today. Add a forecast instead.")}
            )

    def _check_evidence(self) -> None:
        if self.type in {"change", "reopening"} or (self.to or "") in FINAL:
            need_support(self.evidence)

    def _check_history(self, rows: list[Said]) -> None:
        if step := impossible_step(rows):
            before, after = (Status(str(one.status)).label for one in step)
            words = {"before": before, "after": after}
            raise ValidationError(
                {"effective": _("With this date “%(before)s” would lead to “%(after)s”.") % words}
            )

    def _write(self) -> StatusChange:
        criteria = self.item.criteria.order_by("-version").first()
        change = StatusChange.objects.create(
            item=self.item,
            type=self.type,
            before=self._before(),
            status=self.to or "",
            effective=self.effective or "",
            headline=self.headline,
            note=self.note,
            internal_note=self.internal_note,
            reason=self.reason,
            searched=self.searched,
            confidence=self.confidence or "",
            outcome=self.outcome,
            criteria_version=criteria.version if criteria else None,
            supersedes=self.supersedes,
            by=self.by,
            second=self.second,
        )
        keep(self.evidence, change=change)
        return change

    def _before(self) -> str:
        """The status that stood at that place of the effective order."""
        if self.to is None or self.effective is None or self.effective.lower is None:
            return ""
        gone, day = self.supersedes.uuid if self.supersedes else None, self.effective.lower
        earlier = [r for r in live(self.rows) if r.uuid != gone and r.place[0] <= day]
        return str(earlier[-1].status) if earlier else ""
