"""The lanes chart: shapes as wide as their dates, labels that do not collide, and the slip."""

import datetime as dt
from typing import Any

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from record.vague import VagueDate
from tracker.lane_drawing import Glyph, Label
from tracker.lane_entries import slip_words
from tracker.lanes import Chart, draw

TODAY = dt.date(2025, 9, 24)
LANES = [
    {"key": "ferry", "name": "Ferry", "note": "on Lake Orla"},
    {"key": "pier", "name": "Pier", "note": ""},
]


def milestone(title: str, *dates: tuple[str, str], lane: str = "ferry") -> dict[str, Any]:
    given = [
        {"role": role, "date": date, "asserted_by": "Orla Lines", "reason": ""}
        for role, date in dates
    ]
    return {"title": title, "lane": lane, "dates": given}


def chart(*milestones: dict[str, Any], events: tuple[dict[str, Any], ...] = ()) -> Chart:
    return draw(LANES, milestones, events, TODAY, "today")


def shapes(drawn: Chart) -> list[tuple[str, str]]:
    return [(glyph.shape, glyph.role) for glyph in drawn.lanes[0].drawing.glyphs]


def label(drawn: Chart, text: str) -> Label:
    return next(one for one in drawn.lanes[0].drawing.labels if one.text == text)


def test_a_day_is_a_diamond_and_a_vague_date_exactly_as_wide_as_it_is_vague() -> None:
    drawn = chart(milestone("Keel laid", ("actual", "2024-08-29")))
    assert shapes(drawn) == [("diamond", "actual")]
    drawn = chart(
        milestone("Keel laid", ("actual", "2024")), milestone("Sails", ("forecast", "2026"))
    )
    assert drawn.lanes[0].drawing.glyphs[-1] == Glyph("hexagon", "actual", "0", "33.39")


def test_no_date_is_open_to_the_right_from_today_and_the_axis_leaves_room() -> None:
    drawn = chart(milestone("Sails"))
    (glyph,) = drawn.lanes[0].drawing.glyphs
    assert (glyph.shape, glyph.x) == ("open", drawn.today)
    assert [year.text for year in drawn.head.years][-1] == "2027"
    assert label(drawn, "Sails: no date given").anchor == "start"


def test_a_baseline_is_a_bracket_and_every_forecast_stays() -> None:
    drawn = chart(
        milestone(
            "Sails", ("baseline", "2024-03"), ("forecast", "2024-06"), ("actual", "2024-09-01")
        )
    )
    assert shapes(drawn) == [
        ("bracket", "baseline"),
        ("hexagon", "forecast"),
        ("diamond", "actual"),
    ]
    drawn = chart(milestone("Sails", ("baseline", "2024-03-01")))
    assert shapes(drawn) == [("mark", "baseline")]


def test_the_slip_is_measured_from_the_first_date_given() -> None:
    drawn = chart(milestone("Sails", ("baseline", "2023-06/2023-08"), ("actual", "2025-03-01")))
    (measure,) = drawn.lanes[0].drawing.measures
    assert measure.label.text == "slip 18 to 21 months"
    assert measure.y == 24
    assert not chart(milestone("Sails", ("actual", "2025-03-01"))).lanes[0].drawing.measures


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2023-06-01", "2025-03-01", "slip 21 months"),
        ("2024", "2025", "slip up to 24 months"),
        ("2024-06", "2024-09", "slip 2 to 4 months"),
        ("2024-06-01", "2024-06-13", "slip 12 days"),
        ("2024-09-01", "2024-06-01", "3 months early"),
        ("2025", "2025", ""),
        ("2025", "2025/..", ""),
    ],
)
def test_the_slip_is_a_range_where_dates_are_vague(first: str, last: str, words: str) -> None:
    assert slip_words(VagueDate.parse(first), VagueDate.parse(last)) == words


