"""Citations in and out as text. CSL-JSON items are what every format is read into and written from.

A module for each format offers `read(text)` and `write(items)`; `FORMATS` is the table of them.
"""

from dataclasses import dataclass
from typing import Any

Item = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """One entry of a file: the line that it begins on, and what it says as a CSL-JSON item."""

    line: int
    item: Item


class Malformed(Exception):
    """The file is not what it says it is. The text is the reason; `line` is where."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
