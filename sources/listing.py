"""Which public sources a list shows: narrowed by kind, tag, publisher and words, at any reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from record.clock import Reading
from record.kinds import Kind
from record.models import Subject, SubjectQuerySet
from sources.csl_types import CslType
from sources.folding import fold
from sources.known import Known

PARAMETERS = ("type", "tag", "publisher", "q")
# More words than that are no search.
LONGEST = 200


def listed(reading: Reading, query: Mapping[str, str]) -> SubjectQuerySet:
    """The public sources that `query` (type, tag, publisher, q) asks for, by title.

    What names no kind, tag or publisher of that reading gives none.
    """
    return Listing(reading, query).rows


@dataclass
class Listing:
    """A list of sources as it was asked for, with what else it could be narrowed to."""

    reading: Reading
    query: Mapping[str, str]
    asked: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        given = {name: self.query.get(name, "").replace("\0", " ") for name in PARAMETERS}
        self.asked = {name: value.strip()[:LONGEST] for name, value in given.items()}

    @cached_property
    def rows(self) -> SubjectQuerySet:
        """The sources, by title."""
        rows = self._narrowed()
        if self.asked["type"]:
            rows = rows.filter(type=self.asked["type"])
        return rows.told().order_by("title", "first_seq")

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many there would be of each kind: one query."""
        rows = self._narrowed().order_by().values_list("type").annotate(n=Count("pk"))
        return dict(rows)

    @property
    def total(self) -> int:
        """How many `rows` has, without asking again."""
        chosen = self.asked["type"]
        return self.counts.get(chosen, 0) if chosen else sum(self.counts.values())

    @cached_property
    def _known(self) -> Known:
        """Tags and publishers under every name that they had, in one query and by name."""
        return Known(self.reading, Kind.TAG, Kind.PUBLISHER)

    @property
    def tags(self) -> list[Subject]:
        """The tags that there are."""
        return self._known.of(Kind.TAG)

    @property
    def publishers(self) -> list[Subject]:
        """The publishers that there are."""
        return self._known.of(Kind.PUBLISHER)

    @property
    def tag(self) -> Subject | None:
        """The tag that was asked for, by its present name."""
        return self._known.at(Kind.TAG, self.asked["tag"])

    @property
    def publisher(self) -> Subject | None:
        """The publisher that was asked for."""
        return self._known.at(Kind.PUBLISHER, self.asked["publisher"])

    @property
    def refusals(self) -> list[str]:
        """What was asked for and is not there, each as a sentence."""
        asked, found = self.asked, []
        if asked["type"] and asked["type"] not in CslType.values:
            found.append(_("There is no kind of source “%s”.") % asked["type"])
        if asked["tag"] and self.tag is None:
            found.append(_("There is no tag “%s”.") % asked["tag"])
        if asked["publisher"] and self.publisher is None:
            found.append(_("There is no publisher “%s”.") % asked["publisher"])
        return found

    def _narrowed(self) -> SubjectQuerySet:
        """By everything but the kind, which the counts are parted by."""
        rows = Subject.objects.at(self.reading.seq).public().filter(kind=Kind.SOURCE)
        if self.refusals:
            return rows.none()
        if self.tag:
            rows = rows.tagged(*self._known.names(self.tag.uuid))
        if self.publisher:
            rows = rows.resting_on(*self._known.names(self.publisher.uuid))
        return rows.filter(self._found(self.asked["q"])) if self.asked["q"] else rows

    def _found(self, words: str) -> Q:
        """In which all `words` stand, or each either there or in the publisher's name."""
        each = Q()
        for word in words.split():
            behind = ArraySubquery(self._called(word).values("uuid"))
            each &= Q(search=_search(word)) | Q(references__overlap=behind)
        return Q(search=_search(words)) | each

    def _called(self, word: str) -> SubjectQuerySet:
        """The publishers with `word` in their names, and those that were merged into them."""
        rows = Subject.objects.at(self.reading.seq).filter(kind=Kind.PUBLISHER)
        # The index finds the few that say the word at all; their countries do not count.
        found = rows.public().filter(search=_search(word)).alias(name=fold(F("title")))
        named = found.filter(name__contains=fold(word)).values("uuid")
        return rows.filter(Q(uuid__in=named) | Q(successor__in=named))


def _search(words: str) -> SearchQuery:
    """`words` in any spelling: as they stand, and by their English stems."""
    folded = fold(words)
    return SearchQuery(folded, config="simple") | SearchQuery(folded, config="english")
