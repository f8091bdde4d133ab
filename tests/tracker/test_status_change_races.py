"""Several people at one item, or at two: one is first, the others are told, nothing is doubled."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from record.kinds import Actor, Kind
from record.models import Entry
from record.rebuilding import faults
from record.sealing import sealing
from record.vague import VagueDate
from record.verifying import verify
from sources.models import Source
from tests.together import at_once, crew
from tracker.evidence import Use
from tracker.models import StatusChange, StatusConflict, Track, WatchItem

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 100
# Of two people, who are at each other in every round.
ROUNDS_OF_TWO = 30
THREADS = 8
OPEN = ("watching", "moving", "stalled", "reversing")
SINCE = VagueDate.parse("2024")


@pytest.fixture
def items(source: Source) -> list[WatchItem]:
    """Two public items."""
    track = Track.objects.create(slug="water", name="Water")
    made = []
    for name in ("dam", "ferry"):
        item = WatchItem(slug=name, short=name, question=f"The {name}?", why="w", track=track)
        item.save()
        with sealing(Actor.TRACKER):
            item.set_criteria(yes="y", no="n", edge_cases="e", by_when="b")
            item.open("watching", effective=SINCE, headline="opened", reason="new")
        made.append(item)
    return made


@pytest.fixture
def people(member: Callable[..., Any]) -> list[Any]:
    return [member(f"person-{n}", "Tracker staff") for n in range(THREADS)]


def _change(item: WatchItem, to: str, seen: str, source: Source, by: Any = None) -> StatusChange:
    found = WatchItem.objects.get(pk=item.pk)
    with sealing(Actor.TRACKER):
        return found.change_status(
            to,
            seen=seen,
            effective=SINCE,
            headline=f"{by} says {to}",
            evidence=[Use(source)],
            by=by,
        )


def test_eight_people_changing_one_status_a_hundred_times(
    items: list[WatchItem], source: Source, people: list[Any]
) -> None:
    dam = items[0]
    first = Entry.objects.count()
    with crew(THREADS) as together:
        for n in range(ROUNDS):
            seen, to = OPEN[n % 4], OPEN[(n + 1) % 4]
            results = together(*(partial(_change, dam, to, seen, source, by) for by in people))
            won = [result for result in results if isinstance(result, StatusChange)]
            told = [result for result in results if isinstance(result, StatusConflict)]
            assert len(won) == 1, results
            assert len(told) == THREADS - 1, results
            winner = f"{won[0].by} said “{won[0].get_status_display()}” of “dam” meanwhile"
            sentences = {str(error).rpartition(" (")[0] for error in told}
            assert sentences == {f"{winner}: {won[0].headline}"}
    dam.refresh_from_db()
    assert dam.status == OPEN[ROUNDS % 4]
    changes = Entry.objects.filter(kind=Kind.STATUS_CHANGE)
    assert changes.count() == StatusChange.objects.count() == ROUNDS + 2
    # The source and its publisher became public with the first change.
    assert Entry.objects.count() == first + ROUNDS + 2
    assert verify() == (first + ROUNDS + 2, None)
    assert list(faults()) == []


def _change_both(
    pair: list[WatchItem], to: str, seen: str, source: Source, by: Any
) -> list[StatusChange]:
    with sealing(Actor.TRACKER):
        return [
            WatchItem.objects.get(pk=item.pk).change_status(
                to, seen=seen, effective=SINCE, headline="both", evidence=[Use(source)], by=by
            )
            for item in pair
        ]


def test_two_changes_of_two_items_against_each_other(
    items: list[WatchItem], source: Source, people: list[Any]
) -> None:
    with crew(2) as together:
        for n in range(ROUNDS_OF_TWO):
            seen, to = OPEN[n % 4], OPEN[(n + 1) % 4]
            results = together(
                partial(_change_both, items, to, seen, source, people[0]),
                partial(_change_both, items[::-1], to, seen, source, people[1]),
            )
            kinds = sorted(type(result).__name__ for result in results)
            assert kinds == ["StatusConflict", "list"], results
    assert {item.status for item in WatchItem.objects.all()} == {OPEN[ROUNDS_OF_TWO % 4]}
    assert StatusChange.objects.count() == 2 * ROUNDS_OF_TWO + 2
    assert verify()[1] is None


def test_a_change_of_two_items_against_changes_of_one(
    items: list[WatchItem], source: Source, people: list[Any]
) -> None:
    """Either both of the two were changed, or neither, and never is an item changed twice."""
    with crew(3) as together:
        for n in range(20):
            seen, to = OPEN[n % 4], OPEN[(n + 1) % 4]
            results = together(
                partial(_change_both, items, to, seen, source, people[0]),
                partial(_change, items[0], to, seen, source, people[1]),
                partial(_change, items[1], to, seen, source, people[2]),
            )
            kinds = [type(result).__name__ for result in results]
            assert kinds in (
                ["list", "StatusConflict", "StatusConflict"],
                ["StatusConflict", "StatusChange", "StatusChange"],
            )


def test_two_people_correcting_one_statement(items: list[WatchItem], people: list[Any]) -> None:
    dam = items[0]

    def correct(by: Any) -> StatusChange:
        change = StatusChange.objects.filter(item=dam).latest("pk")
        with sealing(Actor.TRACKER):
            return change.correct(
                reason="wrong", to="moving", effective=SINCE, headline="right", by=by
            )

    results = at_once(*(partial(correct, by) for by in people[:2]))
    assert sorted(type(result).__name__ for result in results) == ["StatusChange", "StatusConflict"]


def test_two_people_opening_one_item(source: Source, people: list[Any]) -> None:
    track = Track.objects.create(slug="water", name="Water")
    item = WatchItem.objects.create(slug="i", short="i", question="?", why="w", track=track)
    with sealing(Actor.TRACKER):
        item.set_criteria(yes="y", no="n", edge_cases="e", by_when="b")

    def open_it(by: Any) -> StatusChange:
        with sealing(Actor.TRACKER):
            found = WatchItem.objects.get(pk=item.pk)
            return found.open("watching", effective=SINCE, headline="o", reason="r", by=by)

    results = at_once(*(partial(open_it, by) for by in people[:2]))
    assert sorted(type(result).__name__ for result in results) == ["StatusChange", "StatusConflict"]


def test_two_people_looking_are_both_heard(items: list[WatchItem], people: list[Any]) -> None:
    def look(by: Any) -> StatusChange:
        with sealing(Actor.TRACKER):
            return WatchItem.objects.get(pk=items[0].pk).look("the archive", by=by)

    results = at_once(*(partial(look, by) for by in people))
    assert {type(result) for result in results} == {StatusChange}
