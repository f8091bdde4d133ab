"""The public record: append-only entries, their payloads, and what is public at any of them."""

import datetime as dt
import json
import uuid as uuids
from collections.abc import Collection, Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from record.erasures import Erasure, Remnant
from record.held import Held
from record.kinds import Actor, Data, Kind, Op, State, registered
from record.once import SentForm
from record.saying import say
from record.statements import as_text
from record.subjects import FOR_EVER, Subject, SubjectQuerySet

__all__ = [
    "FOR_EVER",
    "Checkpoint",
    "Due",
    "Entry",
    "Erasure",
    "Head",
    "Held",
    "NothingNew",
    "Payload",
    "PublicModel",
    "Remnant",
    "SentForm",
    "Subject",
    "SubjectQuerySet",
    "as_moment",
]

IN_THE_LINE = "seq op kind uuid schema recorded_at actor commitment previous_hash".split()
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_moment(at: dt.datetime) -> str:
    """`at` in the one form of the record: UTC with microseconds and Z (RFC 3339)."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def line_of(*values: Any) -> str:
    """The line of an entry that has these values of `IN_THE_LINE`, in that order."""
    seq, op, kind, uuid, schema, recorded_at, *rest = values
    return _encoded([seq, op, kind, str(uuid), schema, as_moment(recorded_at), *rest])


class Entry(models.Model):
    """One thing said in public: numbered without gaps, chained by hash, never changed.

    `hash` is the SHA-256 of the line that `line()` gives; `commitment` is the SHA-256 of the
    payload's salt and bytes. Rows are written by the database function `record_seal` alone.
    """

    seq = models.BigIntegerField(_("number"), primary_key=True)
    op = models.CharField(_("what was done"), max_length=12, choices=Op)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    uuid = models.UUIDField()
    schema = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField(_("recorded at"))
    actor = models.CharField(_("by"), max_length=16, choices=Actor)
    commitment = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-seq"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        indexes = [
            # The latest entry of a day or moment, for `?known_at=`.
            models.Index(fields=["recorded_at", "seq"], name="record_entry_moment"),
            # One subject's past.
            models.Index(fields=["uuid", "seq"], name="record_entry_subject"),
            # The days on which something of a kind was said.
            models.Index(fields=["kind", "seq"], name="record_entry_kind"),
            # The page of corrections.
            models.Index(fields=["op", "seq"], name="record_entry_op"),
        ]

    def __str__(self) -> str:
        return f"no. {self.seq}"

    def get_absolute_url(self) -> str:
        return reverse("record-entry", args=[self.seq])

    # Pages show many entries, and Django's own would translate every choice to find the one.
    def get_op_display(self) -> str:  # type: ignore[no-redef]
        """What was done, in words."""
        return str(Op(self.op).label)

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        """Of what kind of thing it was, in words."""
        return str(Kind(self.kind).label)

    def get_actor_display(self) -> str:  # type: ignore[no-redef]
        """By which role, in words."""
        return str(Actor(self.actor).label)

    def moment(self) -> str:
        """`recorded_at` as the hash takes it."""
        return as_moment(self.recorded_at)

    def line(self) -> str:
        """The line whose SHA-256 is `hash` (DESIGN: an entry)."""
        return line_of(*(getattr(self, name) for name in IN_THE_LINE))


class Payload(models.Model):
    """An entry's public text, kept to the byte, and the salt of its commitment."""

    entry = models.OneToOneField(Entry, models.DO_NOTHING, primary_key=True, related_name="payload")
    text = models.TextField()
    salt = models.BinaryField()

    def __str__(self) -> str:
        return f"payload of no. {self.entry_id}"


class Head(models.Model):
    """Where the record stands, when something is due, how often the projection was made again."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
    next_due = models.DateTimeField(null=True)
    rebuilt = models.BigIntegerField(db_default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="record_head_is_one_row")
        ]

    def __str__(self) -> str:
        return f"the record stands at no. {self.seq}"


class Due(models.Model):
    """Finished statements that are sealed at the first request or beat after `at`."""

    at = models.DateTimeField(_("due at"), db_index=True)
    uuid = models.UUIDField(_("subject"), unique=True)
    statements = models.JSONField()
    failure = models.TextField(_("why it failed"), blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("scheduled publication")
        verbose_name_plural = _("scheduled publications")

    def __str__(self) -> str:
        return f"{self.uuid}, {self.at:%Y-%m-%d %H:%M}"


class Checkpoint(models.Model):
    """Where the record stood at a moment, signed with the desk's key (Ed25519, RFC 8032)."""

    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"no. {self.seq}, signed {self.signed_at:%Y-%m-%d}"


class NothingNew(ValidationError):
    """What was to be published is what readers see already. The text says since when."""

    def __init__(self, entry: Entry) -> None:
        day = date_format(localtime(entry.recorded_at), "j F Y, H:i")
        words = {"day": day, "seq": entry.seq}
        super().__init__(
            _("Nothing that readers see has changed since %(day)s (no. %(seq)d).") % words
        )


class PublicModel(models.Model):
    """A working copy that can become a subject of the record."""

    kind: ClassVar[Kind]
    # What its payload names through keys of its own: read in one go with it.
    read_with: ClassVar[tuple[str, ...]] = ()

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True

    def rests_on(self) -> Iterable["PublicModel"]:
        """What becomes public with it, because its payload names it."""
        return ()

    def before_sealing(self) -> None:
        """Give it what only a public subject has, such as a number. Called as it is sealed."""

    def publish_changes(self) -> None:
        """Say it again if readers can open it: what has no draft state is public as saved."""
        if self.is_public:
            say(Op.UPDATE, self)

    def said_already(self) -> Entry | None:
        """The entry in force where it says what the working copy does; None where it does not."""
        row = self.standing()
        is_said = row and row.state == State.PUBLIC and self.is_as_said(row.data)
        return row.entry if row and is_said else None

    def is_as_said(self, said: Data) -> bool:
        """Whether readers who see the payload `said` would see nothing new in the working copy."""
        return as_text(registered(self.kind).payload.to_representation(self)) == as_text(said)

    @staticmethod
    def publish_all_changes(rows: Collection["PublicModel"]) -> None:
        """Say again those of `rows` that readers can open: one question, however many."""
        uuids = [row.uuid for row in rows]
        public = set(Subject.objects.now().public().filter(uuid__in=uuids).values_list("uuid"))
        for row in rows:
            if (row.uuid,) in public:
                say(Op.UPDATE, row)

    def standing(self) -> Subject | None:
        """Its row in the record as it stands now, or None while it has never been public."""
        return Subject.objects.now().told().filter(uuid=self.uuid).first()

    @property
    def is_erased(self) -> bool:
        """Whether its words had to go: nothing more is written of it."""
        return Subject.objects.now().filter(uuid=self.uuid, state=State.ERASED).exists()

    @property
    def is_public(self) -> bool:
        """Whether readers can open it now."""
        return Subject.objects.now().public().filter(uuid=self.uuid).exists()
