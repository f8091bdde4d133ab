"""`manage.py check_links`: look at the addresses of public sources, and say what was found."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from record.clock import now
from sources.checking import AlreadyChecking, Bounds, Summary, check_links
from sources.fetching import Fetcher
from sources.link_checks import LinkCheck, Verdict
from sources.looking import agent
from sources.models import Source

# Without --limit, all that are due are looked at, however long that takes.
WITHOUT_END = 10**9


class Command(BaseCommand):
    """Looks at each address that is due, one at a time at a host, and keeps what it finds."""

    help = "Look at the addresses of public sources that nobody has looked at for a day."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which sources, and how many."""
        parser.add_argument("--source", type=int, metavar="N", help=_("only source no. N, now"))
        parser.add_argument(
            "--drafts",
            action="store_true",
            help=_("sources too that only drafts use: their sites learn what you are reading"),
        )
        parser.add_argument("--limit", type=int, metavar="N", help=_("N addresses at most"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each look as it is kept, and a summary."""
        at = now()
        rows = self._rows(at, options)
        self.total = min(rows.count(), options["limit"] or WITHOUT_END)
        self.done = 0
        bounds = Bounds(
            most=options["limit"] or WITHOUT_END, most_at_a_host=WITHOUT_END, seconds=WITHOUT_END
        )
        try:
            summary = check_links(rows.iterator(), at, self.fetcher(), bounds, self._tell)
        except AlreadyChecking as error:
            raise CommandError(str(error)) from error
        self._sum_up(summary)

    def fetcher(self) -> Fetcher:
        """Whoever asks the sites."""
        return Fetcher(agent())

    def _rows(self, at: Any, options: dict[str, Any]) -> Any:
        if options["limit"] is not None and options["limit"] < 1:
            raise CommandError(_("--limit must be 1 or more."))
        number = options["source"]
        if number is None:
            rows = Source.objects.all() if options["drafts"] else Source.objects.public()
            return rows.to_look_at(at)
        rows = Source.objects.filter(number=number)
        source = rows.first()
        if source is None:
            raise CommandError(_("There is no source no. %d.") % number)
        if not source.url:
            raise CommandError(_("Source no. %d has no address.") % number)
        return rows

    def _tell(self, source: Source, check: LinkCheck) -> None:
        self.done += 1
        words = f"{self.done}/{self.total} {check.get_verdict_display()}: {check.url}"
        self.stdout.write(f"{words} ({check.note})" if check.note else words)

    def _sum_up(self, summary: Summary) -> None:
        if summary.is_cut_off:
            raise CommandError(
                _("No site was heard of: this machine seems to be cut off. Nothing was kept.")
            )
        if not summary.looked:
            self.stdout.write(_("No address is due. Nothing was asked."))
            return
        found = [
            f"{Verdict(verdict).label} {count}" for verdict, count in summary.verdicts.most_common()
        ]
        looked = ngettext("%d address", "%d addresses", summary.looked) % summary.looked
        self.stdout.write(f"{looked}: {', '.join(found)}.")
        for source in summary.switched:
            self.stdout.write(_("The link of source no. %s was switched.") % source.number)
