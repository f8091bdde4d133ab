"""A generated desk, statement by statement, each after what it rests on."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from bench.history import History
from bench.payloads import Dice, payload
from bench.sizes import OF_THE_LONGEST, Size
from record.kinds import Data, Kind

FIRST, LAST = dt.date(2015, 1, 1), dt.date(2024, 12, 31)
LONGEST = "item-0"
TRACKS = ("Justice", "Arms and energy", "Borders", "Schools", "Water")

Said = tuple[Kind, UUID, Data]


@dataclass
class Desk:
    """A desk of `size`, thrown by the dice of `seed`. `said()` is to be asked once."""

    size: Size
    seed: int = 1
    dice: Dice = field(init=False)
    tags: list[UUID] = field(default_factory=list)
    publishers: list[UUID] = field(default_factory=list)
    sources: list[UUID] = field(default_factory=list)
    histories: list[History] = field(default_factory=list)
    # How many entries there are so far.
    number: int = 0

    def __post_init__(self) -> None:
        self.dice = Dice(self.seed)
        self.lead, self.author = self.dice.uuid(), self.dice.uuid()

    @property
    def length(self) -> int:
        """How many entries it has."""
        size = self.size
        return 3 + 30 + 50 + size.sources + 4 * size.items + size.articles + size.changes

    def moment(self, seq: int) -> dt.datetime:
        """When the entry `seq` was recorded: evenly from the first day to the last."""
        begun = dt.datetime.combine(FIRST, dt.time(), dt.UTC)
        return begun + (LAST - FIRST) * (seq / self.length)

    def said(self) -> Iterator[Said]:
        """Everything that it ever said, in order."""
        for one in self._said():
            self.number += 1
            yield one

    def _said(self) -> Iterator[Said]:
        yield from self._beginnings()
        for n in range(self.size.sources):
            yield self._source(n)
        for n in range(self.size.items):
            yield from self._item(n)
        yield from self._statements()
        for n in range(self.size.articles):
            yield self._article(n)

    def _beginnings(self) -> Iterator[Said]:
        yield (
            Kind.DESK,
            self.dice.uuid(),
            payload(Kind.DESK, name="The bench", time_zone="UTC", lead=self.lead),
        )
        yield (
            Kind.PAGE,
            self.dice.uuid(),
            payload(Kind.PAGE, slug="about", title="About", language="en", body="<p>Us.</p>"),
        )
        yield (
            Kind.AUTHOR,
            self.author,
            payload(Kind.AUTHOR, slug="the-desk", name="The desk", kind="body"),
        )
        for n in range(30):
            self.tags.append(self.dice.uuid())
            words = {"slug": f"tag-{n}", "name": self.dice.words(2), "kind": "topic"}
            yield Kind.TAG, self.tags[-1], payload(Kind.TAG, **words)
        for n in range(50):
            self.publishers.append(self.dice.uuid())
            words = {"slug": f"publisher-{n}", "name": self.dice.words(3), "type": "state"}
            yield Kind.PUBLISHER, self.publishers[-1], payload(Kind.PUBLISHER, **words)

    def _source(self, n: int) -> Said:
        self.sources.append(self.dice.uuid())
        said = payload(
            Kind.SOURCE,
            number=n + 1,
            csl_type="report",
            title=self.dice.words(7),
            publisher=self.dice.random.choice(self.publishers),
            issued=self.dice.vague(FIRST),
            url=f"https://office.example/{n}",
            identifiers=dict.fromkeys(("doi", "ecli", "celex", "docket"), ""),
            details={},
            tags=self._some(self.tags, 1),
            repute="stands",
        )
        return Kind.SOURCE, self.sources[-1], said

    def _item(self, n: int) -> Iterator[Said]:
        item = History(self.dice.uuid())
        self.histories.append(item)
        track = n % len(TRACKS)
        criteria = {"version": 1, "yes": self.dice.words(12), "no": self.dice.words(12)}
        criteria |= {"edge_cases": self.dice.words(9), "by_when": "2030", "reason": ""}
        said = payload(
            Kind.ITEM,
            slug=f"item-{n}",
            short=self.dice.words(2),
            question=f"{self.dice.words(8)}?",
            why=self.dice.words(25),
            track={"slug": f"track-{track}", "name": TRACKS[track], "position": track},
            criteria=[{**criteria, "since": FIRST}],
            lanes=[{"key": "works", "name": "Works", "note": ""}],
            review_days=60,
            tags=self._some(self.tags, 2),
        )
        yield Kind.ITEM, item.uuid, said
        yield self._statement(item)
        for dates in (("baseline", "forecast"), ("baseline",)):
            yield Kind.MILESTONE, self.dice.uuid(), self._milestone(item, dates)
        event = {"item": item.uuid, "lane": "works", "date": str(FIRST)}
        event |= {"headline": self.dice.words(6), "evidence": self._uses(1)}
        yield Kind.EVENT, self.dice.uuid(), payload(Kind.EVENT, **event)

    def _milestone(self, item: History, roles: tuple[str, ...]) -> Data:
        dates = [
            {"role": role, "date": f"{2024 + n}-0{1 + n}", "asserted_by": self.dice.words(2)}
            | {"reason": "", "evidence": self._uses(1)}
            for n, role in enumerate(roles)
        ]
        words: dict[str, Any] = {"lane": "works", "title": self.dice.words(4), "dates": dates}
        return payload(Kind.MILESTONE, item=item.uuid, **words)

    def _statements(self) -> Iterator[Said]:
        """What was said after the first of each item: of the longest, and of others by chance."""
        others = self.size.changes - len(self.histories) - OF_THE_LONGEST + 1
        whose = self.dice.random.choices(self.histories[1:], k=others)
        whose += [self.histories[0]] * (OF_THE_LONGEST - 1)
        self.dice.random.shuffle(whose)
        for history in whose:
            yield self._statement(history)

    def _statement(self, history: History) -> Said:
        made, day = self.dice.uuid(), self.moment(self.number + 1).date()
        said = history.next(self.dice, made, day)
        evidence = self._uses(self.size.evidence)
        words = {"item": history.uuid, "criteria_version": 1, "evidence": evidence}
        return Kind.STATUS_CHANGE, made, payload(Kind.STATUS_CHANGE, **words, **said)

    def _article(self, n: int) -> Said:
        cited = self._some(self.sources, 12)
        text = "".join(
            f'<p>{self.dice.words(90)}<cite data-source="{one}" data-locator="p. 3"></cite></p>'
            for one in cited
        )
        said = payload(
            Kind.ARTICLE,
            slug=f"article-{n}",
            title=self.dice.words(7),
            standfirst=self.dice.words(20),
            language="en",
            dated=str(LAST),
            body=text,
            authors=[self.author],
            tags=self._some(self.tags, 2),
            revision=1,
            sources=[{"source": one, "why": self.dice.words(5), "credibility": 2} for one in cited],
            watch=[{"item": one.uuid, "note": ""} for one in self._some(self.histories, 2)],
            cites=cited,
        )
        return Kind.ARTICLE, self.dice.uuid() if n else self.lead, said

    def _uses(self, how_many: int) -> list[dict[str, Any]]:
        return [self.dice.use(one) for one in self._some(self.sources, how_many)]

    def _some(self, among: list[Any], how_many: int) -> list[Any]:
        return self.dice.random.sample(among, min(how_many, len(among)))
