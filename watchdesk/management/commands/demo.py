"""`manage.py demo`: an empty desk becomes the demo desk."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from record import checkpoint
from record.importing import ImportRefused
from record.models import Entry
from watchdesk.demo import accounts, schedule
from watchdesk.demo.training_sources import OPENED


class Command(BaseCommand):
    """Load the demo desk with its past. A second call changes nothing and says so."""

    help = "Loads the demo desk into an empty record, or finishes what an earlier call began."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the accounts, record the missing days, sign where the record stands."""
        if settings.ROLE != "owner":
            raise CommandError(_("Only the owner role may import: set WATCHDESK_ROLE=owner."))
        missing = schedule.missing()
        self._refuse_what_is_not_ours(missing)
        for name, password in accounts.make().items():
            self.stdout.write(f"account {name} {password}")
        if not missing:
            self.stdout.write(_("The demo desk is loaded already. Nothing was changed."))
            return
        self._record()
        signed = checkpoint.sign()
        self.stdout.write(
            _("The demo desk is loaded. The record stands at no. %(seq)s, and that is signed.")
            % {"seq": signed.seq if signed else 0}
        )

    def _refuse_what_is_not_ours(self, missing: list[str]) -> None:
        # The first day opens the record: where it is missing, nothing else may be there.
        if OPENED in missing and Entry.objects.exists():
            raise CommandError(
                _("This desk has a record of its own. The demo goes into an empty one only.")
            )

    def _record(self) -> None:
        try:
            for day, entries in schedule.record():
                self.stdout.write(
                    ngettext(
                        "%(day)s: %(n)d entry recorded", "%(day)s: %(n)d entries recorded", entries
                    )
                    % {"day": day, "n": entries}
                )
        except ImportRefused as refused:
            raise CommandError(str(refused)) from refused
