"""What a text in the box for a source names: one that is kept, some it may be, or a new one."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from sources import identifiers, pasting
from sources.finding import NUMBER
from sources.folding import fold
from sources.formats import recognise
from sources.models import Source
from sources.urls import SCHEME

OFFERED = 6
# What a new source can be known by. A docket number alone is looked for, as words are.
OF_ITS_OWN = {"url", "doi", "ecli", "celex"}


@dataclass(frozen=True)
class Named:
    """What a text names. Where `known` is None and `new` empty, one of `may_be` has to be chosen.

    `new` is what a new source begins with; `title` is a likely one where none is said.
    """

    known: Source | None = None
    may_be: tuple[Source, ...] = ()
    new: dict[str, Any] = field(default_factory=dict)
    title: str = ""


def named_in(text: str) -> Named:
    """What `text` names: a number of ours, an address or a number of its own, or words.

    Raises ValidationError with a sentence for what looks like an address and is none.
    """
    text = pasting.MARKED_DOWN.sub(r"\1 \2", text.replace("\0", " ").strip())
    if not text:
        return Named()
    known = _of_number(text)
    if known:
        return Named(known, (known,))
    if recognise(text) or _speaks_of_one(text):
        return _pasted(text)
    return _of_words(text)


def _of_number(text: str) -> Source | None:
    number = NUMBER.fullmatch(text)
    return Source.objects.kept_as(Q(number=int(number[1]))) if number else None


def _speaks_of_one(text: str) -> bool:
    typed = SCHEME.match(text) and not re.search(r"\s", text)
    return bool(
        typed or identifiers.URL.search(text) or OF_ITS_OWN & {*identifiers.recognised(text)}
    )


def _pasted(text: str) -> Named:
    try:
        found = pasting.read(text)
    except pasting.Several as several:
        words = _("These are %d sources. Name one at a time.") % several.number
        raise ValidationError(words) from several
    if found.known:
        return Named(found.known, (found.known,))
    if recognise(text):
        raise ValidationError(
            _("The ledger does not have this entry yet. Paste it there first, then name it here.")
        )
    return Named(new=found.initial, title=found.initial["title"] or _first_line(text))


def _first_line(text: str) -> str:
    """What is likely the title where several lines stand beside an address."""
    if not identifiers.URL.search(text):
        return ""
    said = pasting.lines_beside(text)
    return said[0][: pasting.LONGEST_TITLE] if said else ""


def _of_words(text: str) -> Named:
    """Sources in which every word stands; the one of exactly this title, in any spelling."""
    rows = Source.objects.unmerged().select_related("publisher")
    exact = list(rows.filter(title_key=fold(" ".join(text.split())))[:OFFERED])
    known = exact[0] if len(exact) == 1 else None
    others = rows.search(text).exclude(pk__in=[one.pk for one in exact])
    return Named(known, (*exact, *others[: OFFERED - len(exact)]))
