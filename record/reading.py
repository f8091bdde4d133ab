"""Entries told to readers: each with the subject it speaks of, as a sentence needs it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models.expressions import RawSQL

from record.asking import Question
from record.clock import Reading
from record.kinds import Kind, State
from record.merges import is_any
from record.models import Entry, Subject, SubjectQuerySet


@dataclass(frozen=True)
class Told:
    """An entry, its subject as this entry left it, and the item it belongs to, if any."""

    entry: Entry
    subject: Subject | None
    parent: Subject | None

    @classmethod
    def of(cls, row: Subject, around: dict[UUID, Subject]) -> "Told":
        """The entry that `row` begins with; what the subject belongs to is among `around`."""
        return cls(row.entry, row, around.get(row.parent) if row.parent else None)

    @property
    def shown(self) -> Subject | None:
        """What a link leads to: the subject where it has a page, else what it belongs to."""
        if self.subject is not None and self.subject.url:
            return self.subject
        return self.parent

    @property
    def words(self) -> str:
        """Why it was said: a correction's notice, what is held of a source, or the reason."""
        if self.subject is None:
            return ""
        data = self.subject.data or self.subject.ending
        return str(data.get("notice") or data.get("repute_note") or data.get("reason") or "")

    @property
    def repute(self) -> str:
        """What a source was said to be: "retracted", "downgraded", or that it "stands" again."""
        if self.subject is None or self.entry.kind != Kind.SOURCE:
            return ""
        return str(self.subject.data.get("repute", "")) if self.words else ""

    @property
    def name(self) -> str:
        """The short name of what a link leads to."""
        if self.shown is None:
            return str(self.subject or self.entry.get_kind_display())
        short = self.shown.data.get("short") if self.shown.state == State.PUBLIC else ""
        return str(short or self.shown)

    @property
    def is_training(self) -> bool:
        """Whether it speaks of fictional training material."""
        rows = (self.subject, self.parent, self.shown)
        return any(row.data.get("training") for row in rows if row is not None)

    @property
    def is_look(self) -> bool:
        """Whether it says “looked, nothing changed”."""
        return self._type == "check"

    @property
    def status(self) -> str:
        """The status that the entry says, if it says one."""
        if self.subject is None or self.subject.kind != Kind.STATUS_CHANGE:
            return ""
        return self.subject.data.get("status") or ""

    @property
    def _type(self) -> str:
        if self.subject is None or self.subject.kind != Kind.STATUS_CHANGE:
            return ""
        return str(self.subject.data.get("type", ""))


def named(found: dict[UUID, Subject], uuids: Iterable[UUID | str]) -> list[Subject]:
    """What `found` gives for `uuids`, in their order, each once: after a merge two may be one."""
    rows = (found.get(UUID(str(uuid))) for uuid in uuids)
    return list({row.uuid: row for row in rows if row is not None}.values())


@Question
def _begun(seqs: list[int]) -> SubjectQuerySet:
    """What begins with the entries of these numbers."""
    return Subject.objects.filter(is_any(RawSQL("%s::bigint[]", [seqs]), "since")).told()


def told(reading: Reading, entries: Sequence[Entry]) -> list[Told]:
    """`entries` in their order, each with its subject: two queries, however many there are."""
    subjects = {row.since: row for row in _begun([entry.seq for entry in entries])}
    parents = reading.resolve({row.parent for row in subjects.values() if row.parent})
    found = (subjects.get(entry.seq) for entry in entries)
    return [
        Told.of(row, parents) if row else Told(entry, None, None)
        for entry, row in zip(entries, found, strict=True)
    ]
