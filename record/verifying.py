"""Checking the whole chain against itself, and naming the first entry that does not fit."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from record.checkpoint import holds
from record.kinds import Op
from record.models import IN_THE_LINE, Checkpoint, Entry, Head, line_of
from record.streaming import streamed

ZERO = "0" * 64


@dataclass(frozen=True)
class Fault:
    """The first entry that does not fit, and why."""

    seq: int
    reason: str

    def __str__(self) -> str:
        return _("Entry no. %(seq)s: %(reason)s") % {"seq": self.seq, "reason": self.reason}


class Row(NamedTuple):
    """An entry with its payload, without what a model costs: there may be a million."""

    seq: int
    op: str
    kind: str
    uuid: UUID
    schema: int
    recorded_at: datetime
    actor: str
    commitment: str
    previous_hash: str
    hash: str
    text: str | None
    salt: bytes | None

    def line(self) -> str:
        """The line that the hash is taken of."""
        return line_of(*self[: len(IN_THE_LINE)])


@transaction.atomic
def verify(first: int = 1) -> tuple[int, Fault | None]:
    """Check every entry from `first` on; returns how many held, and the first fault or None."""
    # In a transaction, where a cursor needs no copy of all its rows. The head is read before the
    # entries: what others say meanwhile stands after it.
    head = Head.objects.get(id=1)
    previous = _hash_before(first)
    erased = _erased()
    held = 0
    with streamed(_entries(first)) as entries:
        for entry in map(Row._make, entries):
            fault = _fault(entry, first + held, previous, erased)
            if fault:
                return held, fault
            held += 1
            previous = entry.hash
    return held, _end_fault(head, first + held - 1, previous) or _witness_fault(first)


def _witness_fault(first: int) -> Fault | None:
    """A signed checkpoint that says another hash than the entry of its number."""
    for kept in Checkpoint.objects.filter(seq__gte=first).order_by("seq"):
        entry = Entry.objects.filter(seq=kept.seq).first()
        if entry is None or entry.hash != kept.hash or not holds(kept):
            return Fault(kept.seq, _("it does not fit the checkpoint that was signed of it."))
    return None


def _entries(first: int) -> "QuerySet[Entry, Any]":
    columns = (*IN_THE_LINE, "hash", "payload__text", "payload__salt")
    return Entry.objects.filter(seq__gte=first).order_by("seq").values_list(*columns)


def _hash_before(first: int) -> str:
    before = Entry.objects.filter(seq=first - 1).values_list("hash", flat=True).first()
    return before or ZERO


def _erased() -> dict[object, int]:
    """For each erased subject, the number of its last erasure."""
    rows = Entry.objects.filter(op=Op.ERASE).order_by("seq").values_list("uuid", "seq")
    return dict(rows.iterator())


def _fault(entry: Row, seq: int, previous: str, erased: dict[object, int]) -> Fault | None:
    if entry.seq != seq:
        return Fault(seq, _("it is missing; the next one there is no. %d.") % entry.seq)
    if entry.previous_hash != previous:
        return Fault(seq, _("it does not follow from the one before it."))
    if hashlib.sha256(entry.line().encode()).hexdigest() != entry.hash:
        return Fault(seq, _("its hash is not that of what it says."))
    return _payload_fault(entry, erased)


def _payload_fault(entry: Row, erased: dict[object, int]) -> Fault | None:
    if entry.text is None or entry.salt is None:
        if erased.get(entry.uuid, 0) > entry.seq:
            return None
        return Fault(entry.seq, _("its payload is missing, and no later entry erases it."))
    commitment = hashlib.sha256(bytes(entry.salt) + entry.text.encode()).hexdigest()
    if commitment != entry.commitment:
        return Fault(entry.seq, _("its payload is not the one that was committed to."))
    return None


def _end_fault(head: Head, last: int, last_hash: str) -> Fault | None:
    if head.seq > last:
        return Fault(last + 1, _("it is missing; the record stands at no. %d.") % head.seq)
    if head.seq < last:
        head.refresh_from_db()
    if head.seq < last:
        return Fault(head.seq + 1, _("it stands after the end of the record."))
    if head.seq == last and head.hash != last_hash:
        return Fault(last, _("its hash is not the one that the record stands at."))
    return None
