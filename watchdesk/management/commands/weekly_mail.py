"""`manage.py weekly_mail`: the Monday mail as a member would get it now, to be read."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import User
from record.clock import read_now, standing
from watchdesk.desk_front import matters_of
from watchdesk.monday import letter


class Command(BaseCommand):
    """Prints one letter. Nothing is sent, and the one of this week is not used up."""

    help = _("Prints the Monday mail as a member would get it now. Nothing is sent.")

    def add_arguments(self, parser: Any) -> None:
        """Whose letter."""
        parser.add_argument("--to", required=True, help=_("the member's name at the desk"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        person = User.objects.filter(username=options["to"]).first()
        if person is None:
            raise CommandError(_("Nobody at the desk is called “%s”.") % options["to"])
        reading = read_now(standing())
        ((_person, found),) = matters_of([person], reading)
        message = letter(person, found, reading)
        if message is None:
            self.stdout.write(_("Nothing needs %s, so no mail would be sent.") % person)
            return
        self.stdout.write(f"{message.subject}\n\n{message.body}")
