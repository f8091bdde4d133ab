"""The rules of the history: effective order, what counts, and steps that cannot be."""

import datetime as dt
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from record.vague import VagueDate
from tracker.history import Said, impossible_step, live, standing_on
from tracker.statuses import FINAL, Status, may_move


def _said(
    order: int, status: str | None, since: str, type_: str = "change", of: Said | None = None
) -> Said:
    effective = VagueDate.parse(since) if since else None
    return Said(uuid4(), order, type_, status, effective, of.uuid if of else None)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_the_order_is_by_lower_bound_then_by_saying() -> None:
    late = _said(1, "moving", "2024-09")
    early = _said(2, "watching", "2024")
    same = _said(3, "stalled", "2024-09-01")
    assert live([late, early, same]) == [early, late, same]


def test_a_status_counts_from_its_lower_bound() -> None:
    row = _said(1, "moving", "2024-09")
    assert standing_on([row], _day("2024-08-31")) is None
    assert standing_on([row], _day("2024-09-01")) is row


def test_a_day_before_the_first_has_none() -> None:
    assert standing_on([], _day("2024-01-01")) is None


def test_a_backdated_saying_stands_where_it_was_so() -> None:
    rows = [
        _said(1, "watching", "2023"),
        _said(2, "stalled", "2024-06"),
        _said(3, "moving", "2024-03"),
    ]
    days = {"2024-02-01": "watching", "2024-03-01": "moving", "2024-06-01": "stalled"}
    for day, status in days.items():
        row = standing_on(rows, _day(day))
        assert row is not None
        assert row.status == status


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    wrong = _said(1, "moving", "2024-03")
    right = _said(2, "stalled", "2024-05", "correction", of=wrong)
    assert live([wrong, right]) == [right]
    assert standing_on([wrong, right], _day("2024-04-01")) is None


def test_a_retraction_leaves_nothing_in_its_place() -> None:
    first = _said(1, "watching", "2023")
    wrong = _said(2, "moving", "2024")
    gone = _said(3, None, "", "retraction", of=wrong)
    assert live([first, wrong, gone]) == [first]


def test_a_retracted_retraction_brings_nothing_back_twice() -> None:
    first = _said(1, "watching", "2023")
    gone = _said(2, None, "", "retraction", of=first)
    assert live([first, gone]) == []


def test_a_look_changes_nothing() -> None:
    first = _said(1, "watching", "2023")
    look = _said(2, None, "", "check")
    assert live([first, look]) == [first]


@pytest.mark.parametrize("final", sorted(FINAL))
def test_a_final_status_is_left_by_a_reopening_alone(final: str) -> None:
    answered = _said(1, final, "2023")
    moved = _said(2, "moving", "2024")
    assert impossible_step([answered, moved]) == (answered, moved)
    reopened = _said(2, "moving", "2024", "reopening")
    assert impossible_step([answered, reopened]) is None


def test_a_backdated_answer_that_bars_what_came_later_is_impossible() -> None:
    first = _said(1, "watching", "2023")
    moved = _said(2, "moving", "2024-06")
    answer = _said(3, "answered_yes", "2024-03")
    assert impossible_step([first, moved]) is None
    assert impossible_step([first, moved, answer]) == (answer, moved)


def test_the_same_status_twice_is_no_step() -> None:
    rows = [_said(1, "moving", "2023"), _said(2, "moving", "2024")]
    assert impossible_step(rows) is None


def test_the_table_of_transitions_is_closed() -> None:
    for before in Status:
        for after in Status:
            ordinary, reopening = may_move(before, after), may_move(before, after, reopening=True)
            assert ordinary == (before not in FINAL and before != after)
            assert reopening == (before in FINAL and after not in FINAL)


statements = st.lists(
    st.tuples(st.sampled_from(Status), st.dates(_day("2020-01-01"), _day("2025-01-01"))),
    max_size=8,
)


@given(statements)
def test_the_standing_row_is_the_last_that_has_begun(rows: list[tuple[Status, dt.date]]) -> None:
    said = [
        Said(UUID(int=n), n, "change", status, VagueDate.parse(str(day)))
        for n, (status, day) in enumerate(rows)
    ]
    for _status, day in rows:
        standing = standing_on(said, day)
        assert standing is not None
        begun = [row for row in said if row.place[0] <= day]
        assert standing == max(begun, key=lambda row: row.place)
