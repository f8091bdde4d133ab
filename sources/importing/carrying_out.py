"""An import's two passes: the dry run, which writes nothing, and the carrying out, in batches."""

from collections.abc import Callable, Sequence

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from record.kinds import Actor
from record.sealing import sealing
from sources.importing.files import FileRefused, batches
from sources.importing.likeness import Seen, give_likeness
from sources.importing.matching import match
from sources.importing.planned import Outcome, Planned, checked
from sources.importing.publishers import give_publishers
from sources.importing.report import Report
from sources.models import Source

Tell = Callable[[int, Sequence[Planned]], None]
# Any number, the same in every import: whoever holds it keeps a batch, and the others wait.
TURN = 7_301_207
TRIES = 5


def dry_run(text: str, format_name: str, tell: Tell) -> Report:
    """What an import of `text` would do. Writes nothing; raises FileRefused.

    `tell` hears after each batch how many entries were read, and the batch.
    """
    report, seen = Report(), Seen()
    for found in batches(text, format_name):
        batch = [checked(one) for one in found]
        give_likeness(batch)
        seen.tell(batch)
        match(batch)
        report.add(batch)
        tell(report.total, batch)
    if not report.total:
        raise FileRefused(_("There is no entry in the file."))
    return report


def carry_out(text: str, format_name: str, tell: Tell) -> Report:
    """Keep what is new in `text`, a batch in a transaction of its own; says nothing in public.

    Cut short, it is finished by doing it again: what is kept already is matched. `tell` is called
    inside the batch's transaction.
    """
    report, seen = Report(), Seen()
    for found in batches(text, format_name):
        batch = [checked(one) for one in found]
        give_likeness(batch)
        seen.tell(batch)
        done = report.total + len(batch)
        _keep(batch, done, tell)
        report.add(batch)
    return report


def _keep(batch: Sequence[Planned], done: int, tell: Tell) -> None:
    with sealing(Actor.DESK):
        # Two imports take turns, so the second finds what the first kept, also where no number
        # tells it; and neither waits for a row of the other while the other waits for its own.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
        for tries_left in reversed(range(TRIES)):
            match(batch)
            new = [one for one in batch if one.outcome == Outcome.NEW]
            try:
                with transaction.atomic():
                    _make(new)
                break
            except IntegrityError:
                # Somebody entered one of them by hand in this moment: now it is matched.
                if not tries_left:
                    raise
        tell(done, batch)


def _make(new: Sequence[Planned]) -> None:
    give_publishers(new)
    made = Source.objects.bulk_create([one.source for one in new if one.source])
    for one, source in zip(new, made, strict=True):
        one.other = source.pk
