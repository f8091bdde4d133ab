"""Asking a public web archive to keep a source: off, unless the desk says whom to ask."""

import re
from urllib.parse import quote, urljoin

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from record.kinds import Actor
from record.sealing import sealing
from sources.fetching import Answer, Fetcher, NoAnswer
from sources.models import Source
from sources.urls import followed

MEMENTO = re.compile(r"<([^>]*)>[^,<]*;\s*rel=\"?[^\",;]*\bmemento\b", re.IGNORECASE)


class NotArchived(Exception):
    """The archive kept nothing, or did not say where. The text says why."""


def ask_archive(source: Source, fetcher: Fetcher) -> bool:
    """Ask the archive to keep what stands at the source's address, and keep the copy's address.

    Returns whether that was necessary: nobody is asked where a copy is known, or where the source
    is not public. Raises NotArchived.
    """
    if (
        not settings.ARCHIVE_REQUEST_URL
        or not source.url
        or source.archived_url
        or not source.is_public
    ):
        return False
    try:
        answer = fetcher.get(_request(source.url))
    except NoAnswer as error:
        raise NotArchived(str(error)) from error
    if answer.status >= 400:
        raise NotArchived(_("The archive refused to keep it (%d).") % answer.status)
    copy = _copy(answer, source.url)
    with sealing(Actor.SYSTEM):
        row = Source.objects.select_for_update().get(pk=source.pk)
        # Somebody may have entered a copy, or another address, while the archive was at work.
        if row.url != source.url or row.archived_url:
            return False
        row.archived_url = copy
        row.save(update_fields=["archived_url"])
        row.publish_changes()
    return True


def _request(url: str) -> str:
    """The address that asks for `url`: as it is in a path, escaped in a query."""
    before, _place, after = settings.ARCHIVE_REQUEST_URL.partition("{url}")
    return f"{before}{quote(url, safe='') if '?' in before else url}{after}"


def _copy(answer: Answer, url: str) -> str:
    """Where the archive says that the copy is. Raises NotArchived where it says nothing of use."""
    link = MEMENTO.search(answer.headers.get("link", ""))
    said = [
        answer.headers.get("content-location", ""),
        answer.headers.get("location", ""),
        link.group(1) if link else "",
        answer.url if answer.redirects else "",
    ]
    for place in filter(None, said):
        try:
            found = followed(urljoin(answer.url, place))
        except (ValidationError, ValueError):
            continue
        if found not in {_request(url), url}:
            return found
    raise NotArchived(_("The archive did not say where its copy is."))
