"""What may be asked of the two clocks.

`?known_at=` takes a day at the desk, a moment, or the number of an entry; `?valid_at=` takes a day,
or a moment of it.
"""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from record.vague import VagueDate

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[0-9]{1,18}")
EXPECTS = (
    "Write a day (2024-09-24), a moment (2024-09-24T12:00:00Z) or the number of an entry (12)."
)


class BadMoment(Exception):
    """A clock's value cannot be read, or lies in time to come. The text says what to write.

    `name` is the parameter that it stood in.
    """

    def __init__(self, sentence: str, name: str = "known_at") -> None:
        super().__init__(sentence)
        self.name = name


def now() -> dt.datetime:
    """The present moment, by the server's clock."""
    return dt.datetime.now(dt.UTC)


def desk_day(moment: dt.datetime) -> dt.date:
    """The calendar day of `moment` in the desk's time zone."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def moment_of(asked: str) -> tuple[dt.datetime, dt.date]:
    """The last moment that the day or moment `asked` covers, and its day at the desk.

    Raises BadMoment for anything else.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    try:
        if DAY.fullmatch(asked):
            day = dt.date.fromisoformat(asked)
            end = dt.datetime.combine(day, dt.time.max, zone)
            return end.astimezone(dt.UTC), day
        # A plus sign in a query string arrives as a space.
        moment = parse_datetime(asked.replace(" ", "+"))
        if moment is None or moment.tzinfo is None:
            raise ValueError(asked)
        return moment.astimezone(dt.UTC), desk_day(moment)
    except (ValueError, OverflowError) as error:
        raise BadMoment(
            _("“%(asked)s” is no day, moment or number of an entry.") % {"asked": asked}
            + " "
            + _(EXPECTS)
        ) from error


def moment_been(asked: str) -> tuple[dt.datetime, dt.date]:
    """The last moment that the day or moment `asked` covers, and its day at the desk.

    Raises BadMoment for anything else, and for a time to come.
    """
    moment, day = moment_of(asked)
    if day > desk_day(now()) or (not DAY.fullmatch(asked) and moment > now()):
        raise BadMoment(_("That lies in time to come. Ask for today, or for a day that has been."))
    return moment, day


def day_been(asked: str) -> dt.date:
    """The one day that `?valid_at=` asks for, by itself or by a moment of it.

    Raises BadMoment for a vague day, for anything else, and for a day to come.
    """
    if asked.isdecimal() or (not DAY.fullmatch(asked) and _is_vague(asked)):
        sentence = _("“%(asked)s” is no one day. Write the day itself (2024-09-24).")
        raise BadMoment(sentence % {"asked": asked}, "valid_at")
    try:
        moment_of(asked)
    except BadMoment:
        sentence = _(
            "“%(asked)s” is no day. Write a day (2024-09-24) or a moment (2024-09-24T12:00:00Z)."
        )
        raise BadMoment(sentence % {"asked": asked}, "valid_at") from None
    try:
        return moment_been(asked)[1]
    except BadMoment as error:
        raise BadMoment(str(error), "valid_at") from None


def number_been(last: int, asked: str) -> int:
    """The number of an entry that `asked` is. Raises BadMoment for one after the `last`."""
    if int(asked) > last:
        sentence = _("There is no entry no. %(asked)s yet: the record stands at no. %(seq)s.")
        raise BadMoment(sentence % {"asked": asked, "seq": last})
    return int(asked)


def _is_vague(asked: str) -> bool:
    try:
        return not VagueDate.read(asked).is_day
    except ValueError:
        return False
