"""The slip chart: a date that has moved more than once, with who moved it and on what source."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from lxml import html

from record.clock import standing
from record.kinds import Actor
from record.sealing import sealing
from record.vague import VagueDate
from tracker.evidence import Use
from tracker.lane_entries import milestone_entry, moved_words
from tracker.slips import Moving, Slip, draw

TODAY = dt.date(2025, 9, 24)


def moving(*dates: tuple[str, str]) -> Moving:
    given = [{"role": role, "date": date, "asserted_by": "Orla Lines"} for role, date in dates]
    entry = milestone_entry({"title": "Sails", "lane": "ferry", "dates": given})
    return Moving(entry, [[] for _ in given])


def drawn(*dates: tuple[str, str]) -> Slip:
    (slip,) = draw([moving(*dates)], TODAY, "today")
    return slip


@pytest.mark.parametrize(
    ("dates", "moves"),
    [
        ((("baseline", "2024"), ("forecast", "2025"), ("forecast", "2026")), 2),
        ((("forecast", "2025"), ("forecast", "2025"), ("forecast", "2026")), 1),
        ((("forecast", "2025"), ("forecast", "2025-03"), ("actual", "2025-03-04")), 0),
        ((("forecast", "2025-03"), ("forecast", "2025-09"), ("actual", "2025-08-30")), 2),
        ((("forecast", "2025-03"), ("forecast", "2025-03/..")), 1),
        ((), 0),
    ],
)
def test_what_is_said_again_or_more_exactly_is_no_move(
    dates: tuple[tuple[str, str], ...], moves: int
) -> None:
    assert moving(*dates).moves == moves


def test_each_date_is_a_row_that_leads_on_from_the_one_before() -> None:
    slip = drawn(("baseline", "2024-06"), ("forecast", "2024-09"), ("actual", "2025-03-01"))
    first, second, third = slip.steps
    assert [step.glyph.shape for step in slip.steps] == ["bracket", "hexagon", "diamond"]
    assert (first.before, second.before, third.before) == ("", first.x, second.x)
    assert float(first.x) < float(second.x) < float(third.x)
    assert third.line_before == second.line < third.line < slip.height
    assert [step.moved for step in slip.steps] == ["", "2 to 4 months later", "5 to 6 months later"]


def test_what_happened_when_it_was_expected_says_so() -> None:
    slip = drawn(("forecast", "2024"), ("forecast", "2025"), ("actual", "2025-03-01"))
    assert slip.steps[-1].moved == "as last expected"
    slip = drawn(("forecast", "2024"), ("forecast", "2025"), ("forecast", "2025-03"))
    assert slip.steps[-1].moved == "given more exactly"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("2024-06-01", "2024-06-13", "12 days later"),
        ("2024-09-01", "2024-06-01", "3 months earlier"),
        ("2024", "2025", "up to 24 months later"),
        ("2024", "2025/..", ""),
    ],
)
def test_how_far_it_moved_is_a_range_where_dates_are_vague(
    before: str, after: str, words: str
) -> None:
    assert moved_words(VagueDate.parse(before), VagueDate.parse(after)) == words


def test_the_chart_says_itself() -> None:
    slip = drawn(("baseline", "2024-06"), ("forecast", "2024-06"), ("forecast", "2025"))
    assert slip.label == (
        "Sails: first given June 2024; expected June 2024, as before; "
        "expected 2025, 6 to 19 months later."
    )


def test_all_charts_of_a_page_share_one_axis() -> None:
    early = moving(("baseline", "2020"), ("forecast", "2021"), ("forecast", "2022"))
    late = moving(("baseline", "2027"), ("forecast", "2028"), ("forecast", "2029"))
    first, second = draw([early, late], TODAY, "today")
    assert (first.years, first.today) == (second.years, second.today)
    assert [year.text for year in first.head.years][:1] == ["2020"]


@pytest.fixture
def slipping(said: dict[str, Any]) -> Any:
    """An item with something expected; the fixture adds a date and gives the record's number."""
    with sealing(Actor.TRACKER):
        milestone = said["item"].add_milestone("It is <filled>")

    def add(role: str, date: str, *evidence: Use, asserted_by: str = "Orla & Sons") -> int:
        with sealing(Actor.TRACKER):
            milestone.set_date(
                role,
                VagueDate.parse(date),
                asserted_by=asserted_by,
                evidence=evidence,
                reason="Rain." if role == "forecast" else "",
            )
        return standing().seq

    return add


def section(client: Client, **query: Any) -> Any:
    """The part of the item's page that shows the moves, None where there is none."""
    tree = html.fromstring(client.get("/watch/dam/", query).content.decode())
    return next(iter(tree.xpath("//section[@aria-labelledby='moved']")), None)


@pytest.mark.django_db
def test_the_page_shows_it_once_a_date_has_moved_twice_and_the_past_does_not(
    slipping: Any, client: Client
) -> None:
    slipping("baseline", "2024-03")
    once = slipping("forecast", "2024-09")
    assert section(client) is None
    slipping("forecast", "2025")
    assert section(client) is not None
    assert section(client, known_at=once) is None


@pytest.mark.django_db
def test_the_table_names_each_move_with_its_source_and_who_says_so(
    slipping: Any, said: dict[str, Any], client: Client
) -> None:
    slipping("baseline", "2024-03")
    slipping("forecast", "2024-09", Use(said["source"], credibility=2))
    slipping("forecast", "2025")
    part = section(client)
    rows = [
        [" ".join(cell.text_content().split()) for cell in row] for row in part.xpath(".//tbody/tr")
    ]
    assert rows[0] == ["1. first given", "March 2024", "", "Orla & Sons", "no source named"]
    assert rows[1][:4] == [
        "2. expected",
        "September 2024",
        "5 to 7 months later",
        "Orla & Sons: Rain.",
    ]
    assert "Memo, Office" in rows[1][4] and "probably true" in rows[1][4]
    assert part.xpath(".//tbody//a/@href") == [said["source"].standing().url]
    assert part.xpath(".//svg[@role='img']/@aria-label")[0].startswith("It is <filled>: first")
    assert "moved 2 times" in part.text_content()
    assert not part.xpath(".//*[@style] | .//script | .//style")


@pytest.mark.django_db
def test_a_long_name_is_cut_in_the_chart_and_whole_in_the_table(
    slipping: Any, client: Client
) -> None:
    name = "The Office for the Works on the Lake and its Harbours and all that belongs to them"
    for date in ("2024-01", "2024-06", "2025-01"):
        slipping("forecast", date, asserted_by=name)
    part = section(client)
    assert name not in "".join(part.xpath(".//svg//text()"))
    assert part.xpath(".//tbody")[0].text_content().count(name) == 3
