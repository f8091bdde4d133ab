"""`manage.py rebuild_projections`: the projection, made again from the entries."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from record import derived
from record.rebuilding import Unreadable, faults, rebuild, renew, settle


class Command(BaseCommand):
    """Names every fault of the projection and of what else follows from it, then mends them."""

    help = "Make the projection again from the entries, naming what was wrong in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--check` looks only."""
        parser.add_argument(
            "--check",
            action="store_true",
            help="name the faults and mend nothing; exits with 1 where there are any",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each fault and how many rows the entries give."""
        try:
            found = self._name(faults())
            if options["check"]:
                self._only_looked(found)
                return
            made = rebuild()
        except Unreadable as error:
            raise CommandError(str(error)) from error
        settle()
        # What follows from the projection is judged by a right one.
        self._name(derived.faults())
        derived.mend()
        settle()
        renew()
        self.stdout.write(_("The projection holds %d rows, all from the entries.") % made)

    def _name(self, faults: Iterator[str]) -> int:
        """Print each; returns how many there were."""
        found = 0
        for fault in faults:
            found += 1
            self.stdout.write(fault)
        return found

    def _only_looked(self, found: int) -> None:
        found = found or self._name(derived.faults())
        if found:
            sentence = ngettext(
                "%d fault. Without --check it is mended.",
                "%d faults. Without --check they are mended.",
                found,
            )
            raise CommandError(sentence % found)
        self.stdout.write(_("Nothing is wrong: every row is as the entries give it."))
