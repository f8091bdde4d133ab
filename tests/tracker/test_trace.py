"""The history strip: where its shapes stand, and what it says to who does not see it."""

import datetime as dt
import re

from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from record.vague import VagueDate
from tracker.axis import Axis
from tracker.statuses import FINAL, OPEN, Status
from tracker.trace import Segment, Trace, trace

TODAY = dt.date(2025, 9, 24)


def strip(*changes: tuple[str, str], today: dt.date = TODAY, first_year: int = 2022) -> Trace:
    segments = [Segment(status, VagueDate.parse(since)) for status, since in changes]
    return trace(segments, [], first_year=first_year, today=today)


def points(drawn: Trace, block: int = 0) -> list[tuple[float, float]]:
    pairs = drawn.blocks[block].points.split()
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in pairs)]


def test_a_day_has_a_vertical_edge_and_its_height_above_the_axis() -> None:
    drawn = points(strip(("moving", "2024-01-01")))
    axis = Axis(2022, 2025)
    start = round(10 * axis.at(dt.date(2024, 1, 1)), 2)
    now = round(10 * axis.at(TODAY), 2)
    assert drawn[0] == (start, 14) and drawn[1] == (start, 3)
    assert max(x for x, _ in drawn) == now
    assert {y for _, y in drawn} == {14, 3}


def test_each_status_has_its_own_reach() -> None:
    heights = {
        status: {y for _, y in points(strip((status, "2024-01-01")))}
        for status in (Status.WATCHING, Status.STALLED, Status.REVERSING)
    }
    assert heights[Status.WATCHING] == {12.5, 14, 15.5}
    assert heights[Status.STALLED] == {9.5, 14, 18.5}
    assert heights[Status.REVERSING] == {14, 25}


def test_a_vague_change_is_a_ramp_and_the_old_block_falls_as_the_new_one_rises() -> None:
    axis = Axis(2022, 2025)
    first = round(10 * axis.at(dt.date(2024, 9, 1)), 2)
    last = round(10 * axis.at(dt.date(2024, 10, 1)), 2)
    drawn = strip(("moving", "2023-01-01"), ("reversing", "2024-09"))
    old, new = points(drawn, 0), points(drawn, 1)
    assert (first, 3) in old and (last, 14) in old
    assert (first, 14) in new and (last, 25) in new


def test_a_ramp_is_cut_at_today_where_it_has_not_ended() -> None:
    day = dt.date(2024, 7, 1)
    drawn = points(strip(("moving", "2024"), today=day, first_year=2024))
    now = 10 * Axis(2024, 2024).at(day)
    assert max(x for x, _ in drawn) == round(now, 2)
    top = min(y for _, y in drawn)
    # Half the year has gone, and so half the height has been reached, not yet all of it.
    assert abs(top - (14 - 11 * now / 1000)) < 0.05


def test_nothing_after_today_is_drawn() -> None:
    drawn = strip(("watching", "2023"), ("moving", "2024-12-01"), today=dt.date(2024, 9, 24))
    assert [block.status for block in drawn.blocks] == ["watching"]
    assert drawn.label == "Watching since 2023."


def test_a_final_status_ends_the_trace_in_a_square_and_a_reopening_goes_on() -> None:
    drawn = strip(("moving", "2023"), ("answered_yes", "2024-05-01"), ("watching", "2025-02-01"))
    assert [end.status for end in drawn.ends] == ["answered_yes"]
    assert [block.status for block in drawn.blocks] == ["moving", "watching"]
    assert drawn.ends[0].x == f"{Axis(2022, 2025).at(dt.date(2024, 5, 1)):.2f}"
    end = max(x for x, _ in points(drawn, 0))
    assert abs(end - 10 * float(drawn.ends[0].x)) < 0.1


def test_a_status_said_again_is_one_block() -> None:
    drawn = strip(("moving", "2024"), ("moving", "2025"))
    assert len(drawn.blocks) == 1
    assert drawn.label == "Moving since 2024."


