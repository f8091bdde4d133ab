"""When two entries mean one source: by a number, by the address, else by all that they say."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from sources.importing.planned import Marks, Outcome, Planned
from sources.models import Source

# What names one source and no other, in the order in which it is asked.
IDENTIFIERS = ("doi", "url_key", "ecli", "celex")
LIKENESS = "likeness"
WORDS = {
    "doi": _("the DOI"),
    "url_key": _("the address"),
    "ecli": _("the ECLI"),
    "celex": _("the CELEX number"),
    LIKENESS: _("title, kind, date and publisher"),
}
# Where these differ, alike titles are two sources: two editorials of one year, for example.
TELLING = ("volume", "issue", "page", "number", "version", "edition", "part-number")


def give_likeness(batch: Iterable[Planned]) -> None:
    """Note of each what it is known by where no number names it. One query."""
    checked = [(one, one.source) for one in batch if one.source]
    folds = folded(word for one, source in checked for word in (source.title, one.publisher))
    for one, source in checked:
        title, publisher = folds[source.title], folds[one.publisher]
        one.likeness = (title, source.csl_type, str(source.issued or ""), publisher)
        one.marks = marks(source)


def folded(words: Iterable[str]) -> dict[str, str]:
    """Each of `words` as the database folds it. One query, or none for no words."""
    asked = sorted(set(words))
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, public.record_fold(word) FROM unnest(%s::text[]) AS word", [asked]
        )
        return dict(cursor.fetchall())


def marks(source: Source) -> Marks:
    """What tells `source` from another with the same title, kind, date and publisher."""
    numbers = [getattr(source, name) for name in (*IDENTIFIERS, "docket")]
    numbers += [str(source.details.get(name, "")) for name in TELLING]
    names = frozenset(_surname(author) for author in source.authors)
    return tuple(numbers), names


def _surname(author: dict[str, Any]) -> str:
    name = author["name"] if author["kind"] == "body" else author["name"].split()[-1]
    return str(author.get("family") or name).casefold()


def at_odds(one: Marks, other: Marks) -> bool:
    """Whether the two name different things: a number both have, or authors none of whom meet."""
    if any(a and b and a != b for a, b in zip(one[0], other[0], strict=True)):
        return True
    return bool(one[1] and other[1] and not one[1] & other[1])


class Seen:
    """What has stood in the file so far, by all that an entry may be known by."""

    def __init__(self) -> None:
        self._by_number: dict[tuple[str, str], int] = {}
        self._by_likeness: dict[tuple[str, ...], list[tuple[int, Marks]]] = {}

    def tell(self, batch: Iterable[Planned]) -> None:
        """Mark those that repeat an earlier entry, and remember the others."""
        for one in batch:
            if one.source is None:
                continue
            numbers = [(name, getattr(one.source, name)) for name in IDENTIFIERS]
            one.other, one.by = self._earlier(one, numbers)
            if one.other:
                one.outcome = Outcome.DOUBLED
            line = one.other or one.line
            for name, value in numbers:
                if value:
                    self._by_number.setdefault((name, value), line)
            self._by_likeness.setdefault(one.likeness, []).append((line, one.marks))

    def _earlier(self, one: Planned, numbers: list[tuple[str, str]]) -> tuple[int, str]:
        for number in numbers:
            if number in self._by_number:
                return self._by_number[number], number[0]
        for line, others in self._by_likeness.get(one.likeness, ()):
            if not at_odds(one.marks, others):
                return line, LIKENESS
        return 0, ""
