"""The numbers under which others know a source, each written one way."""

import re
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sources.urls import normalised

DOI_PREFIX = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|(?:info:|urn:)?doi[:/]?\s*", re.I)
DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f\x7f]+")
ECLI = re.compile(r"ECLI:[A-Z]{2}:[A-Z][A-Z0-9]{0,6}:[0-9]{4}:[A-Z0-9.]{1,25}")
# Sector, year, type, number; then a corrigendum, a consolidated day, a country's measure, a part.
CELEX = re.compile(
    r"(?:[02-9CE][0-9]{4}[A-Z]{1,2}[0-9]{4,6}(?:R?\([0-9]{2}\))?(?:-[0-9]{8})?"
    r"(?:[A-Z]{3}_[0-9]{1,10}|_[A-Z]{3})?"
    r"|1[0-9]{4}[A-Z]{1,2}(?:[0-9]{1,4})?(?:/[A-Z0-9]{1,5}){0,3})"
)
CELEX_PREFIX = re.compile(r"(?:.*?(?:uri=|\b))?celex(?:[:/]\s*|\s+)", re.I)
COURTS = re.compile(r"\b[CTF]-[0-9]{1,4}/[0-9]{2}(?: (?:P|PPU|R|RX)\b)?")
URL = re.compile(r"""(?:https?://|\bwww\.)[^\s<>"“”«»]+""", re.I)
ENDS = ".,;:!?'’”»\""
PAIRS = {")": "(", "]": "[", "}": "{"}


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
    found = _ended(found).lower()
    if found and (not DOI.fullmatch(found) or len(found) > 200):
        raise ValidationError(
            _("“%s” is no DOI. A DOI looks like 10.1000/182, or https://doi.org/10.1000/182.")
            % text.strip()
        )
    return found


def ecli(text: str) -> str:
    """A European Case Law Identifier in capitals; "" stays "".

    Raises ValidationError for what is none.
    """
    found = "".join(text.split()).upper()
    if found and not found.startswith("ECLI:"):
        found = f"ECLI:{found}"
    if found and not ECLI.fullmatch(found):
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


def recognised(text: str) -> dict[str, str]:
    """What `text`, an address or a passage, names: any of url, doi, ecli, celex and docket.

    Each is the first of its kind, normalised. What only looks like one is left out.
    """
    whole = text.strip()
    plain = unquote(whole)
    candidates = {
        "url": (normalised, URL.search(whole)),
        "doi": (doi, DOI.search(plain)),
        "ecli": (ecli, ECLI.search(plain.upper())),
        "celex": (
            celex,
            re.search(rf"(?:^|CELEX[:/]\s*)({CELEX.pattern})(?![A-Z0-9])", plain.upper()),
        ),
        "docket": (docket, COURTS.search(docket(plain))),
    }
    found = {}
    for name, (read, match) in candidates.items():
        if match:
            try:
                found[name] = read(_ended(match.group()))
            except ValidationError:
                continue
    return found


def _ended(text: str) -> str:
    """`text` without the signs of the sentence that it stood in."""
    while text and (text[-1] in ENDS or _closes_nothing(text)):
        text = text[:-1]
    return text


def _closes_nothing(text: str) -> bool:
    opening = PAIRS.get(text[-1])
    return opening is not None and text.count(opening) < text.count(text[-1])
