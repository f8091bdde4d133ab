"""Writing a generated desk into the bench's database: numbered, chained, and copied in."""

import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice

from django.db import connection, transaction

from bench import MARK
from bench.desk import Desk, Said
from record import held
from record.chain import COLUMNS
from record.kinds import Actor, Kind, Op, registered
from record.models import Entry, Head
from record.rebuilding import rebuild, settle
from record.statements import as_text

BATCH = 2000
ENTRIES = f"COPY record_entry ({', '.join(COLUMNS)}) FROM STDIN"
PAYLOADS = "COPY record_payload (entry_id, text, salt) FROM STDIN"
Progress = Callable[[int, int], None]


class NotTheBench(Exception):
    """The database is not one of the bench's own: nothing is written into it."""


def fill(desk: Desk, progress: Progress) -> None:
    """Write all that `desk` says, then make the projection of it.

    Raises NotTheBench for a database that is not marked as the bench's, or holds entries.
    """
    say_all(desk, progress)
    rebuild()
    settle()
    held.mend()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def say_all(desk: Desk, progress: Progress) -> None:
    """Write the entries alone, as `fill` does."""
    name = str(connection.settings_dict["NAME"])
    if not name.endswith(MARK):
        raise NotTheBench(f"The database {name} is not the bench's: its name must end in {MARK}.")
    write(desk, progress)


def write(desk: Desk, progress: Progress) -> None:
    """Write the entries into whatever database is open, where it holds none."""
    if Entry.objects.exists():
        raise NotTheBench("The database holds a record already. The bench begins with none.")
    made = chained(desk)
    with transaction.atomic():
        done = 0
        while batch := list(islice(made, BATCH)):
            _copy(batch)
            done += len(batch)
            progress(done, desk.length)
        last = Entry.objects.get(seq=done)
        Head.objects.filter(id=1).update(seq=last.seq, hash=last.hash)


def _copy(batch: list[tuple[Entry, str, bytes]]) -> None:
    with connection.cursor() as cursor:
        with cursor.copy(ENTRIES) as copy:
            for entry, _text, _salt in batch:
                copy.write_row([getattr(entry, name) for name in COLUMNS])
        with cursor.copy(PAYLOADS) as copy:
            for entry, text, salt in batch:
                copy.write_row([entry.seq, text, salt])


def chained(desk: Desk) -> Iterator[tuple[Entry, str, bytes]]:
    """Each statement as an entry with its text and salt, its moment a little after the last."""
    previous = "0" * 64
    for seq, (said, salt) in enumerate(_salted(desk), start=1):
        kind, uuid, data = said
        text = as_text(data)
        entry = Entry(
            seq=seq,
            op=_op(kind, data),
            kind=kind.value,
            uuid=uuid,
            schema=registered(kind).schema,
            recorded_at=desk.moment(seq),
            actor=Actor.IMPORT.value,
            commitment=sha256(salt + text.encode()).hexdigest(),
            previous_hash=previous,
        )
        previous = entry.hash = sha256(entry.line().encode()).hexdigest()
        yield entry, text, salt


def _salted(desk: Desk) -> Iterator[tuple[Said, bytes]]:
    return ((said, desk.dice.salt()) for said in desk.said())


def _op(kind: Kind, data: dict[str, object]) -> str:
    if kind == Kind.DESK:
        return Op.IMPORT.value
    return (Op.CORRECT if data.get("type") == "correction" else Op.PUBLISH).value


def bar(what: str) -> Progress:
    """A progress bar on a terminal; elsewhere nothing."""

    def show(done: int, of: int) -> None:
        if sys.stderr.isatty():
            full = 30 * done // of
            shown = f"\r{what} [{'#' * full}{'.' * (30 - full)}] {done:,} of {of:,}"
            print(shown, end="\n" if done >= of else "", file=sys.stderr, flush=True)

    return show
