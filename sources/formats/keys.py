"""Citation keys: who, when, and a word of the title, in ASCII; unique within one file."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count
from string import ascii_lowercase

from sources.formats.entries import Item

# Serbian and Macedonian Cyrillic, as the search folds it; other letters by their nearest sound.
LATIN = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџшѓќѕйщъыьэюяіїєґ",
        (
            "a b v g d dj e z z i j k l lj m n nj o p r s t c u f h c c dz s g k dz j sc  y  e ju "
            "ja i ji je g"
        ).split(" "),
        strict=True,
    )
) | {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
SMALL = set(
    "a an and at by for from in of on the to with der die das le la les un une i u na".split()
)


def key_of(item: Item) -> str:
    """The key of an item by itself: `vucic2024mining`."""
    authors = item.get("author") or [{}]
    first = authors[0]
    bodies = (item.get(name) for name in ("publisher", "container-title", "authority"))
    name = first.get("family") or first.get("literal") or next((b for b in bodies if b), "")
    titled = [word for word in _words(str(item.get("title", ""))) if word not in SMALL]
    named = "".join(_words(str(name))[:3])
    return (named[:24] + _year(item) + (titled[0][:16] if titled else "")) or "source"


def keyed(items: Iterable[Item]) -> Iterator[Item]:
    """The items, each with an `id` that no other one before it has."""
    used: set[str] = set()
    tried: dict[str, int] = {}
    for item in items:
        base = key = str(item["id"])
        if base in used:
            for number in count(tried.get(base, 0)):
                key = base + _suffix(number)
                if key not in used:
                    tried[base] = number + 1
                    break
        used.add(key)
        yield {**item, "id": key}


def _suffix(number: int) -> str:
    """a, b … z, aa, ab …"""
    letters = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = ascii_lowercase[letter] + letters
    return letters


def _year(item: Item) -> str:
    issued = item.get("issued") or {}
    parts = issued.get("date-parts") or [[]]
    if parts[0] and parts[0][0]:
        return str(parts[0][0])
    found = re.search(r"\d{4}", str(issued.get("raw", "")))
    return found[0] if found else ""


def _words(text: str) -> list[str]:
    sounded = "".join(LATIN.get(letter, letter) for letter in text.casefold())
    plain = unicodedata.normalize("NFKD", sounded)
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
