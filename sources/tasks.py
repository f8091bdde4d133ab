"""What the worker does for the ledger. Each task may run twice without harm."""

import logging

from procrastinate.contrib.django import app

from record.clock import now
from sources.archiving import NotArchived, ask_archive
from sources.checking import AlreadyChecking, check_links
from sources.fetching import Fetcher
from sources.looking import agent
from sources.models import Source

log = logging.getLogger(__name__)

# An archive fetches the page while we wait.
ARCHIVE_SECONDS = 90.0


@app.periodic(cron="*/10 * * * *")
@app.task(name="sources.check_links", queueing_lock="sources.check_links")
def look_at_public_links(timestamp: int) -> None:
    """Look at the public sources that nobody has looked at for a day, some at a time.

    A draft's address is left alone: the other side would learn what the desk is reading.
    """
    at = now()
    due = Source.objects.public().to_look_at(at)
    try:
        summary = check_links(due.iterator(), at, Fetcher(agent()))
    except AlreadyChecking:
        return
    if summary.is_cut_off:
        log.warning("No site was heard of: this machine seems to be cut off. Nothing was kept.")


@app.task(name="sources.ask_archive")
def ask_archive_for(source: int) -> None:
    """Ask the public archive to keep a source that has just become public. It is asked once."""
    row = Source.objects.get(pk=source)
    try:
        ask_archive(row, Fetcher(agent("archive request"), seconds=ARCHIVE_SECONDS))
    except NotArchived as error:
        log.warning("Source no. %s was not archived: %s", row.number, error)
