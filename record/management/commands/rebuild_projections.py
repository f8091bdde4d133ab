"""`manage.py rebuild_projections`: the projection, made again from the entries."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from record.rebuilding import faults, rebuild


class Command(BaseCommand):
    """Names every fault of the projection, then mends them all."""

    help = "Make the projection again from the entries, naming what was wrong in it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each fault and how many rows the entries give."""
        for fault in faults():
            self.stdout.write(fault)
        self.stdout.write(_("The projection holds %d rows, all from the entries.") % rebuild())
