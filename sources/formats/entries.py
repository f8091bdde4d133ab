"""What every format gives and takes: entries of a file as CSL-JSON items."""

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
