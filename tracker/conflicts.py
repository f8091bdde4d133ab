"""Two at one item: compare and set, and who is told what."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from record.models import Entry
from record.saying import current
from tracker.statuses import ChangeType

if TYPE_CHECKING:
    from tracker.changes import StatusChange
    from tracker.models import WatchItem


Row = TypeVar("Row")


class StatusConflict(Exception):
    """The item is not as the caller believed it to be. The text says who changed what."""


def once(create: Callable[..., Row]) -> Callable[..., Row]:
    """`create`, with StatusConflict where somebody made the same row in this moment."""

    def created(**columns: Any) -> Row:
        try:
            with transaction.atomic():
                return create(**columns)
        except IntegrityError as error:
            raise StatusConflict(_("Somebody added one at this moment. Look again.")) from error

    return created


def _when(change: Any) -> str:
    """The day and the minute at which `change` was said."""
    said = Entry.objects.filter(uuid=change.uuid).values_list("recorded_at", flat=True).first()
    return date_format(localtime(said), "j F Y, H:i") if said else ""


def need_replaceable(statement: "StatusChange") -> None:
    """Raise where `statement` says no status, or was corrected or taken back already."""
    if not statement.status:
        raise ValidationError(
            _("Only a statement that says a status can be corrected or taken back.")
        )
    if type(statement)._default_manager.filter(supersedes=statement).exists():
        raise StatusConflict(_("This statement was corrected or retracted already."))


def need_remembered(item: "WatchItem") -> None:
    """Raise ValidationError where `item` was erased: nothing more is said of it."""
    if item.is_erased:
        raise ValidationError(
            _("This question was erased. Nothing more is said of it; ask it anew if it must be.")
        )


@dataclass
class ItemGuard:
    """Compare and set, put off to the end of the write: of two at once, the second is told."""

    item: "WatchItem"
    version: int
    seen: str
    status: str
    moves: int = 0
    own: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, item: "WatchItem") -> "ItemGuard":
        """The guard of this item in the open write; made from its row at first."""
        guards = current().guards
        key = ("tracker.watchitem", item.pk)
        if key not in guards:
            need_remembered(item)
            version, status = (
                type(item).objects.filter(pk=item.pk).values_list("version", "status").get()
            )
            guards[key] = cls(item, version, status, status)
        guard = guards[key]
        assert isinstance(guard, cls)
        guard.item = item
        return guard

    def move(self, status: str, *, moved: bool) -> None:
        """Remember the status that the write leads to."""
        self.status = status
        self.moves += int(moved)
        self.item.status = status

    def hold(self) -> None:
        """Set the status if nobody else has; StatusConflict says who has."""
        if not self.moves:
            return
        rows = type(self.item).objects.filter(pk=self.item.pk, version=self.version)
        if not rows.update(status=self.status, version=F("version") + 1):
            raise StatusConflict(self.sentence())

    def sentence(self) -> str:
        """Who changed what, for the person who came second."""
        latest = (
            self.item.changes.exclude(type=ChangeType.CHECK)
            .exclude(pk__in=self.own)
            .select_related("by")
            .first()
        )
        if latest is None:
            return _("“%s” is not public any more as you saw it.") % self.item.short
        return _("%(who)s said “%(status)s” of “%(item)s” meanwhile: %(headline)s (%(when)s)") % {
            "when": _when(latest),
            "who": latest.by or _("Somebody"),
            "status": latest.get_status_display() or latest.get_type_display(),
            "item": self.item.short,
            "headline": latest.headline or latest.reason,
        }
