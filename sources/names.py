"""Names of people and bodies as a line says them: “van der Berg, Jan, Jr.”, “Council of Europe”."""

import re
from collections.abc import Iterable
from typing import Any

Name = dict[str, str]

PERSON, BODY = "person", "body"

# What may stand behind a name, or between its two halves where the suffix is put there.
SUFFIX = re.compile(r"(?:jr|sr|jun|sen|esq)\.?|ph\.?d\.?|ii|iii|iv", re.IGNORECASE)


def read(kind: str, text: str) -> Name:
    """The name that `text` says of a person or a body."""
    return person(text) if kind == PERSON else body(text)


def body(text: str) -> Name:
    """A body: called as it is written."""
    return _name(BODY, " ".join(text.split()))


def person(text: str) -> Name:
    """A person: “Family, Given” or “Family, Given, Jr.”; without a comma the family comes last."""
    parts = [" ".join(part.split()) for part in text.split(",")]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return _unparted(" ".join(parts))
    family, given, suffix = parts[0], parts[1], ", ".join(parts[2:])
    if suffix and SUFFIX.fullmatch(given):
        given, suffix = suffix, given
    elif not suffix and SUFFIX.fullmatch(given):
        return _parted(_unparted(family), suffix=given)
    particle, family = _leading(family)
    if not particle:
        given, particle = _trailing(given)
    return _parted({"family": family, "given": given, "particle": particle}, suffix=suffix)


def line(name: Name) -> str:
    """The line that says `name`, to be read again as it was."""
    if name.get("kind") != PERSON or not name.get("family"):
        return name["name"]
    family = " ".join(filter(None, [name.get("particle"), name["family"]]))
    return ", ".join(filter(None, [family, name.get("given"), name.get("suffix")]))


def kept(typed: Iterable[Name], before: Iterable[Name]) -> list[Name]:
    """`typed`, where a line that stood there `before` keeps all that was known of the name."""
    known = {(name.get("kind"), line(name)): name for name in before}
    return [known.get((name["kind"], line(name)), name) for name in typed]


def _unparted(text: str) -> Name:
    words = text.split()
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    last = max(len(words) - 1, 0)
    first = next((n for n, word in enumerate(words[:last]) if word[0].islower()), last)
    if words and words[-1][0].islower():
        # “bell hooks” has no particle.
        first = last
    particle, family = _leading(" ".join(words[first:]))
    parts = {"family": family, "given": " ".join(words[:first]), "particle": particle}
    return _parted(parts, suffix)


def _leading(text: str) -> tuple[str, str]:
    """The small words before a family name, and the family name."""
    words = text.split()
    first = next((n for n, word in enumerate(words) if not word[0].islower()), 0)
    return " ".join(words[:first]), " ".join(words[first:])


def _trailing(text: str) -> tuple[str, str]:
    """The given names, and the small words behind them: “Ludwig van”."""
    words = text.split()
    last = len(words)
    while last > 1 and words[last - 1][0].islower():
        last -= 1
    return " ".join(words[:last]), " ".join(words[last:])


def _parted(parts: dict[str, str], suffix: str = "") -> Name:
    found = {**parts, "suffix": suffix or parts.get("suffix", "")}
    words = [found.get(part, "") for part in ("given", "particle", "family", "suffix")]
    return _name(PERSON, " ".join(filter(None, words)), **found)


def _name(kind: str, name: str, **parts: Any) -> Name:
    halves = {part: parts.get(part, "") for part in ("family", "given", "particle", "suffix")}
    return {"name": name, "kind": kind, **halves}
