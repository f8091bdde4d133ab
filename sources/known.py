"""What a list can be narrowed to: tags or publishers at a reading, by every name that they had."""

from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from django.db.models.expressions import RawSQL

from record.asking import Question
from record.clock import Reading
from record.kinds import Kind, State
from record.merges import is_any
from record.models import Subject, SubjectQuerySet


@Question
def _known(kinds: list[str], seq: int) -> SubjectQuerySet:
    """All of some kinds, with no more than lists need."""
    of_kinds = is_any(RawSQL("%s::text[]", [kinds]), "kind")
    rows = Subject.objects.at(seq).filter(of_kinds, state__in=(State.PUBLIC, State.MERGED))
    return rows.only("uuid", "kind", "state", "slug", "title", "successor")


class Known:
    """The subjects of some kinds at a reading, public and merged: one query, and none before."""

    def __init__(self, reading: Reading, *kinds: Kind) -> None:
        self.reading, self.kinds = reading, kinds

    @cached_property
    def rows(self) -> list[Subject]:
        """All of them, by name."""
        rows = _known([str(kind) for kind in self.kinds], self.reading.seq)
        return sorted(rows, key=lambda row: row.title.casefold())

    def of(self, kind: Kind) -> list[Subject]:
        """Those of one kind that readers can open."""
        return [row for row in self.rows if row.kind == kind and row.state == State.PUBLIC]

    def at(self, kind: Kind, slug: str) -> Subject | None:
        """The subject at that short name; for one that was merged, what it became."""
        rows = {row.uuid: row for row in self.rows if row.kind == kind}
        there = [row for row in rows.values() if row.slug and row.slug == slug]
        row = min(there, key=lambda one: one.state != State.PUBLIC, default=None)
        for _hop in rows:
            if row is None or row.state == State.PUBLIC:
                break
            row = rows.get(row.successor) if row.successor else None
        return row

    def names(self, uuid: UUID) -> list[UUID]:
        """`uuid` and those that were merged into it: a payload may name it by any."""
        names = [uuid]
        for name in names:
            names += [r.uuid for r in self.rows if r.successor == name and r.uuid not in names]
        return names

    def every_name(self, rows: Iterable[Subject]) -> list[tuple[UUID, UUID]]:
        """Each name of each of `rows`, with the row's own."""
        return [(name, row.uuid) for row in rows for name in self.names(row.uuid)]
