"""A history begins with what opened it: no correction moves that behind another statement."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from record.kinds import Actor
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tracker.evidence import Use
from tracker.models import StatusChange, WatchItem

pytestmark = pytest.mark.django_db
REFUSED = "The first statement opens the history"


@pytest.fixture
def said(dam: WatchItem, opening: dict[str, Any], source: Source) -> list[StatusChange]:
    """Watching since 2024 or so, then moving since May 2025."""
    with sealing(Actor.TRACKER):
        first = dam.open("watching", **opening)
        moved = dam.change_status(
            "moving",
            seen="watching",
            effective=VagueDate.parse("2025-05"),
            headline="It moves",
            evidence=[Use(source)],
        )
    return [first, moved]


def correct(statement: StatusChange, source: Source, *, since: str) -> StatusChange:
    with sealing(Actor.TRACKER):
        return statement.correct(
            to=statement.status,
            effective=VagueDate.parse(since),
            headline="Since another day",
            reason="The day was wrong.",
            evidence=[Use(source)],
        )


def test_a_later_statement_is_not_corrected_to_before_the_first(
    said: list[StatusChange], source: Source
) -> None:
    with pytest.raises(ValidationError, match=REFUSED):
        correct(said[1], source, since="2001")


def test_the_first_is_not_corrected_to_after_the_next(
    said: list[StatusChange], source: Source
) -> None:
    with pytest.raises(ValidationError, match=REFUSED):
        correct(said[0], source, since="2025-06")


def test_the_first_is_corrected_and_corrected_again(
    said: list[StatusChange], source: Source
) -> None:
    again = correct(correct(said[0], source, since="2001"), source, since="2002")
    assert again.item.changes.count() == 4
