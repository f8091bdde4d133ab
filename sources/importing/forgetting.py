"""Imports that name an erased source: its row in their reports, and files that wait with it."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from record.forgetting import Erased
from sources.import_runs import ImportRun, RunState
from sources.importing.planned import Outcome
from sources.importing.report import Row
from sources.keeping import open_privately


def forget_in_imports(keys: Collection[int], erased: Erased) -> list[str]:
    """Take the sources of these keys out of all reports; returns the files that must go.

    A run whose file still waits ends there: its file holds the words.
    """
    files = []
    for run in ImportRun.objects.select_for_update():
        is_named = _forget_rows(run, keys, erased) | _is_named_in_file(run, erased)
        if is_named:
            files.append(run.file)
        if is_named and run.state != RunState.DONE:
            run.fail(_("Its file names something that was erased. Upload it again without that."))
        run.name = "" if erased.is_named_in(run.name) else run.name
        run.problem = "" if erased.is_named_in(run.problem) else run.problem
        run.save(update_fields=["report", "name", "problem"])
    return files


def _forget_rows(run: ImportRun, keys: Collection[int], erased: Erased) -> bool:
    """Empty the rows that name it; returns whether there was one."""
    by_outcome: dict[str, list[Row]] = run.report.get("rows", {})
    rows = [row for some in by_outcome.values() for row in some]
    # Of an entry that stands twice in the file, `other` is a line of it.
    its_own = [row for name, some in by_outcome.items() if name != Outcome.DOUBLED for row in some]
    named = [row for row in its_own if row.get("other") in keys]
    named += [row for row in rows if erased.is_named_in(row.get("title", ""))]
    for row in named:
        row["title"] = ""
        row.pop("sentences", None)
    told = [row for row in rows if any(map(erased.is_named_in, row.get("sentences", ())))]
    for row in told:
        row.pop("sentences")
    return bool(named or told)


def _is_named_in_file(run: ImportRun, erased: Erased) -> bool:
    try:
        with open_privately(run.file) as file:
            return erased.is_named_in(file.read().decode("utf-8", "replace"))
    except (FileNotFoundError, ValueError):
        return False