def test_a_label_is_anchored_away_from_the_day_line() -> None:
    drawn = chart(
        milestone("Just before", ("actual", "2025-09-20")),
        milestone("Soon after", ("forecast", "2025-10-01")),
        milestone("Far", ("forecast", "2027")),
    )
    before, after = (
        label(drawn, "Just before"),
        label(drawn, "Soon after"),
    )
    assert (before.anchor, before.x, before.dx) == ("end", drawn.today, -8)
    assert (after.anchor, after.x, after.dx, after.is_after) == ("start", drawn.today, 8, True)


def test_labels_that_would_collide_rise_on_stems_and_the_lane_grows() -> None:
    crowd = tuple(
        {
            "date": f"2024-02-{day:02d}",
            "headline": f"Something happened, number {day}",
            "lane": "ferry",
        }
        for day in range(1, 9)
    )
    drawn = chart(milestone("Sails"), events=crowd)
    titles = [one for one in drawn.lanes[0].drawing.labels if one.y < 0]
    assert len(titles) == 8 and len({one.y for one in titles}) == 8
    assert all("February 2024" in one.text for one in titles if one.stem)
    assert drawn.lanes[0].line == 28 + 78 + 7 * 16
    assert chart(milestone("Sails")).height == 296


def test_entries_are_numbered_through_all_lanes_in_order_of_time() -> None:
    drawn = chart(
        milestone("Second", ("forecast", "2026")),
        milestone("First", ("actual", "2024")),
        milestone("Third", ("actual", "2023"), lane="pier"),
        milestone("Nowhere", ("actual", "2023"), lane="gone"),
    )
    told = [(entry.number, entry.title) for lane in drawn.lanes for entry in lane.entries]
    assert told == [(1, "First"), (2, "Second"), (3, "Third")]


def test_the_chart_says_itself() -> None:
    drawn = chart(
        milestone("Keel laid", ("actual", "2024")),
        milestone("Sails", ("baseline", "2025-03"), ("forecast", "2026-03")),
    )
    assert drawn.label == (
        "What was expected and what has happened, from 2024 to 2026. "
        "Ferry: Keel laid, some time in 2024; Sails, expected March 2026, slip 11 to 13 months. "
        "Pier: nothing yet."
    )


def test_the_same_stands_as_a_table_and_as_a_numbered_list_and_nothing_has_a_style() -> None:
    payload = {
        "lanes": LANES,
        "milestones": [milestone("Sails", ("baseline", "2025-03"), ("forecast", "2026-03"))],
        "events": [{"date": "2024", "headline": "Storm takes the <pier>", "lane": "pier"}],
        "today": TODAY,
    }
    html = Template("{% load board %}{% lanes chart %}").render(Context({"chart": payload}))
    table = html[html.index("<details") :]
    assert "March 2025" in table and "March 2026" in table and "Orla Lines" in table
    assert "Storm takes the &lt;pier&gt;" in table
    assert '<ol class="lanes-list' in html
    assert "style=" not in html
    assert 'role="img"' in html


vague = st.builds(
    lambda day, length: day.isoformat()[:length],
    st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31)),
    st.sampled_from([4, 7, 10]),
)
titles = st.text("ab ", min_size=1, max_size=60)
roles = st.sampled_from(["baseline", "forecast", "actual"])
milestones = st.builds(
    lambda title, dates: milestone(title, *dates),
    titles,
    st.lists(st.tuples(roles, vague), max_size=3),
)


@given(st.lists(milestones, max_size=8))
def test_whatever_is_expected_every_shape_stays_on_the_chart(drawn: list[dict[str, Any]]) -> None:
    lane = chart(*drawn).lanes[0]
    for glyph in lane.drawing.glyphs:
        assert float(glyph.x) >= 0
        assert float(glyph.x) + float(glyph.width or 0) <= 100.02
    for one in [*lane.drawing.labels, *lane.drawing.numbers]:
        assert lane.top < lane.line + one.y < lane.bottom
        assert 0 <= float(one.x) <= 100
