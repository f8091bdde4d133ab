"""DOI, ECLI and CELEX numbers of an item: given by name, or recognised where they stand in text."""

import re
from typing import Any

from django.core.exceptions import ValidationError

from sources import identifiers

CELEX = identifiers.CELEX.pattern
ECLI = rf"\b({identifiers.ECLI.pattern}(?<=[A-Z0-9]))"
PATTERNS = {
    "doi": {
        "note": r"(?m)^\s*DOI:\s*(10\.\d{4,9}/\S+)\s*$",
        "URL": r"^https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/[^?#\s]+)$",
    },
    "ecli": dict.fromkeys(("number", "note", "URL"), ECLI),
    "celex": {
        "number": rf"^({CELEX})$",
        "note": rf"\bCELEX\W{{1,2}}({CELEX})",
        "URL": rf"\bCELEX(?::|%3A)({CELEX})",
    },
}


def numbers_of(
    given: dict[str, str], said: dict[str, str]
) -> tuple[dict[str, str], dict[str, str], dict[str, list[str]]]:
    """The numbers of an item, by field; where those that nobody gave were recognised; and what is
    wrong with those given. `given` are numbers by field, `said` the texts by variable."""
    numbers: dict[str, str] = {}
    memory: dict[str, str] = {}
    wrong: dict[str, list[str]] = {}
    for name in PATTERNS:
        if not given.get(name):
            numbers[name], variable = recognised(name, said)
            memory.update({f"{name}-variable": variable} if variable else {})
            continue
        try:
            numbers[name] = _written(name, given[name])
        except ValidationError as error:
            wrong[name] = error.messages
    return numbers, memory, wrong


def recognised(name: str, said: dict[str, str]) -> tuple[str, str]:
    """A number in the texts of some variables, and which of them says it; "" for none."""
    for variable, pattern in PATTERNS[name].items():
        found = re.search(pattern, said.get(variable, ""), re.IGNORECASE)
        if found and (number := _recognised(name, found[1])):
            return number, variable
    return "", ""


def _written(name: str, text: str) -> str:
    write: Any = getattr(identifiers, name)
    return str(write(text))


def _recognised(name: str, text: str) -> str:
    """The number in `text`, or "" where it only looked like one."""
    try:
        return _written(name, text)
    except ValidationError:
        return ""
