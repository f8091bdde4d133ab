"""What is expected of a watch item, as a calendar to subscribe to.

A vague date stands as the days that it can mean. What has no date is not in it: an event has one.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from record.clock import Reading
from record.models import Subject
from record.vague import VagueDate
from tracker import ical
from tracker.lane_entries import Entry, milestone_entry
from tracker.watched import Watched

Line = tuple[str, str]


def calendar(one: Watched, reading: Reading, desk: str) -> str:
    """The milestones of an item at a reading, those that have happened among them."""
    return ical.written(_calendar(one, reading, desk))


def _calendar(one: Watched, reading: Reading, desk: str) -> Iterator[Line]:
    name = _("%(desk)s: %(question)s") % {"desk": desk, "question": one.data["question"]}
    about = _("What is expected, as the record stood at no. %(seq)d, hash %(hash)s.") % {
        "seq": reading.seq,
        "hash": reading.hash,
    }
    about = _paragraph([*_training(one), about, _("What has no date is not in this calendar.")])
    yield "BEGIN", "VCALENDAR"
    yield "VERSION", "2.0"
    yield "PRODID", "-//Watchdesk//Milestones//EN"
    yield "CALSCALE", "GREGORIAN"
    # Each by its name in RFC 7986, and by the one that calendars knew before.
    yield from ((each, ical.text(name)) for each in ("NAME", "X-WR-CALNAME"))
    yield from ((each, ical.text(about)) for each in ("DESCRIPTION", "X-WR-CALDESC"))
    yield "URL", _address(one)
    yield "REFRESH-INTERVAL;VALUE=DURATION", "P1D"
    yield "X-PUBLISHED-TTL", "P1D"
    for row in one.milestones:
        yield from _event(one, row)
    yield "END", "VCALENDAR"


def _event(one: Watched, row: Subject) -> Iterator[Line]:
    """The last date of a milestone; nothing where none was given.

    Its number in the record only grows, so that a calendar knows the later of two.
    """
    entry = milestone_entry(row.data)
    if entry.current is None:
        return
    has_happened = entry.current.role == "actual"
    yield "BEGIN", "VEVENT"
    yield "UID", str(row.uuid)
    yield "DTSTAMP", ical.moment(row.entry.recorded_at)
    yield "SEQUENCE", str(row.entry.seq)
    yield from _days(entry.current.date)
    yield "SUMMARY", ical.text(entry.title)
    yield "DESCRIPTION", ical.text("\n".join(_told(one, entry)))
    yield "URL", _address(one)
    yield "STATUS", "CONFIRMED" if has_happened else "TENTATIVE"
    # Nobody is busy on all the days that it may happen on.
    yield "TRANSP", "TRANSPARENT"
    yield "END", "VEVENT"


def _days(date: VagueDate) -> Iterator[Line]:
    """All the days that it can mean; of one that is open at one end, the day at the other."""
    bounds = [bound for bound in (date.lower, date.upper) if bound]
    yield "DTSTART;VALUE=DATE", ical.day(bounds[0])
    if bounds[-1] < dt.date.max:
        yield "DTEND;VALUE=DATE", ical.day(bounds[-1] + dt.timedelta(days=1))


def _told(one: Watched, entry: Entry) -> Iterable[str]:
    """The date in words with who says so, how far it has slipped, and of what question it is."""
    yield from _training(one)
    given = entry.dates[-1]
    words = {"role": given.role_words(), "date": given.date.words(), "who": given.asserted_by}
    said = _("%(role)s %(date)s, says %(who)s.") if given.asserted_by else _("%(role)s %(date)s.")
    said = said % words
    yield _paragraph([said[:1].upper() + said[1:], given.reason])
    if entry.slip:
        first = {"date": entry.dates[0].date.words(), "slip": entry.slip}
        yield _("First given as %(date)s: %(slip)s.") % first
    yield str(one.data["question"])


def _training(one: Watched) -> list[str]:
    return [_("Training material. Everything in it is made up.")] if one.data["training"] else []


def _paragraph(sentences: Iterable[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _address(one: Watched) -> str:
    return f"{settings.SITE_URL}{one.item.url}"
