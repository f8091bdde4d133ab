"""Sources as a page names them: title, publisher, date, and the grade of one use in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from record.clock import Reading, desk_day
from record.models import Subject
from record.vague import VagueDate
from sources.grades import Reliability, grade_code, grade_words
from sources.languages import language_words
from sources.reach import reach

NUMBERS = {"doi": "DOI", "ecli": "ECLI", "celex": "CELEX", "docket": _("Docket number")}


@dataclass(frozen=True)
class CitedSource:
    """A public source with its publisher."""

    source: Subject
    publisher: Subject | None

    @property
    def title(self) -> str:
        """The source's title."""
        return str(self.source.data["title"])

    @property
    def publisher_name(self) -> str:
        """Who stands behind it."""
        return str(self.publisher.data["name"]) if self.publisher else ""

    @property
    def date(self) -> VagueDate | None:
        """When it was issued."""
        issued = self.source.data["issued"]
        return VagueDate.parse(issued) if issued else None

    @property
    def reliability(self) -> str:
        """The publisher's grade, A to F, or "" where it is not graded."""
        rating = self.publisher.data["reliability"] if self.publisher else None
        return str(rating["code"]) if rating else ""

    @property
    def url(self) -> str:
        """The source's own page at the desk."""
        return self.source.url

    @property
    def repute(self) -> str:
        """What is held of it: "retracted" or "downgraded"; "" where it stands."""
        repute = str(self.source.data["repute"])
        return "" if repute == "stands" else repute

    def address(self) -> str:
        """The source's own address on the web, "" where it has none."""
        return str(self.source.data["url"])

    @property
    def link(self) -> str:
        """Where readers are sent: to the source, or to the archived copy when its link is dead.

        "" where there is nothing to send them to.
        """
        data = self.source.data
        return str(data["archived_url"] if data["link_is_dead"] else data["url"])

    @property
    def has_dead_link(self) -> bool:
        """Whether the source no longer answers at its address."""
        return bool(self.source.data["link_is_dead"])

    @property
    def reach(self) -> str:
        """By what readers get to it, where it has an address: a value of `Reach`."""
        data = self.source.data
        return reach(
            is_dead=self.has_dead_link,
            is_archived=bool(data["archived_url"]),
            is_kept=bool(data["captures"]),
        )

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """The numbers under which others know it, each with what it is called."""
        known = self.source.data["identifiers"]
        return [(str(words), known[name]) for name, words in NUMBERS.items() if known[name]]

    @property
    def languages(self) -> list[str]:
        """The languages that it is in, by their names."""
        return [language_words(tag) for tag in self.source.data["languages"]]

    @property
    def copies(self) -> list["Copy"]:
        """The files that the desk keeps of it and gives to nobody."""
        return [Copy.of(capture) for capture in self.source.data["captures"]]

    @property
    def repute_note(self) -> str:
        """Why it was retracted or downgraded, or stands again."""
        return str(self.source.data["repute_note"])

    @property
    def reliability_words(self) -> str:
        """What the publisher's grade says; "" where there is none."""
        return str(Reliability(self.reliability).label) if self.reliability else ""

    def code(self, credibility: int | None) -> str:
        """The Admiralty code of one use, such as B2."""
        return grade_code(self.reliability, credibility)

    def words(self, credibility: int | None) -> str:
        """What that code says."""
        return grade_words(self.reliability, credibility)


@dataclass(frozen=True)
class Copy:
    """A file that the desk keeps: its hash says later what it held."""

    sha256: str
    media_type: str
    size: int
    kept_on: dt.date

    @classmethod
    def of(cls, capture: dict[str, Any]) -> "Copy":
        """What a payload says of a file."""
        kept_on = desk_day(dt.datetime.fromisoformat(capture["captured_at"]))
        return cls(capture["sha256"], capture["media_type"], capture["size"], kept_on)


@dataclass(frozen=True)
class UsedSource:
    """One use of a source for a claim."""

    cited: CitedSource
    use: dict[str, Any]

    @property
    def code(self) -> str:
        """The Admiralty code of this use."""
        return self.cited.code(self.use.get("credibility"))

    @property
    def words(self) -> str:
        """What the code says."""
        return self.cited.words(self.use.get("credibility"))


class Cited:
    """The sources of a page, found once."""

    def __init__(self, sources: dict[UUID, CitedSource]) -> None:
        self.sources = sources

    def get(self, uuid: UUID | str) -> CitedSource | None:
        """The source behind `uuid`, merges followed; None where readers cannot open it."""
        return self.sources.get(UUID(str(uuid)))

    def uses(self, evidence: Iterable[dict[str, Any]]) -> list[UsedSource]:
        """Each use whose source readers can open, in order."""
        found = ((self.get(use["source"]), use) for use in evidence)
        return [UsedSource(source, use) for source, use in found if source]


def cited(reading: Reading, uses: Iterable[dict[str, Any]]) -> Cited:
    """The sources that `uses` name, with their publishers: two queries, however many."""
    return cited_among(reading, reading.resolve(use["source"] for use in uses))


def cited_among(reading: Reading, rows: dict[UUID, Subject]) -> Cited:
    """The sources among `rows`, with their publishers: one query."""
    sources = {uuid: row for uuid, row in rows.items() if row.kind == "source"}
    return with_publishers(
        sources, reading.resolve(row.data["publisher"] for row in sources.values())
    )


def with_publishers(sources: dict[UUID, Subject], publishers: dict[UUID, Subject]) -> Cited:
    """`sources`, each with its publisher among `publishers`. No query."""
    return Cited(
        {uuid: CitedSource(row, _publisher(row, publishers)) for uuid, row in sources.items()}
    )


def _publisher(row: Subject, publishers: dict[UUID, Subject]) -> Subject | None:
    uuid = row.data["publisher"]
    return publishers.get(UUID(uuid)) if uuid else None
