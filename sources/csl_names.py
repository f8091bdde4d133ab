"""Names between CSL-JSON and the ledger: persons in parts, bodies as one name."""

from typing import Any

from django.utils.translation import gettext as _

from sources.csl_words import one_line

PERSON, BODY = "person", "body"
Name = dict[str, Any]
PARTS = {
    "family": "family",
    "given": "given",
    "particle": "non-dropping-particle",
    "dropping": "dropping-particle",
    "suffix": "suffix",
}
KNOWN = {*PARTS.values(), "literal", "comma-suffix"}


def read_names(value: Any) -> tuple[list[Name], list[str]]:
    """The names of a CSL name variable as `Source.authors` keeps them, and what was left out.

    Raises ValueError with a sentence for what is no list of names.
    """
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError(_("Names are a list, each with “family” and “given” or with “literal”."))
    names = [name for one in value if (name := _read(one))]
    flags = {key for one in value for key, held in one.items() if key not in KNOWN and held}
    return names, sorted(flags)


def csl_names(names: list[Name]) -> list[dict[str, Any]]:
    """Names as CSL-JSON writes them. A person known by one line is parted at the last word."""
    return [_csl(name) for name in names]


def in_parts(name: Name) -> Name:
    """A person's name with its parts, found in its one line where nobody gave them."""
    if any(name.get(part) for part in PARTS):
        return name
    line = str(name["name"]).strip()
    family, comma, given = (part.strip() for part in line.partition(","))
    if comma:
        return {**name, "family": family, "given": given}
    words = line.split()
    first = next((at for at, word in enumerate(words) if word[0].islower()), len(words) - 1)
    if first == len(words) - 1:
        return {**name, "family": words[-1], "given": " ".join(words[:-1])}
    last = next((at for at in range(first, len(words)) if not words[at][0].islower()), first)
    return {
        **name,
        "given": " ".join(words[:first]),
        "particle": " ".join(words[first:last]),
        "family": " ".join(words[last:]),
    }


def in_one_line(name: Name) -> str:
    """How a person's name is read: given name, particles, family name, suffix."""
    text = ""
    for part in ("given", "dropping", "particle", "family"):
        word = str(name.get(part) or "")
        glued = text.endswith(("’", "'"))
        text += word if glued or not text or not word else f" {word}"
    suffix = name.get("suffix")
    if not suffix:
        return text
    return f"{text}, {suffix}" if name.get("comma_suffix") else f"{text} {suffix}"


def _read(one: dict[str, Any]) -> Name | None:
    for key in KNOWN - {"comma-suffix"}:
        if not isinstance(one.get(key, ""), str):
            raise ValueError(_("A part of a name is text: “%s” is not.") % key)
    literal = one_line(one.get("literal", ""))
    if literal:
        return {"name": literal, "kind": BODY}
    parts = {ours: one_line(one.get(theirs, "")) for ours, theirs in PARTS.items()}
    kept: Name = {ours: text for ours, text in parts.items() if text}
    if one.get("comma-suffix") and "suffix" in kept:
        kept["comma_suffix"] = True
    line = in_one_line(kept)
    return {"name": line, "kind": PERSON, **kept} if line else None


def _csl(name: Name) -> dict[str, Any]:
    if name["kind"] == BODY:
        return {"literal": name["name"]}
    parts = in_parts(name)
    item: dict[str, Any] = {
        theirs: parts[ours] for ours, theirs in PARTS.items() if parts.get(ours)
    }
    if parts.get("comma_suffix") and parts.get("suffix"):
        item["comma-suffix"] = True
    return item
