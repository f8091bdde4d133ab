"""`manage.py import_sources <file>`: a dry run first, then, when asked to, the import."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sources.formats import FORMATS
from sources.importing import lines
from sources.importing.carrying_out import carry_out, dry_run
from sources.importing.files import FileRefused, content_of, format_of, text_of
from sources.importing.planned import Outcome
from sources.importing.progress import Progress
from sources.importing.report import Report

SOME_REFUSED = 3


class Command(BaseCommand):
    """Reads CSL-JSON, RIS or BibTeX, says what it would do, and does it when told so."""

    help = _(
        "Import sources from CSL-JSON, RIS or BibTeX. First says what would be new, what is kept "
        "already and what is refused, then asks. Exit status: 0 all of the file is kept; 1 "
        "nothing was imported, and why is said; 3 single entries were refused, the others are "
        "kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether to ask."""
        parser.add_argument("file", type=Path, help=_("a file of CSL-JSON, RIS or BibTeX"))
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))
        how.add_argument("--yes", action="store_true", help=_("import without asking"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Say the report of the dry run, then carry it out or raise CommandError."""
        try:
            text = text_of(content_of(options["file"]))
            name = format_of(text)
            report = self._dry_run(text, name)
            if self._goes_on(report, options):
                report = self._carry_out(text, name, report.total)
        except FileRefused as refusal:
            raise CommandError(_("Nothing was imported. %s") % refusal) from refusal
        if report.count(Outcome.REFUSED):
            raise SystemExit(SOME_REFUSED)

    def _dry_run(self, text: str, name: str) -> Report:
        with Progress(self.stderr, _("Read")) as progress:
            report = dry_run(text, name, lambda done, _batch: progress.show(done))
        self.stdout.write(lines.said_of(report, FORMATS[name].label))
        return report

    def _goes_on(self, report: Report, options: dict[str, Any]) -> bool:
        """Whether it is to be carried out. Raises CommandError where nobody can be asked."""
        if not report.count(Outcome.NEW):
            self.stdout.write(_("Nothing in the file is new. Nothing was changed."))
            return False
        if options["dry_run"]:
            self.stdout.write(_("This was a dry run. Nothing was changed."))
            return False
        if options["yes"]:
            return True
        if sys.stdin is None or not sys.stdin.isatty():
            raise CommandError(
                _("Nothing was imported, because nobody can be asked here. Add --yes to import.")
            )
        answer = input(_("Import what is new? [y/N] "))
        if answer.strip().casefold() not in {"y", "yes"}:
            raise CommandError(_("Nothing was imported."))
        return True

    def _carry_out(self, text: str, name: str, total: int) -> Report:
        with Progress(self.stderr, _("Imported"), total) as progress:
            report = carry_out(text, name, lambda done, _batch: progress.show(done))
        words = {"counts": lines.counts(report, FORMATS[name].label)}
        self.stdout.write(_("The import is done. %(counts)s") % words)
        return report
