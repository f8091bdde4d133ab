"""What a desk write says, collected until its end: the verbs' side of sealing."""

import datetime as dt
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from record.kinds import ENDINGS, Actor, Op

if TYPE_CHECKING:
    from record.models import PublicModel


class NotSealing(Exception):
    """A verb was called outside `sealing()`: what it says could not be recorded."""


@dataclass
class Saying:
    """One thing to be said when the block ends."""

    op: Op
    subject: "PublicModel"
    snapshot: str | None = None
    ending: dict[str, str | None] | None = None


@dataclass
class Sealing:
    """What one desk write has said so far, and who speaks."""

    actor: Actor
    moment: dt.datetime | None = None
    sayings: dict[UUID, Saying] = field(default_factory=dict)
    scheduled: list[tuple[dt.datetime, Saying, Any]] = field(default_factory=list)
    guards: dict[tuple[str, int], "Guard"] = field(default_factory=dict)


class Guard(Protocol):
    """A row lock put off to the end of a write, where all are taken in one order."""

    def hold(self) -> None:
        """Take the lock and check what it guards; raises what the person is to be told."""


open_sealing: ContextVar[Sealing | None] = ContextVar("record_sealing", default=None)
given_moment: ContextVar[dt.datetime | None] = ContextVar("record_given_moment", default=None)


def say(
    op: Op,
    subject: "PublicModel",
    *,
    snapshot: str | None = None,
    ending: dict[str, str | None] | None = None,
) -> None:
    """Say at the block's end that `op` was done to `subject`.

    `snapshot` is a finished payload (a revision's); `ending` is {reason, successor}. Said twice,
    the first `op` stands, unless the second ends the subject. Raises NotSealing outside a block.
    """
    sayings = current().sayings
    known = sayings.get(subject.uuid)
    if known is None or op in ENDINGS:
        sayings[subject.uuid] = Saying(op, subject, snapshot, ending)
    elif snapshot is not None:
        known.snapshot = snapshot


def say_later(at: dt.datetime, op: Op, subject: "PublicModel", *, snapshot: str, by: Any) -> None:
    """Keep a finished statement for `at`: the first request or beat after it seals it."""
    current().scheduled.append((at, Saying(op, subject, snapshot), by))


def current() -> Sealing:
    """The open desk write. Raises NotSealing where there is none."""
    open_write = open_sealing.get()
    if open_write is None:
        raise NotSealing(_("Nothing can be said outside a desk write: open record.sealing()."))
    return open_write


def moment() -> dt.datetime:
    """When what is being said is said: now, or the moment that an import gives."""
    return given_moment.get() or dt.datetime.now(dt.UTC)
