"""When the demo's record was made: at six in the morning, in Belgrade."""

import datetime as dt
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Belgrade")


def moment(day: str) -> dt.datetime:
    """The moment at which `day` was recorded."""
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(6), ZONE)
