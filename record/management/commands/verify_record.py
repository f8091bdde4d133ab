"""`manage.py verify_record`: the whole chain, from the first entry to the head."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from record.verifying import verify


class Command(BaseCommand):
    """Checks every entry and payload; exits with 1 and names the first that does not fit."""

    help = "Check the record's chain and name the first entry that does not fit."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many entries hold, or raise with the first fault."""
        held, fault = verify()
        if fault:
            raise CommandError(str(fault))
        self.stdout.write(_("The record holds: %d entries, each following the last.") % held)
