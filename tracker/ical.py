"""iCalendar as it is written (RFC 5545): lines that are escaped, folded, and end in CRLF."""

import datetime as dt
import re
from collections.abc import Iterable

MEDIA_TYPE = "text/calendar"
# A line holds 75 bytes at most; what follows on the next one begins with a space.
LONGEST = 75
# What no text may hold, a tab and a line's end apart.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def text(value: str) -> str:
    """`value` as a text that a property may hold."""
    value = CONTROLS.sub("", re.sub(r"\r\n?", "\n", value))
    return re.sub(r"([\\;,])", r"\\\1", value).replace("\n", r"\n")


def day(value: dt.date) -> str:
    """A day, for a property with VALUE=DATE."""
    # Not strftime: it writes the years before 1000 with fewer figures.
    return value.isoformat().replace("-", "")


def moment(value: dt.datetime) -> str:
    """A moment in UTC, to the second."""
    return value.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def written(lines: Iterable[tuple[str, str]]) -> str:
    """A calendar of these properties, each with its value as it is to stand there."""
    return "".join(f"{_folded(f'{name}:{value}')}\r\n" for name, value in lines)


def _folded(line: str) -> str:
    """In pieces of so many bytes, none of them with a part of a letter."""
    pieces, held, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST:
            pieces.append(held)
            held, size = "", 1
        held += letter
        size += width
    return "\r\n ".join([*pieces, held])
