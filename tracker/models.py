"""Watch items: a question, criteria fixed before publication, and lanes of what is expected."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from record.clock import desk_day
from record.kinds import Kind, Op
from record.models import PublicModel
from record.saying import current, moment, say
from record.vague import VagueDate
from sources.models import Tagging
from sources.tagging import TagsManager
from tracker.changes import Change, StatusChange
from tracker.conflicts import StatusConflict, need_remembered, once
from tracker.criteria import Criteria, Lane
from tracker.evidence import Evidence, Use, keep
from tracker.expectations import Event, Milestone, MilestoneDate
from tracker.proposals import Proposal, ProposedUse
from tracker.statuses import Status

__all__ = [
    "Criteria",
    "Event",
    "Evidence",
    "Lane",
    "Milestone",
    "MilestoneDate",
    "Proposal",
    "ProposedUse",
    "StatusChange",
    "StatusConflict",
    "Track",
    "WatchItem",
]


class Track(models.Model):
    """A named group of items on the board."""

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    second_person = models.BooleanField(
        _("final statuses need a second person"),
        default=False,
        help_text=_("Answered and closed are proposed by one person and confirmed by another."),
    )

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        permissions = [("ask_second_person", "Can say which tracks need a second person")]

    def __str__(self) -> str:
        return self.name

    def publish_changes(self) -> None:
        """Say every public item of the track again: the track's name stands in each."""
        for item in self.items.order_by("pk"):
            item.publish_changes()


class WatchItem(PublicModel):
    """A question that the desk keeps an answer to. `status` is written by its verbs alone."""

    kind = Kind.ITEM
    read_with = ("track",)

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    short = models.CharField(_("short name"), max_length=100)
    question = models.CharField(_("question"), max_length=300)
    why = models.TextField(_("why it matters"))
    track = models.ForeignKey(Track, models.PROTECT, related_name="items", verbose_name=_("track"))
    review_days = models.PositiveSmallIntegerField(
        _("look at it every"), default=60, help_text=_("In days.")
    )
    training = models.BooleanField(
        _("training material"), default=False, help_text=_("Marked as fictional on every page.")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="watch_items",
        verbose_name=_("owner"),
    )
    status = models.CharField(
        _("status"), max_length=16, choices=Status, blank=True, editable=False
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    tags = TaggableManager(through=Tagging, manager=TagsManager, blank=True, verbose_name=_("tags"))

    class Meta:
        ordering = ["track", "pk"]
        verbose_name = _("watch item")
        verbose_name_plural = _("watch items")
        permissions = [("change_status", "Can open items and say their status in public")]

    def __str__(self) -> str:
        return self.short

    def rests_on(self) -> Iterable[PublicModel]:
        """Its tags."""
        return self.tags.all()

    @property
    def is_open(self) -> bool:
        """Whether it is public, or becomes so in the open write."""
        return bool(self.status) or self.uuid in current().sayings

    def set_criteria(
        self,
        *,
        yes: str,
        no: str,
        edge_cases: str,
        by_when: str,
        reason: str = "",
        seen: int | None = None,
    ) -> Criteria:
        """Add a version of the criteria; returns it. Readers keep seeing the earlier ones.

        Once the first version stands, raises ValidationError without a reason or a difference, and
        StatusConflict where it is not the version `seen`.
        """
        need_remembered(self)
        last = self.criteria.order_by("-version").first()
        if last and seen not in {None, last.version}:
            raise StatusConflict(last.was_quicker())
        if last and not reason.strip():
            raise ValidationError({"reason": _("Say why the criteria change: readers will ask.")})
        if last and (last.yes, last.no, last.edge_cases, last.by_when) == (
            yes,
            no,
            edge_cases,
            by_when,
        ):
            raise ValidationError(_("The criteria say this already. Nothing was added."))
        criteria = once(self.criteria.create)(
            version=last.version + 1 if last else 1,
            yes=yes,
            no=no,
            edge_cases=edge_cases,
            by_when=by_when,
            reason=reason,
            since=desk_day(moment()),
        )
        self.publish_changes()
        return criteria

    def open(
        self, status: str, *, effective: VagueDate, headline: str, reason: str, **more: Any
    ) -> StatusChange:
        """Publish the item with its first status; returns that. Needs criteria and a reason.

        `more` takes note, confidence, evidence, internal_note and by, as `change_status` does.
        """
        if self.status:
            raise StatusConflict(_("“%s” is open already.") % self.short)
        if not self.criteria.exists():
            raise ValidationError(_("Fix the criteria before the question is public."))
        say(Op.PUBLISH, self)
        for expected in [*self.milestones.all(), *self.events.all()]:
            say(Op.PUBLISH, expected)
        return Change(self, "initial", status, effective, headline, reason=reason, **more).make()

    def change_status(
        self,
        to: str,
        *,
        seen: str,
        effective: VagueDate,
        headline: str,
        evidence: Sequence[Use],
        **more: Any,
    ) -> StatusChange:
        """Move from `seen` to `to`; returns the change. The only way to a new status.

        Needs supporting evidence; `more` takes note, confidence, outcome, internal_note and by.
        Raises StatusConflict when the status is no longer `seen`, ValidationError by field.
        """
        change = Change(self, "change", to, effective, headline, evidence=evidence, **more)
        return change.make(seen)

    def reopen(
        self,
        to: str,
        *,
        effective: VagueDate,
        headline: str,
        reason: str,
        evidence: Sequence[Use],
        **more: Any,
    ) -> StatusChange:
        """Leave a final status, with a reason and supporting evidence; returns the change."""
        change = Change(
            self, "reopening", to, effective, headline, reason=reason, evidence=evidence, **more
        )
        return change.make()

    def look(self, searched: str, **more: Any) -> StatusChange:
        """Say “looked, nothing changed”, with what was searched; returns that look."""
        return Change(self, "check", None, None, "", searched=searched, **more).make()

    def add_event(
        self,
        date: VagueDate,
        *,
        headline: str,
        evidence: Sequence[Use],
        note: str = "",
        lane: Lane | None = None,
        by: Any = None,
    ) -> Event:
        """Add a dated, sourced fact to the timeline; returns it. On a public item it is public."""
        need_remembered(self)
        if not evidence:
            raise ValidationError({"evidence": _("Name the source that it is known from.")})
        if date.lower and date.lower > desk_day(moment()):
            raise ValidationError({"date": _("It has not happened yet. Add a milestone instead.")})
        event = Event.objects.create(
            item=self, date=date, headline=headline, note=note, lane=lane, by=by
        )
        keep(evidence, event=event)
        if self.is_open:
            say(Op.PUBLISH, event)
        return event

    def add_milestone(self, title: str, *, lane: Lane | None = None) -> Milestone:
        """Add something expected; returns it. It is public as soon as the item is."""
        need_remembered(self)
        milestone = Milestone.objects.create(item=self, title=title, lane=lane)
        if self.is_open:
            say(Op.PUBLISH, milestone)
        return milestone
