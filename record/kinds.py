"""What a subject can be, and how each kind is turned into its public payload and found again."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

Data = dict[str, Any]
Upcaster = Callable[[Data], Data]


class Kind(models.TextChoices):
    """The kinds of subject that the record knows."""

    DESK = "desk", _("the desk")
    PAGE = "page", _("page")
    ARTICLE = "article", _("article")
    ITEM = "item", _("watch item")
    STATUS_CHANGE = "status-change", _("status change")
    MILESTONE = "milestone", _("milestone")
    EVENT = "event", _("event")
    SOURCE = "source", _("source")
    PUBLISHER = "publisher", _("publisher")
    TAG = "tag", _("tag")
    AUTHOR = "author", _("author")
    SERIES = "series", _("series")
    IMAGE = "image", _("image")
    VIDEO = "video", _("video")
    REDIRECT = "redirect", _("redirect")


class Op(models.TextChoices):
    """What an entry does to its subject."""

    IMPORT = "import", _("imported")
    PUBLISH = "publish", _("published")
    UPDATE = "update", _("updated")
    CORRECT = "correct", _("corrected")
    RETRACT = "retract", _("retracted")
    WITHDRAW = "withdraw", _("withdrawn")
    RESTORE = "restore", _("restored")
    MERGE = "merge", _("merged")
    ERASE = "erase", _("erased")


class Actor(models.TextChoices):
    """The public role that made an entry: never a person's name."""

    DESK = "desk", _("the desk")
    EDITOR = "editor", _("an editor")
    TRACKER = "tracker", _("tracker staff")
    ADMINISTRATOR = "administrator", _("an administrator")
    SYSTEM = "system", _("the system")
    IMPORT = "import", _("the import")


class State(models.TextChoices):
    """How a subject stands with its readers."""

    PUBLIC = "public", _("public")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged")
    ERASED = "erased", _("erased")


# These carry {reason, successor} and no fields of the subject's own.
ENDINGS: dict[str, State] = {
    Op.WITHDRAW: State.WITHDRAWN,
    Op.MERGE: State.MERGED,
    Op.ERASE: State.ERASED,
}


# What readers are told of as a correction.
CORRECTING = (Op.CORRECT, Op.RETRACT, Op.WITHDRAW)
# What no longer stands as it was said: the page of corrections lists all of these.
NO_LONGER_SAID = (*CORRECTING, Op.ERASE)


@dataclass(frozen=True)
class Projection:
    """What lists, tag pages, where-used and search need of a payload."""

    slug: str = ""
    title: str = ""
    type: str = ""
    sort_date: dt.date | None = None
    dated: str = ""
    position: int = 0
    language: str = ""
    parent: UUID | None = None
    status: str = ""
    supersedes: UUID | None = None
    review_days: int | None = None
    tags: tuple[UUID, ...] = ()
    references: tuple[UUID, ...] = ()
    files: tuple[str, ...] = ()
    text: str = ""


class PayloadSerializer(Protocol):
    """A serializer that builds one kind's payload and projects it."""

    def __init__(self, instance: Any) -> None: ...

    def to_representation(self, instance: Any) -> Any: ...

    @staticmethod
    def project(data: Data) -> Projection: ...


@dataclass(frozen=True)
class Register:
    """One kind's present format: its serializer, its number, and how older numbers are read."""

    serializer: type[PayloadSerializer]
    schema: int = 1
    upcasters: dict[int, Upcaster] = field(default_factory=dict)

    @cached_property
    def payload(self) -> PayloadSerializer:
        """One for every row: to work out its fields takes longer than to use them."""
        return self.serializer(None)


_registers: dict[str, Register] = {}


def register(kind: Kind, serializer: type[PayloadSerializer], **more: Any) -> None:
    """Tell the record how `kind` is written. Called once, from the app's `ready()`."""
    _registers[kind] = Register(serializer, **more)


def registered(kind: str) -> Register:
    """The register of `kind`; KeyError when no app has told of it."""
    return _registers[kind]


def upcast(kind: str, schema: int, data: Data) -> Data:
    """`data`, stored under `schema`, in the kind's present format. Stored text stays as it is."""
    target = registered(kind)
    while schema < target.schema:
        data = target.upcasters[schema](data)
        schema += 1
    return data
