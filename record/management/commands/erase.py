"""`manage.py erase`: what two Administrators agreed on goes, and what a backup brought back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from record import erasing, kept_erasures
from record.erasures import Erasure
from record.kept_erasures import Kept
from record.kinds import Kind
from record.models import Entry, Subject


class Command(BaseCommand):
    """Carries out erasures. May be killed at any moment, and run again: it goes on where it was."""

    help = "Carry out the erasures that were confirmed, and again those that a backup undid."

    def add_arguments(self, parser: CommandParser) -> None:
        """To look before, and to do only what was done before."""
        parser.add_argument(
            "--list", action="store_true", help="Say what would be erased, and erase nothing."
        )
        parser.add_argument(
            "--again",
            action="store_true",
            help="Only erase again what an older backup brought back.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase again what is back, then what is confirmed; then remove files."""
        role, may = erasing.role()
        if not may:
            raise CommandError(
                _(
                    "This runs under the database role “%s”, which may not erase: only the role "
                    "that owns the tables may. Set DATABASE_OWNER_URL, and leave WATCHDESK_ROLE "
                    "unset."
                )
                % role
            )
        self._say_broken()
        confirmed = [] if options["again"] else list(Erasure.objects.confirmed())
        if options["list"]:
            self._list(kept_erasures.held(), confirmed)
            return
        with erasing.alone():
            self._erase(confirmed)

    def _erase(self, confirmed: list[Erasure]) -> None:
        # What was carried out before a kill is kept outside, and its files go, before more is done.
        self._finish()
        again = kept_erasures.held()
        for kept in again:
            self._again(kept)
        for erasure in confirmed:
            self._carry_out(erasure)
        if not confirmed and not again:
            self.stdout.write(_("Nothing waits to be erased."))

    def _again(self, kept: Kept) -> None:
        uuid, kind = UUID(kept.uuid), Kind(kept.kind)
        names = erasing.names(kind, uuid)
        entry = erasing.erase_again(uuid, kind, kept.reason, kept_erasures.slug_of(kept))
        self._finish()
        day = f"{kept.moment:%Y-%m-%d}"
        told = _("Erased again, as on %(day)s: %(kind)s %(uuid)s (no. %(seq)d).")
        words = {"day": day, "kind": kind.label, "uuid": uuid, "seq": entry.seq}
        self.stdout.write(told % words)
        self._mentions(erasing.mentioning(names, uuid))

    def _carry_out(self, erasure: Erasure) -> None:
        subjects = [erasure.uuid, *(part.uuid for part in erasure.parts())]
        named = {uuid: erasing.names(erasure.kind, uuid) for uuid in subjects[:1]}
        entries = erasing.carry_out(erasure)
        self._finish()
        for entry in entries:
            self._told(entry)
        if entries:
            self._mentions(erasing.mentioning(named[erasure.uuid], erasure.uuid))

    def _told(self, entry: Entry) -> None:
        words = {"kind": entry.get_kind_display(), "uuid": entry.uuid, "seq": entry.seq}
        self.stdout.write(_("Erased: %(kind)s %(uuid)s (no. %(seq)d).") % words)

    def _mentions(self, mentioning: list[Subject]) -> None:
        if not mentioning:
            return
        told = ngettext(
            "%d other subject says the erased name in its own words. Somebody should read it:",
            "%d other subjects say the erased name in their own words. Somebody should read them:",
            len(mentioning),
        )
        self.stdout.write(told % len(mentioning))
        for row in mentioning:
            address = row.url or row.entry.get_absolute_url()
            self.stdout.write(f"    {row.get_kind_display()} {row.uuid} {address}")

    def _finish(self) -> None:
        """Keep outside what was carried out, then remove the files that it left."""
        kept_erasures.keep()
        shown = erasing.remove_files()
        for file in shown:
            self.stdout.write(
                _("The file %s stays: something else that was not erased shows it.") % file
            )

    def _list(self, again: Iterable[Kept], confirmed: Iterable[Erasure]) -> None:
        lines = [
            _("To be erased again: %(kind)s %(uuid)s, erased on %(day)s.")
            % {"kind": Kind(kept.kind).label, "uuid": kept.uuid, "day": f"{kept.moment:%Y-%m-%d}"}
            for kept in again
        ]
        lines += [
            _("To be erased: %(kind)s %(uuid)s, “%(title)s”, confirmed by %(who)s.")
            % {
                "kind": erasure.get_kind_display(),
                "uuid": erasure.uuid,
                "title": erasure.subject or "",
                "who": erasure.confirmed_by,
            }
            for erasure in confirmed
        ]
        for line in lines or [_("Nothing waits to be erased.")]:
            self.stdout.write(line)

    def _say_broken(self) -> None:
        for number in kept_erasures.lines()[1]:
            words = {"number": number, "file": settings.ERASURES_FILE}
            self.stderr.write(
                _("Line %(number)d of %(file)s cannot be read, and is passed over.") % words
            )
