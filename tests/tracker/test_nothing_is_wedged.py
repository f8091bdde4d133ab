"""No way of correcting leads into a corner that nothing leads out of."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from record.kinds import Actor
from record.sealing import sealing
from record.vague import VagueDate
from tracker.models import WatchItem


@pytest.fixture
def item(said: dict[str, Any]) -> WatchItem:
    return said["item"]


def test_the_last_statement_cannot_be_taken_back(item: WatchItem) -> None:
    with sealing(Actor.TRACKER):
        item.changes.get(type="change").retract("It was said too early.")
    first = item.changes.get(type="initial")
    with pytest.raises(ValidationError, match="opens the history"), sealing(Actor.TRACKER):
        first.retract("This too.")
    words = {"headline": "Opened a year earlier", "reason": "The day was wrong."}
    with sealing(Actor.TRACKER):
        right = first.correct(to="watching", effective=VagueDate.parse("2022"), **words)
    right = item.changes.get(pk=right.pk)
    with pytest.raises(ValidationError, match="opens the history"), sealing(Actor.TRACKER):
        right.retract("This too.")
    item.refresh_from_db()
    assert item.status == "watching"


def test_an_event_needs_a_source_and_has_happened(item: WatchItem, said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="source"), sealing(Actor.TRACKER):
        item.add_event(VagueDate.parse("2024"), headline="Rain", evidence=[])
