"""The outermost transaction of every desk write: what is said in it is sealed at its end.

Verbs call `say()`; the payloads are built when the block ends, so that a form with ten inlines
gives one entry. The record's lock is taken last: taken earlier, two changes deadlock.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from record import chain, projecting
from record.asking import Question
from record.kinds import ENDINGS, Actor, Kind, Op, registered
from record.merges import is_any, listed
from record.models import Due, Head, PublicModel, Subject
from record.saying import NotSealing, Saying, Sealing, given_moment, open_sealing, say, say_later
from record.statements import Statement, as_text

__all__ = ["AlreadySealing", "NotSealing", "say", "say_later", "seal", "sealing"]

HOLD = "SELECT FROM record_head WHERE id = 1 FOR UPDATE"


class AlreadySealing(Exception):
    """`sealing()` was entered inside another: an inner one would not be the outermost."""


@contextmanager
def sealing(actor: Actor) -> Iterator[Sealing]:
    """Open a desk write by `actor`; at its end everything said is numbered, chained and kept.

    Raises AlreadySealing inside another one. An exception inside leaves no trace.
    """
    if open_sealing.get() is not None:
        raise AlreadySealing(_("A desk write is open already. Call the verb inside it."))
    with transaction.atomic(durable=True):
        current = Sealing(actor, given_moment.get())
        token = open_sealing.set(current)
        try:
            yield current
        finally:
            open_sealing.reset(token)
        _finish(current)


def _finish(sealing: Sealing) -> None:
    # Row locks in one order, whoever comes: two writes on the same rows wait, and never deadlock.
    for _key, guard in sorted(sealing.guards.items()):
        guard.hold()
    if sealing.sayings or sealing.scheduled:
        # From here on nobody else seals: what is public already is decided under the lock.
        with connection.cursor() as cursor:
            cursor.execute(HOLD)
    for at, saying, by in sealing.scheduled:
        _keep_for_later(sealing, at, saying, by)
    seal(_statements(sealing, list(sealing.sayings.values())), sealing.moment)
    if sealing.scheduled:
        remember_next_due()


def seal(statements: list[Statement], moment: dt.datetime | None = None) -> None:
    """Number, chain and keep `statements`, then bring the projection up to them."""
    if not statements:
        return
    entries = chain.append(statements, moment)
    projecting.apply(list(zip(entries, statements, strict=True)))
    chain.defer_check(entries[0].seq, entries[-1].seq)


def _statements(sealing: Sealing, sayings: list[Saying]) -> list[Statement]:
    """The statements in the order in which they are to be numbered: what is rested on first."""
    wanted = _with_what_they_rest_on(sayings)
    standing = dict(_standing_texts(list(wanted)))
    asked = {saying.subject.uuid for saying in sayings}
    # What stands and was not asked for is left alone, also when it was withdrawn or erased since:
    # to bring it back is a decision of its own.
    told = {
        uuid: saying for uuid, saying in wanted.items() if uuid in asked or uuid not in standing
    }
    texts = _texts(list(told.values()))
    statements = []
    for uuid, saying in told.items():
        statement = _statement(sealing.actor, saying, texts[uuid])
        said_already = standing.get(uuid) == statement.text
        if said_already and saying.op in {Op.UPDATE, Op.PUBLISH}:
            continue
        statements.append(statement)
    return statements


@Question
def _standing_texts(uuids: list[UUID]) -> QuerySet[Any, Any]:
    """The texts alone, and None for what was erased: this is asked with every write."""
    known = Subject.objects.now().filter(is_any(listed(uuids)))
    return known.values_list("uuid", "entry__payload__text")


def _with_what_they_rest_on(sayings: list[Saying]) -> dict[UUID, Saying]:
    ordered: dict[UUID, Saying] = {}
    asked = {saying.subject.uuid: saying for saying in sayings}

    def visit(saying: Saying) -> None:
        if saying.subject.uuid in ordered or saying.subject.uuid in path:
            return
        path.add(saying.subject.uuid)
        if saying.op not in ENDINGS:
            for rested_on in saying.subject.rests_on():
                visit(asked.get(rested_on.uuid) or Saying(Op.PUBLISH, rested_on))
        path.discard(saying.subject.uuid)
        ordered[saying.subject.uuid] = saying

    path: set[UUID] = set()
    for saying in sayings:
        visit(saying)
    return ordered


def _texts(sayings: list[Saying]) -> dict[UUID, str]:
    """The text of each, those of one model read together."""
    for saying in sayings:
        saying.subject.before_sealing()
    texts: dict[UUID, str] = {}
    unread: dict[type[PublicModel], list[PublicModel]] = {}
    for saying in sayings:
        if saying.ending is not None:
            texts[saying.subject.uuid] = as_text(saying.ending)
        elif saying.snapshot is not None:
            texts[saying.subject.uuid] = saying.snapshot
        else:
            unread.setdefault(type(saying.subject), []).append(saying.subject)
    for model, subjects in unread.items():
        texts |= _read_anew(model, subjects)
    return texts


def _read_anew(model: type[PublicModel], subjects: list[PublicModel]) -> dict[UUID, str]:
    """The payloads as they are stored: another write may have changed them since this one began."""
    payload = registered(model.kind).payload
    rows = model._default_manager.select_related(*model.read_with).order_by()
    stored = rows.in_bulk([subject.pk for subject in subjects])
    return {
        subject.uuid: as_text(payload.to_representation(stored[subject.pk])) for subject in subjects
    }


def _statement(actor: Actor, saying: Saying, text: str) -> Statement:
    kind = Kind(saying.subject.kind)
    schema = registered(kind).schema
    return Statement(saying.op, kind, saying.subject.uuid, schema, actor, text)


def _keep_for_later(sealing: Sealing, at: dt.datetime, saying: Saying, by: Any) -> None:
    statements = _statements(sealing, [saying])
    Due.objects.update_or_create(
        uuid=saying.subject.uuid,
        defaults={"at": at, "statements": [s.as_json() for s in statements], "made_by": by},
    )


def remember_next_due() -> None:
    """Have the head say when something is next due: the first request after that seals it."""
    Head.objects.filter(id=1).update(next_due=scheduled_next())


def scheduled_next() -> dt.datetime | None:
    """When something is next due by what is scheduled; None where nothing is."""
    return Due.objects.filter(failure="").order_by("at").values_list("at", flat=True).first()
