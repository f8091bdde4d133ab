"""How a watch item is cited as it stands: in words, and as an item of CSL-JSON.

All of it follows from one number of the record, so that it reads the same at any later time.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from record.clock import Reading, desk_day
from record.kinds import Kind
from record.models import Subject
from sources.csl_dates import csl_date
from sources.formats import Item
from sources.formats.keys import key_of
from tracker.statuses import Status
from tracker.watched import Watched

GROUP, SHORT = 4, 16


@dataclass(frozen=True)
class Citation:
    """One item as it stood at a reading. `desk` is the name of who says so."""

    one: Watched
    reading: Reading
    desk: str

    @property
    def query(self) -> str:
        """What an address asks for to be read as it stood, for good: of another day, that too."""
        day = [("valid_at", self.reading.valid_at)] if self.reading.valid_at else []
        return urlencode([*day, ("known_at", str(self.reading.seq))])

    @property
    def address(self) -> str:
        """Where it can be read so."""
        return f"{settings.SITE_URL}{self.one.item.url}?{self.query}"

    @property
    def hash(self) -> str:
        """The beginning of the record's hash, in groups of four as the pages' feet have it."""
        short = self.reading.hash[:SHORT]
        return " ".join(short[at : at + GROUP] for at in range(0, SHORT, GROUP))

    @property
    def moment(self) -> str:
        """When the record came to stand there, by the desk's clock."""
        local = self._recorded_at.astimezone(ZoneInfo(settings.TIME_ZONE))
        return f"{date_format(local, 'j F Y, H:i')} {local:%Z}"

    @property
    def status(self) -> str:
        """The status and since when."""
        standing = self.one.standing
        if standing is None:
            return _("No status yet")
        label = str(Status(standing.status).label)
        words = {"status": label[:1].upper() + label[1:], "since": standing.since.since()}
        return _("%(status)s %(since)s") % words

    @property
    def text(self) -> str:
        """The whole in words, to be copied."""
        return _(
            "%(desk)s, “%(question)s” %(status)s. As recorded on %(moment)s, "
            "record no. %(seq)d, hash %(hash)s. %(address)s"
        ) % {
            "desk": self.desk,
            "question": self.one.data["question"],
            "status": self.status,
            "moment": self.moment,
            "seq": self.reading.seq,
            "hash": self.hash,
            "address": self.address,
        }

    def item(self) -> Item:
        """The same as an item of CSL-JSON: issued when last something was said of it."""
        item: Item = {
            "id": "",
            "type": "webpage",
            "title": self.one.data["question"],
            "author": [{"literal": self.desk}],
            "container-title": self.desk,
            "issued": csl_date(self._said_on.isoformat()),
            "accessed": csl_date(desk_day(self._recorded_at).isoformat()),
            "genre": _("Watch item"),
            "URL": self.address,
            "note": self._note(),
            "version": str(self.reading.seq),
        }
        return {**item, "id": key_of(item)}

    def _note(self) -> str:
        moment = f"{self._recorded_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
        return _("%(status)s. As of %(moment)s: record no. %(seq)d, SHA-256 %(hash)s") % {
            "status": self.status,
            "seq": self.reading.seq,
            "moment": moment,
            "hash": self.reading.hash,
        }

    @property
    def _recorded_at(self) -> dt.datetime:
        # What is public has an entry, and so has a record that it stands in.
        assert self.reading.recorded_at
        return self.reading.recorded_at

    @property
    def _said_on(self) -> dt.date:
        """The day of the last entry on the item or what belongs to it."""
        one = self.one
        rows = [one.item, *one.changes, *one.milestones, *one.events]
        return desk_day(max(row.entry.recorded_at for row in rows))


def desk_name(rows: Iterable[Subject]) -> str:
    """The name of the desk that is among `rows`; one that has said nothing of itself has ours."""
    return next((row.title for row in rows if row.kind == Kind.DESK), "Watchdesk")
