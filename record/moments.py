"""What may be asked in `?known_at=`: a day at the desk, a moment, or the number of an entry."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[0-9]{1,18}")
EXPECTS = (
    "Write a day (2024-09-24), a moment (2024-09-24T12:00:00Z) or the number of an entry (12)."
)


class BadMoment(Exception):
    """`?known_at=` cannot be read, or lies in time to come. The text says what to write."""


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
