"""The numbers under which others know a source, each written one way."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sources.urls import normalised

DOI_PREFIX = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|(?:info:|urn:)?doi[:/]?\s*", re.I)
DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f\x7f]+")
ECLI = re.compile(r"ECLI:[A-Z]{2}:[A-Z][A-Z0-9]{0,6}:[0-9]{4}:[A-Z0-9.]{1,25}")
STANDING_ECLI = re.compile(rf"(?<![A-Z0-9])({ECLI.pattern})(?![A-Z0-9])")
# Sector, year, type, number; then a corrigendum, a consolidated day, a country's measure, a part.
CELEX = re.compile(
    r"(?:[02-9CE][0-9]{4}[A-Z]{1,2}[0-9]{4,6}(?:R?\([0-9]{2}\))?(?:-[0-9]{8})?"
    r"(?:[A-Z]{3}_[0-9]{1,10}|_[A-Z]{3})?"
    r"|1[0-9]{4}[A-Z]{1,2}(?:[0-9]{1,4})?(?:/[A-Z0-9]{1,5}){0,3})"
)
STANDING_CELEX = re.compile(
    r"(?:^|CELEX(?:\s+(?:NO\.?|NR\.?|NUMBER))?(?:[:/]\s*|\s+))"
    rf"({CELEX.pattern})(?![A-Z0-9])"
)
CELEX_PREFIX = re.compile(r"(?:.*?(?:uri=|\b))?celex(?:[:/]\s*|\s+)", re.I)
COURTS = re.compile(r"\b[CTF]-[0-9]{1,4}/[0-9]{2}(?: (?:P|PPU|R|RX)\b)?")
URL = re.compile(r"""(?:https?://|\bwww\.)[^\s<>"“”«»]+""", re.I)
# An address as it is typed, without its scheme.
BARE = re.compile(r"(?://)?(?:[^\W_][\w-]*\.)+[^\W\d_]{2,}(?::[0-9]+)?/\S*")
# What publishers' sites write after a DOI in the address of a page or a file.
FORMS = re.compile(
    r"/+$|/(?:abs|abstract|epdf|epub|full|fulltext|html|meta|pdf|references|summary|xml)$"
    r"|(?:\.full|\.abstract|/fulltext)?\.(?:epub|html?|pdf|xml)$|\.(?:full|abstract)$",
    re.I,
)
ENDS = ".,;:!?'’”»\""
PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


def doi(text: str) -> str:
    """A DOI without the address before it, in small letters; "" stays "".

    Raises ValidationError for what is none.
    """
    found = text.strip()
    prefix = DOI_PREFIX.match(found)
    if prefix:
        found = found[prefix.end() :]
        if "doi.org" in prefix.group().lower():
            found = unquote(found.partition("?")[0].partition("#")[0])
    found = ended(found).lower()
    if found and (not DOI.fullmatch(found) or len(found) > 200):
        raise ValidationError(
            _("“%s” is no DOI. A DOI looks like 10.1000/182, or https://doi.org/10.1000/182.")
            % text.strip()
        )
    return found


def ecli(text: str) -> str:
    """A European Case Law Identifier in capitals, also out of an address; "" stays "".

    Raises ValidationError for what is none.
    """
    found = "".join(text.split()).upper()
    if found and not found.startswith("ECLI:"):
        found = f"ECLI:{found}"
    if found and not ECLI.fullmatch(found):
        found = _the_one(STANDING_ECLI, unquote(text).upper())
    if not found and text.strip():
        raise ValidationError(
            _(
                "“%s” is no ECLI. An ECLI names country, court, year and number, as in "
                "ECLI:EU:C:2020:559."
            )
            % text.strip()
        )
    return found


def celex(text: str) -> str:
    """A CELEX number in capitals, also out of an address at EUR-Lex; "" stays "".

    Raises ValidationError for what is none.
    """
    found = unquote(text.strip())
    prefix = CELEX_PREFIX.match(found)
    if prefix:
        found = re.split(r"[&#?\s]", found[prefix.end() :], maxsplit=1)[0]
    found = "".join(found.split()).upper()
    if found and not (CELEX.fullmatch(found) and 1945 <= int(found[1:5]) <= 2150):
        raise ValidationError(
            _(
                "“%s” is no CELEX number. It is made of sector, year, type and number, as in "
                "32016R0679 or 62019CJ0311."
            )
            % text.strip()
        )
    return found


def docket(text: str) -> str:
    """A docket number as people write it, with plain spaces and hyphens."""
    return " ".join(re.sub("[\u2010\u2011]", "-", text).split())


def addresses(text: str) -> list[str]:
    """The public addresses that stand in `text`, normalised, each once."""
    whole = text.strip()
    bare = BARE.fullmatch(whole)
    words = [bare.group()] if bare else URL.findall(whole)
    return _read_by(normalised, map(ended, words))


def dois(text: str) -> list[str]:
    """The DOIs that stand in `text`, alone or in addresses, each once."""
    return _read_by(doi, filter(None, map(_doi_in, text.split())))


def recognised(text: str) -> dict[str, str]:
    """What `text`, an address or a passage, names: any of url, doi, ecli, celex and docket.

    Each is the first of its kind, normalised. What only looks like one is left out.
    """
    plain = unquote(text.strip())
    capitals = plain.upper()
    named = {
        "url": addresses(text),
        "doi": dois(text),
        "ecli": _read_by(ecli, (ended(one) for one in ECLI.findall(capitals))),
        "celex": _read_by(celex, STANDING_CELEX.findall(capitals)),
        "docket": _read_by(docket, COURTS.findall(docket(plain))),
    }
    return {name: found[0] for name, found in named.items() if found}


def _read_by(read: Callable[[str], str], words: Iterable[str]) -> list[str]:
    found = []
    for word in words:
        try:
            found.append(read(word))
        except ValidationError:
            continue
    return list(dict.fromkeys(found))


def _the_one(pattern: re.Pattern[str], text: str) -> str:
    """The one that stands in `text`; "" where none does, or several do."""
    found = {ended(one) for one in pattern.findall(text)}
    return found.pop() if len(found) == 1 else ""


def _doi_in(word: str) -> str:
    """What looks like a DOI in `word`, without what an address adds to it."""
    address = URL.search(word) or BARE.fullmatch(word)
    if not address:
        found = DOI.search(unquote(word))
        return ended(found.group()) if found else ""
    written = re.split('["“”«»]', word[address.start() :])[0]
    # A question and a place in the page are no part of it, but it may be what is asked for.
    path, *rest = re.split("[?#&=]", written)
    matches = (DOI.search(unquote(piece)) for piece in (path, *rest))
    kept = next((ended(match.group()) for match in matches if match), "")
    while not DOI_PREFIX.match(written) and FORMS.search(kept):
        kept = FORMS.sub("", kept)
    return kept


def ended(text: str) -> str:
    """`text` without the signs of the sentence that it stood in."""
    while text and (text[-1] in ENDS or _closes_nothing(text)):
        text = text[:-1]
    return text


def _closes_nothing(text: str) -> bool:
    opening = PAIRS.get(text[-1])
    return opening is not None and text.count(opening) < text.count(text[-1])