def test_looks_are_ticks_until_today() -> None:
    days = [dt.date(2025, 9, 1), dt.date(2024, 1, 1), dt.date(2025, 12, 1)]
    drawn = trace([], days, first_year=2022, today=TODAY)
    assert len(drawn.looks) == 2
    assert drawn.label == "No status yet. Looked at 2 times, last on 1 September 2025."


def test_the_label_is_the_history_as_a_sentence() -> None:
    segments = [
        Segment("watching", VagueDate.parse("2023")),
        Segment("moving", VagueDate.parse("2024-09")),
        Segment("stalled", VagueDate.parse("2025-09-24")),
    ]
    drawn = trace(segments, [TODAY], first_year=2022, today=TODAY)
    assert drawn.label == (
        "Watching since 2023; moving since September 2024; stalled since 24 September 2025. "
        "Looked at once, on 24 September 2025."
    )


vague = st.builds(
    lambda day, length: VagueDate.parse(day.isoformat()[:length]),
    st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31)),
    st.sampled_from([4, 7, 10]),
)
steps = st.builds(Segment, st.sampled_from(sorted(OPEN | FINAL)), vague)


@given(
    st.lists(steps, max_size=6).map(lambda rows: sorted(rows, key=lambda row: str(row.effective))),
    st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31)),
)
def test_whatever_the_history_every_shape_stays_within_the_strip_and_before_today(
    rows: list[Segment], today: dt.date
) -> None:
    drawn = trace(rows, [], first_year=2020, today=today)
    now = float(drawn.today)
    for number, block in enumerate(drawn.blocks):
        corners = points(drawn, number)
        assert all(0 <= x <= 10 * now + 0.06 and 0 <= y <= 28 for x, y in corners), block
        upper = [x for x, _ in corners[: len(corners) // 2]]
        assert upper == sorted(upper)
    assert all(float(end.x) <= now + 0.01 for end in drawn.ends)


def test_year_labels_give_way_to_the_day() -> None:
    head = Axis(2022, 2025).head(dt.date(2024, 9, 24), "24 Sep 2024", 380)
    assert [year.text for year in head.years] == ["2022", "2023"]
    head = Axis(2022, 2025).head(TODAY, "today", 380)
    assert [year.text for year in head.years] == ["2022", "2023", "2024", "2025"]
    assert head.years[0].x == "0.9"
    assert Axis(2025, 2025).head(dt.date(2025, 1, 2), "today", 380).day.anchor == "start"
    assert Axis(2025, 2025).head(dt.date(2025, 12, 30), "today", 380).day.anchor == "end"
    crowded = Axis(1999, 2025).head(TODAY, "today", 380)
    assert 5 < len(crowded.years) < 12


def render(template: str, **context: object) -> str:
    return Template("{% load board %}" + template).render(Context(context))


def test_the_strip_is_an_image_with_a_label_and_no_style() -> None:
    rows = [Segment("moving", VagueDate.parse("2024")), Segment("closed", VagueDate.parse("2025"))]
    tag = "{% trace rows today=today first_year=2022 %}"
    with translation.override("sr"):
        html = render(tag, rows=rows, today=TODAY)
    assert 'role="img"' in html and "aria-label=" in html
    assert "style=" not in html
    # Figures never follow the reader's language: a comma would end a coordinate.
    assert not re.search(r'x1?="\d+,', html)
    head = render("{% trace_head today=today first_year=2022 %}", today=TODAY)
    assert "data-clock>today</text>" in head


def test_a_status_is_a_sign_a_word_and_since_when() -> None:
    since = VagueDate.parse("2025")
    html = render("{% status 'stalled' since today %}", since=since, today=TODAY)
    assert "icon-stalled" in html and "Stalled" in html
    assert "since some time in 2025" in html
    assert 'aria-hidden="true"' in html


def test_a_long_axis_is_marked_by_decades_or_centuries() -> None:
    assert len(Axis(2020, 2026).lines()) == 6
    assert len(Axis(1800, 2026).lines()) == 22
    assert len(Axis(1, 2026).lines()) == 20
