"""How the desk's own tables forget a subject that is erased: each app tells of its tables by kind.

Public words stand in payloads. Beside them stand working copies, revisions, notes, logs and files:
what is not told of here is not erased, so a test compares it with every column there is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, models

from record.kinds import Kind

APPEND_ONLY = """
    SELECT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'append_only' AND tgrelid = %s::regclass)
"""
FORGET = "SELECT public.record_forget(%s, %s, %s::bigint[], %s::text[])"


# What an erased thing is called where something must stand: a short part of its UUID follows.
NO_NAME = "erased-"


@dataclass(frozen=True)
class Erased:
    """What is erased: its kind, its UUID, and all that it was called."""

    kind: Kind
    uuid: UUID
    names: frozenset[str] = frozenset()

    def is_named_in(self, text: str) -> bool:
        """Whether one of its names stands in `text`."""
        return any(name in text for name in self.names)


@dataclass(frozen=True)
class Words:
    """Where one table keeps words of a subject, and what becomes of them.

    `of` leads from a row to the subject's UUID. Columns of `emptied` become empty; those of
    `named`, which must say something, say that it was erased; where a table `goes`, its rows do.
    `files` gives the files that a row names, each with its shelf before it: “media/…”.
    """

    model: type[models.Model]
    of: str = "uuid"
    named: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    goes: bool = False
    files: Callable[[Any], Iterable[str]] | None = None

    def rows(self, uuid: UUID) -> models.QuerySet[Any]:
        """The subject's rows in this table."""
        return self.model._default_manager.filter(**{self.of: uuid}).order_by("pk")

    def hold(self, uuid: UUID) -> None:
        """Lock them, so that nobody waits for us while we wait for the record's lock."""
        if not self._is_append_only():
            list(self.rows(uuid).select_for_update(of=("self",)).values_list("pk"))

    def remembers(self, uuid: UUID) -> bool:
        """Whether a word is left."""
        rows = self.rows(uuid)
        if not self.goes:
            named = {f"{name}__startswith": NO_NAME for name in self.named}
            rows = rows.exclude(**{name: self._empty(name) for name in self.emptied}, **named)
        return rows.exists()

    def forget(self, uuid: UUID) -> list[str]:
        """Take the words out; returns the files that the rows named."""
        rows = list(self.rows(uuid))
        files = [file for row in rows for file in (self.files(row) if self.files else ())]
        keys = [row.pk for row in rows]
        if self._is_append_only():
            with connection.cursor() as cursor:
                emptied = [] if self.goes else list(self.emptied)
                cursor.execute(FORGET, [uuid, self.model._meta.db_table, keys, emptied])
        elif self.goes:
            self.model._default_manager.filter(pk__in=keys)._raw_delete("default")
        else:
            empty = {name: self._empty(name) for name in self.emptied}
            for key in keys:
                called = f"{NO_NAME}{uuid.hex[:12] if self.of == 'uuid' else key}"
                named = dict.fromkeys(self.named, called)
                self.model._default_manager.filter(pk=key).update(**empty, **named)
        return files

    def _empty(self, name: str) -> Any:
        field: Any = self.model._meta.get_field(name)
        return None if field.null else field.get_default() if field.has_default() else ""

    def _is_append_only(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(APPEND_ONLY, [self.model._meta.db_table])
            return bool(cursor.fetchone()[0])


# What tables cannot say: runs once the words are gone, and returns more files.
More = Callable[[Erased], Iterable[str]]


@dataclass(frozen=True)
class Shelf:
    """Where files stand: how one is removed, and whether something else still needs it."""

    remove: Callable[[str], None]
    is_needed: Callable[[str], bool]


_words: dict[str, tuple[Words, ...]] = {}
_more: dict[str, More] = {}
shelves: dict[str, Shelf] = {}


def forgets(kind: Kind, *words: Words, more: More | None = None) -> None:
    """Tell how `kind` is forgotten; its own table first. Called once, from the app's `ready()`."""
    _words[kind] = words
    if more is not None:
        _more[kind] = more


def words_of(kind: str) -> tuple[Words, ...]:
    """Where words of this kind stand; nowhere but in the record where no app has told."""
    return _words.get(kind, ())


def own_rows(kind: str, uuid: UUID) -> list[Any]:
    """The working copy, where there is one."""
    return [row for words in words_of(kind)[:1] for row in words.rows(uuid)]


def hold(kind: str, uuid: UUID) -> None:
    """Lock the rows that will be written."""
    for words in words_of(kind):
        words.hold(uuid)


def remembers(kind: str, uuid: UUID) -> bool:
    """Whether the desk's own tables still hold a word of it."""
    return any(words.remembers(uuid) for words in words_of(kind))


def forget(erased: Erased) -> list[str]:
    """Take its words out of every table of the desk; returns the files that it leaves behind."""
    files = [file for words in words_of(erased.kind) for file in words.forget(erased.uuid)]
    if erased.kind in _more:
        files += _more[erased.kind](erased)
    return files
