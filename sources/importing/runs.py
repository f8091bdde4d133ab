"""A file that was uploaded: kept privately, read, carried out by the worker, and forgotten."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from record.clock import now
from sources.import_runs import ImportRun, RunState
from sources.importing.carrying_out import carry_out, dry_run
from sources.importing.files import FileRefused, format_of, text_of
from sources.importing.planned import Outcome, Planned
from sources.keeping import forget_privately, keep_privately, open_privately

ENDING = "import"
# Read while the person waits: about a thousand entries. Of more, the worker reads them.
READ_AT_ONCE = 500_000
# The sources that the run has made so far, while it is being carried out.
MADE = "made"


def take(content: bytes, name: str, by: Any) -> ImportRun:
    """Keep an upload as a run. A short file is read at once: FileRefused where it cannot be."""
    digest = hashlib.sha256(content).hexdigest()
    run = ImportRun(sha256=digest, name=name[:200], made_at=now(), made_by=by)
    if len(content) <= READ_AT_ONCE:
        _read(run, text_of(content))
    run.file = keep_privately(content, ENDING)
    with transaction.atomic():
        run.save()
        if run.state == RunState.READING:
            run.defer()
    return run


def go_on(run: ImportRun) -> None:
    """What the worker does with a run: read it, or carry it out. Twice is as good as once."""
    try:
        if run.state == RunState.READING:
            _read(run, _text(run), tell=True)
            run.save(update_fields=["format", "total", "report", "state", "problem", "done"])
        elif run.state == RunState.RUNNING:
            _carry_out(run)
    except FileRefused as refusal:
        run.fail(str(refusal))
    if run.state == RunState.DONE or not run.was_read:
        _forget_file(run)


def discard(run: ImportRun) -> None:
    """Take back a run that is not at work, with its file."""
    run.delete()
    _forget_file(run)


def _read(run: ImportRun, text: str, *, tell: bool = False) -> None:
    def note(done: int, _batch: Sequence[Planned]) -> None:
        if tell:
            ImportRun.objects.filter(pk=run.pk).update(done=done)

    format_name = format_of(text)
    report = dry_run(text, format_name, note)
    run.note_reading(format_name, report.total, report.as_json())


def _carry_out(run: ImportRun) -> None:
    made: set[int] = set(run.report.get(MADE, []))

    def note(done: int, batch: Sequence[Planned]) -> None:
        made.update(one.other for one in batch if one.outcome == Outcome.NEW)
        _count_as_new(batch, made)
        ImportRun.objects.filter(pk=run.pk).update(done=done, report={MADE: sorted(made)})

    report = carry_out(_text(run), run.format, note)
    run.report, run.done, run.state = report.as_json(), report.total, RunState.DONE
    run.save(update_fields=["report", "done", "state"])


def _count_as_new(batch: Sequence[Planned], made: set[int]) -> None:
    """What this run made before it was cut short is new by it, though it is found now."""
    for one in batch:
        if one.outcome == Outcome.MATCHED and one.other in made:
            one.outcome, one.by = Outcome.NEW, ""


def _text(run: ImportRun) -> str:
    try:
        with open_privately(run.file) as file:
            return text_of(file.read())
    except FileNotFoundError as error:
        raise FileRefused(_("The file is not kept any more. Upload it again.")) from error


def _forget_file(run: ImportRun) -> None:
    if run.file and not run.shares_its_file():
        forget_privately(run.file)
