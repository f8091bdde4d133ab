"""Names of people and bodies as a line says them: “van der Berg, Jan, Jr.”, “Council of Europe”."""

import re
from collections.abc import Iterable

from sources.csl_names import BODY, PERSON, Name, in_one_line

__all__ = ["BODY", "PERSON", "Name", "body", "kept", "line", "person", "read"]

# What may stand behind a name, or between its two halves where the suffix is put there.
SUFFIX = re.compile(r"(?:jr|sr|jun|sen|esq)\.?|ph\.?d\.?|ii|iii|iv", re.IGNORECASE)


def read(kind: str, text: str) -> Name:
    """The name that `text` says of a person or a body."""
    return person(text) if kind == PERSON else body(text)


def body(text: str) -> Name:
    """A body: called as it is written."""
    return {"name": " ".join(text.split()), "kind": BODY}


def person(text: str) -> Name:
    """A person: “Family, Given” or “Family, Given, Jr.”; without a comma the family comes last.

    Small words before a family name are its particle; behind given names they are dropped where
    names are put in order: “Beethoven, Ludwig van”.
    """
    parts = [" ".join(part.split()) for part in text.split(",")]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return _in_parts(**_by_position(" ".join(parts)))
    family, given, suffix = parts[0], parts[1], ", ".join(parts[2:])
    if SUFFIX.fullmatch(given):
        if not suffix:
            return _in_parts(**{**_by_position(family), "suffix": given})
        given, suffix = suffix, given
    particle, family = _leading(family)
    given, dropping = _trailing(given)
    return _in_parts(
        family=family, given=given, particle=particle, dropping=dropping, suffix=suffix
    )


def line(name: Name) -> str:
    """The line that says `name`, to be read again as it was."""
    if name.get("kind") != PERSON or not name.get("family"):
        return str(name.get("name", ""))
    family = " ".join(filter(None, [name.get("particle"), name["family"]]))
    given = " ".join(filter(None, [name.get("given"), name.get("dropping")]))
    return ", ".join(filter(None, [family, given, name.get("suffix")]))


def kept(typed: Iterable[Name], before: Iterable[Name]) -> list[Name]:
    """`typed`, where a line that stood there `before` keeps all that was known of the name."""
    known = {(name.get("kind"), line(name)): name for name in before}
    return [known.get((name["kind"], line(name)), name) for name in typed]


def _by_position(text: str) -> dict[str, str]:
    """“Jan van der Berg Jr.”: given names, small words, the family name, what stands behind."""
    words = text.split()
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    last = max(len(words) - 1, 0)
    first = next((n for n, word in enumerate(words[:last]) if word[0].islower()), last)
    if words and words[-1][0].islower():
        # “bell hooks” has no particle.
        first = last
    particle, family = _leading(" ".join(words[first:]))
    given = " ".join(words[:first])
    return {"family": family, "given": given, "particle": particle, "suffix": suffix}


def _leading(text: str) -> tuple[str, str]:
    """The small words before a family name, and the family name."""
    words = text.split()
    first = next((n for n, word in enumerate(words) if not word[0].islower()), 0)
    return " ".join(words[:first]), " ".join(words[first:])


def _trailing(text: str) -> tuple[str, str]:
    """The given names, and the small words behind them."""
    words = text.split()
    last = len(words)
    while last > 1 and words[last - 1][0].islower():
        last -= 1
    return " ".join(words[:last]), " ".join(words[last:])


def _in_parts(**parts: str) -> Name:
    said = {part: text for part, text in parts.items() if text}
    return {"name": in_one_line(said), "kind": PERSON, **said}
