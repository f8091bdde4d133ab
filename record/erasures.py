"""What must go by law: one Administrator asks, another confirms, the owner role carries it out."""

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from record.kinds import Kind, State
from record.moments import now
from record.subjects import Subject


class End(models.TextChoices):
    """How a request came to nothing: by whoever asked, or by another."""

    WITHDRAWN = "withdrawn", _("withdrawn")
    REFUSED = "refused", _("refused")


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Requests by how far they have come."""

    def open(self) -> Self:
        """Those that may still come to something."""
        return self.filter(ended="", carried_out_at=None)

    def waiting(self) -> Self:
        """Those that nobody has confirmed yet."""
        return self.open().filter(confirmed_by=None)

    def confirmed(self) -> Self:
        """Those that are to be carried out, in the order in which they were asked for."""
        return self.open().filter(confirmed_by__isnull=False).order_by("pk")


class Erasure(models.Model):
    """A request to erase one subject. It holds no word of what is to go."""

    kind = models.CharField(_("kind"), max_length=16, choices=Kind, editable=False)
    uuid = models.UUIDField("UUID", editable=False)
    reason = models.TextField(_("what readers are told"))
    ground = models.TextField(_("ground, never published"))
    keeps_address = models.BooleanField(_("its address goes on answering “gone”"), default=True)
    with_parts = models.BooleanField(_("what belongs to it goes too"), default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    asked_at = models.DateTimeField(_("asked for"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    ended = models.CharField(_("came to nothing"), max_length=10, choices=End, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    ended_at = models.DateTimeField(_("on"), null=True)
    ended_why = models.TextField(_("why"), blank=True)
    carried_out_at = models.DateTimeField(_("carried out"), null=True)
    seq = models.BigIntegerField(_("number in the record"), null=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        permissions = [("confirm_erasure", "Can confirm or refuse erasures that others asked for")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                & ~models.Q(confirmed_by=models.F("asked_by")),
                name="record_erasure_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(ended="", ended_by=None, ended_at=None, ended_why="")
                | models.Q(ended="withdrawn", ended_by=models.F("asked_by"), ended_at__isnull=False)
                & ~models.Q(ended_why="")
                | models.Q(ended="refused", ended_by__isnull=False, ended_at__isnull=False)
                & ~models.Q(ended_why="")
                & ~models.Q(ended_by=models.F("asked_by")),
                name="record_erasure_ended_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(carried_out_at=None, seq=None)
                | models.Q(
                    carried_out_at__isnull=False,
                    seq__isnull=False,
                    confirmed_by__isnull=False,
                    ended="",
                ),
                name="record_erasure_carried_out_if_confirmed",
            ),
            models.UniqueConstraint(
                fields=["uuid"],
                condition=models.Q(ended="", carried_out_at=None),
                name="record_erasure_asked_once",
                violation_error_message=_("This is asked for already."),
            ),
        ]

    def __str__(self) -> str:
        # Not the title: this is kept in the log.
        return _("Erasure %(n)d (%(kind)s)") % {"n": self.pk, "kind": self.get_kind_display()}

    @property
    def subject(self) -> Subject | None:
        """What is to go, as it stands in the record; its tombstone once it went."""
        return Subject.objects.now().told().filter(uuid=self.uuid).first()

    @property
    def state(self) -> str:
        """How far it has come, in words."""
        if self.ended:
            return str(self.get_ended_display())
        if self.carried_out_at:
            return str(_("carried out"))
        if self.confirmed_by_id:
            return str(_("waits to be carried out"))
        return str(_("waits for a second Administrator"))

    def parts(self) -> models.QuerySet[Subject]:
        """What belongs to the subject and has not been erased: an item's statements, for one."""
        return Subject.objects.now().filter(parent=self.uuid).exclude(state=State.ERASED)

    def ask(self, subject: Subject, by: Any) -> None:
        """Ask for `subject` to be erased. Raises ValidationError where it was, or is asked for."""
        if subject.state == State.ERASED:
            raise ValidationError({"address": _("This was erased already.")})
        if Erasure.objects.open().filter(uuid=subject.uuid).exists():
            raise ValidationError({"address": _("This is asked for already: see the list.")})
        self.kind, self.uuid = subject.kind, subject.uuid
        self.asked_by, self.asked_at = by, now()
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError as error:
            # Of two who ask at the same moment, the second comes here.
            raise ValidationError(
                {"address": _("This is asked for already: see the list.")}
            ) from error

    def confirm(self, by: Any) -> None:
        """Say that it is to be done. ValidationError for whoever asked, and a second time."""
        with transaction.atomic():
            self._take()
            if by == self.asked_by:
                raise ValidationError(
                    _("You asked for it yourself. Another Administrator confirms it.")
                )
            if self.subject is not None and self.subject.state == State.ERASED:
                raise ValidationError(_("This was erased already."))
            if self.confirmed_by:
                raise ValidationError(_("%s has confirmed it already.") % self.confirmed_by)
            self.confirmed_by, self.confirmed_at = by, now()
            self.save(update_fields=["confirmed_by", "confirmed_at"])

    def end(self, by: Any, why: str) -> None:
        """Withdraw it, by whoever asked, or refuse it. Raises ValidationError without a reason."""
        if not why.strip():
            raise ValidationError({"why": _("Say why: whoever asks again will want to know.")})
        with transaction.atomic():
            self._take()
            self.ended = End.WITHDRAWN if by == self.asked_by else End.REFUSED
            self.ended_by, self.ended_at, self.ended_why = by, now(), why.strip()
            self.save(update_fields=["ended", "ended_by", "ended_at", "ended_why"])

    def _take(self) -> None:
        """Read it as it stands, and let nobody else decide until this write ends."""
        self.refresh_from_db(from_queryset=Erasure.objects.select_for_update())
        if self.ended or self.carried_out_at:
            raise ValidationError(_("It is settled already: %s.") % self.state)


class Remnant(models.Model):
    """A file that an erasure has yet to remove: files go after the transaction, or after a kill."""

    file = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.file
