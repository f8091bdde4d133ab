"""A statement that was erased counts no more, for readers and at the desk alike."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from record.clock import read_now, standing
from record.erasing import erase
from record.held import faults
from record.kinds import Actor, Kind
from record.models import Entry
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tracker.evidence import Use
from tracker.models import StatusChange, WatchItem
from tracker.watched import watched

pytestmark = pytest.mark.django_db


def say(item: WatchItem, to: str, source: Source, day: str) -> StatusChange:
    """Move the item, with evidence."""
    with sealing(Actor.TRACKER):
        return item.change_status(
            to,
            seen=WatchItem.objects.get(pk=item.pk).status,
            effective=VagueDate.parse(day),
            headline=f"It is {to}",
            evidence=[Use(source)],
        )


def for_readers(item: WatchItem) -> str:
    """The status that the board shows."""
    assert list(faults()) == [], "what holds is kept as what is left gives it"
    reading = read_now(standing())
    (one,) = watched(reading, reading.subjects(Kind.ITEM).filter(uuid=item.uuid))
    return one.status


def at_the_desk(item: WatchItem) -> str:
    """The status that a form is opened on."""
    return str(WatchItem.objects.get(pk=item.pk).status)


@pytest.fixture
def spoken(dam: WatchItem, opening: dict[str, Any], source: Source) -> list[StatusChange]:
    """Three statements: watching, moving, stalled."""
    with sealing(Actor.TRACKER):
        first = dam.open("watching", **opening)
    return [first, say(dam, "moving", source, "2024-02"), say(dam, "stalled", source, "2024-05")]


@pytest.mark.parametrize(("which", "left"), [(0, "stalled"), (1, "stalled"), (2, "moving")])
def test_the_desk_counts_as_readers_do(
    dam: WatchItem, spoken: list[StatusChange], source: Source, which: int, left: str
) -> None:
    erase(spoken[which].uuid, "A court asked for it.")
    assert at_the_desk(dam) == for_readers(dam) == left
    to = "reversing" if left == "stalled" else "stalled"
    say(dam, to, source, "2024-06")
    assert at_the_desk(dam) == for_readers(dam) == to


def test_where_none_is_left_the_next_one_says_it(
    dam: WatchItem, opening: dict[str, Any], source: Source
) -> None:
    with sealing(Actor.TRACKER):
        first = dam.open("watching", **opening)
    erase(first.uuid, "A court asked for it.")
    assert for_readers(dam) == ""
    say(dam, "moving", source, "2024-02")
    assert at_the_desk(dam) == for_readers(dam) == "moving"


def test_nothing_more_is_said_of_a_question_that_was_erased(
    dam: WatchItem, spoken: list[StatusChange], source: Source
) -> None:
    for one in [*spoken, dam]:
        erase(one.uuid, "A court asked for it.")
    entries, uses = Entry.objects.count(), [Use(source)]
    verbs: list[Callable[[], Any]] = [
        lambda: dam.look("the papers"),
        lambda: dam.add_event(VagueDate.parse("2024"), headline="It fell", evidence=uses),
        lambda: dam.add_milestone("It is built anew"),
        lambda: dam.set_criteria(yes="y", no="n", edge_cases="e", by_when="b", reason="r"),
    ]
    for verb in verbs:
        with pytest.raises(ValidationError, match="was erased"), sealing(Actor.TRACKER):
            verb()
    with pytest.raises(ValidationError, match="was erased"):
        say(dam, "moving", source, "2024-06")
    assert Entry.objects.count() == entries
