"""The closed scale: which status may follow which, and that each is defined in public."""

import pytest

from tracker.statuses import FINAL, OPEN, Status, definition, may_move


@pytest.mark.parametrize("before", sorted(OPEN))
def test_an_open_status_leads_to_every_other_one_and_never_by_a_reopening(before: str) -> None:
    assert {after for after in Status if may_move(before, after)} == set(Status) - {before}
    assert not any(may_move(before, after, reopening=True) for after in Status)


@pytest.mark.parametrize("before", sorted(FINAL))
def test_a_final_status_is_left_for_an_open_one_by_reopening_alone(before: str) -> None:
    assert not any(may_move(before, after) for after in Status)
    assert {after for after in Status if may_move(before, after, reopening=True)} == OPEN


def test_every_status_has_a_definition_of_its_own() -> None:
    assert len({definition(status) for status in Status}) == len(Status)
