"""How it was on another day: `valid_at` beside `known_at`, and what changed between two days."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from lxml import html

from record.clock import desk_day, now
from record.importing import importing
from record.kinds import Actor
from record.models import Entry
from record.sealing import sealing
from record.vague import VagueDate
from tests.factories import OPENING, a_dam, a_source
from tests.keeping import said_once
from tracker.evidence import Use
from tracker.models import WatchItem

OPENED, MOVED, CORRECTED = "2023-03-01", "2024-06-01", "2025-02-01"


@pytest.fixture
def told(db: None) -> WatchItem:
    """Watched since 2023; said in June 2024 to move since 2024, in February 2025 since March."""
    return _told()


@said_once
def _told() -> WatchItem:
    dam, source = a_dam(), a_source()
    with importing() as past:
        with past.at(_noon(OPENED)), sealing(Actor.IMPORT):
            dam.open("watching", **OPENING)
        with past.at(_noon(MOVED)), sealing(Actor.IMPORT):
            dam.refresh_from_db()
            uses, year = [Use(source)], VagueDate.parse("2024")
            moved = dam.change_status(
                "moving", seen="watching", effective=year, headline="It moves", evidence=uses
            )
            dam.add_event(VagueDate.parse("2024-05"), headline="Concrete", evidence=uses)
        with past.at(_noon(CORRECTED)), sealing(Actor.IMPORT):
            moved.correct(
                reason="The year was wrong.",
                to="moving",
                effective=VagueDate.parse("2024-03"),
                headline="It moves since March",
                evidence=uses,
            )
    return dam


def _noon(day: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12), dt.UTC)


def _text(answer: Any, within: str = "//main") -> str:
    (found,) = html.fromstring(answer.content.decode()).xpath(within)
    return " ".join(found.text_content().split())


# The day, by what was known when, and the status.
AS_OF = [
    ("2022-12-31", "", None),
    ("2023-06-01", "", "watching"),
    ("2024-02-01", "", "watching"),
    ("2024-02-01", "2024-12-31", "moving"),
    ("2024-02-01", "2024-05-31", "watching"),
    ("2024-03-01", "", "moving"),
    # No day after that of the knowledge is known of: it is read as that day.
    ("2025-06-01", "2024-05-31", "watching"),
    ("2023-06-01", "2023-01-01", None),
    ("2024-03-01T12:00:00Z", "", "moving"),
]


@pytest.mark.parametrize(("day", "known", "status"), AS_OF)
def test_the_board_the_page_and_the_answers_say_the_same(
    day: str, known: str, status: str | None, told: WatchItem, client: Client
) -> None:
    query = {"valid_at": day, **({"known_at": known} if known else {})}
    listed = client.get("/api/v1/watch-items", query).json()["results"]
    if known and known < OPENED:
        assert listed == []
        assert client.get("/watch/the-dam/", query).status_code == 404
        return
    (row,) = listed
    standing = row["standing"]
    assert (standing["status"] if standing else None) == status
    assert client.get(f"/api/v1/watch-items/{told.uuid}", query).json() == row
    in_effect = client.get("/api/v1/status-changes", {**query, "item": str(told.uuid)}).json()
    ids = [one["id"] for one in in_effect["results"]]
    assert (standing["change"] in ids) if standing else (ids == [])
    words = {None: "no status yet", "watching": "Watching", "moving": "Moving"}[status]
    board = client.get("/watch/", query)
    assert words in _text(board, "//tbody//td[contains(@class, 'col-status')]")
    page = client.get("/watch/the-dam/", query)
    expected = words if status else "No status has taken effect yet."
    assert expected in _text(page, "//section[@class='item-now']")


def test_what_took_effect_later_is_left_out(told: WatchItem, client: Client) -> None:
    page = _text(client.get("/watch/the-dam/", {"valid_at": "2024-01-15"}))
    assert "Concrete" not in page
    assert "We watch the dam" in page
    page = _text(client.get("/watch/the-dam/", {"valid_at": "2024-06-15"}))
    assert "Concrete" in page
    assert "It moves since March" in page


@pytest.mark.parametrize("address", ["/watch/", "/watch/the-dam/", "/watch/the-dam/criteria/"])
def test_a_page_of_another_day_says_so_and_leads_to_the_present(
    address: str, told: WatchItem, client: Client
) -> None:
    answer = client.get(address, {"valid_at": "2024-02-01", "known_at": "2024-12-31"})
    page = html.fromstring(answer.content.decode())
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "on 1 February 2024, as we said it by 31 December 2024" in page.findtext(".//title")
    assert "You are reading the past." in _text(answer)
    assert address in page.xpath("//section[@data-clock]//a/@href")


def test_the_same_day_is_one_link_away_by_what_is_known_now(
    told: WatchItem, client: Client
) -> None:
    answer = client.get("/watch/", {"known_at": "2024-06-30", "status": "moving"})
    (link,) = html.fromstring(answer.content.decode()).xpath("//a[contains(., 'Same day')]/@href")
    assert link == "/watch/?status=moving&valid_at=2024-06-30"
    assert "as we know it now" in client.get(link).content.decode()


def test_a_filter_keeps_both_clocks_and_the_comparison(told: WatchItem, client: Client) -> None:
    query = {"valid_at": "2024-02-01", "known_at": "2024-12-31", "since": "2024-01-01"}
    page = html.fromstring(client.get("/watch/", query).content.decode())
    (link,) = page.xpath("//nav[@class='filters']//a[contains(., 'Stalled')]/@href")
    assert link == "?status=stalled&" + "&".join(f"{name}={day}" for name, day in query.items())


REFUSED = {
    "2024": "no one day",
    "2024-09": "no one day",
    "Sept 2024": "no one day",
    "2024-01-01/2024-02-01": "no one day",
    "12": "no one day",
    "spring": "is no day",
    "24/9/2024": "is no day",
    "2024-02-30": "is no day",
    "9999-12-31": "time to come",
}


@pytest.mark.parametrize("asked", REFUSED)
def test_what_is_not_one_day_that_has_been_is_refused_and_kept(
    asked: str, told: WatchItem, client: Client
) -> None:
    for address in ("/watch/", "/watch/the-dam/"):
        answer = client.get(address, {"valid_at": asked, "known_at": "2024-12-31"})
        page = html.fromstring(answer.content.decode())
        assert answer.status_code == 400
        assert REFUSED[asked] in _text(answer, "//p[@id='moment-error']")
        assert page.xpath("//input[@aria-invalid]/@name") == ["valid_at"]
        assert page.xpath("//input[@name='valid_at']/@value") == [asked]
        assert page.xpath("//input[@id='known-at']/@value") == ["2024-12-31"]
    for address in ("watch-items", f"watch-items/{told.uuid}", "status-changes"):
        item = {"item": str(told.uuid)} if address == "status-changes" else {}
        answer = client.get(f"/api/v1/{address}", {"valid_at": asked, **item})
        (error,) = answer.json()["errors"]
        assert (answer.status_code, error["parameter"]) == (400, "valid_at")
        assert REFUSED[asked] in error["detail"]


def test_tomorrow_is_refused_and_today_is_not(told: WatchItem, client: Client) -> None:
    today = desk_day(now())
    assert client.get("/watch/", {"valid_at": str(today)}).status_code == 200
    tomorrow = {"valid_at": str(today + dt.timedelta(days=1))}
    assert client.get("/watch/", tomorrow).status_code == 400


def test_a_day_is_asked_of_one_history(told: WatchItem, client: Client) -> None:
    answer = client.get("/api/v1/status-changes", {"valid_at": "2024-02-01"})
    assert answer.status_code == 400
    assert "Name the item" in answer.json()["detail"]


CHANGES = "//section[@aria-labelledby='changed']"


@pytest.mark.parametrize("address", ["/watch/", "/watch/the-dam/"])
def test_what_changed_between_two_days_is_told_by_the_record(
    address: str, told: WatchItem, client: Client
) -> None:
    query = {"since": "2023-12-31", "known_at": "2024-12-31"}
    words = _text(client.get(address, query), CHANGES)
    assert "What changed since 31 December 2023" in words
    assert "Watching since 2023 → became Moving since 2024" in words
    assert "Moving It moves" in words
    assert "Event added Concrete" in words
    assert "Corrected" not in words
    words = _text(client.get(address, {"since": "2024-12-31"}), CHANGES)
    assert "Moving since 2024 → became Moving since March 2024" in words
    assert "Corrected It moves since March" in words
    assert "Event added" not in words


def test_what_changed_is_asked_by_a_number_too(told: WatchItem, client: Client) -> None:
    last = Entry.objects.latest("seq").seq
    words = _text(client.get("/watch/", {"since": last}), CHANGES)
    assert f"What changed since no. {last}" in words
    assert "Nothing was said in between." in words
    assert "New question" in _text(client.get("/watch/", {"since": "0"}), CHANGES)


def test_a_comparison_is_not_indexed_and_its_refusal_keeps_what_was_typed(
    told: WatchItem, client: Client
) -> None:
    page = html.fromstring(client.get("/watch/", {"since": "2024-01-01"}).content.decode())
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    for asked in ("spring", "9999-12-31", "999999"):
        answer = client.get("/watch/the-dam/", {"since": asked})
        page = html.fromstring(answer.content.decode())
        assert answer.status_code == 400
        assert page.xpath("//input[@aria-invalid]/@name") == ["since"]
        assert page.xpath("//input[@name='since']/@value") == [asked]
        assert "since" in page.xpath("//details[@open]//input/@name")


def test_an_item_is_cited_as_it_was_on_a_day(told: WatchItem, client: Client) -> None:
    day = {"valid_at": "2024-02-01"}
    page = html.fromstring(client.get("/watch/the-dam/", day).content.decode())
    (link,) = page.xpath("//a[.='CSL-JSON']/@href")
    assert link.startswith("/watch/the-dam/cite.json?valid_at=2024-02-01&known_at=")
    (cited,) = client.get(link).json()
    assert cited["note"].startswith("Watching since 2023.")
    assert "/watch/the-dam/?valid_at=2024-02-01&known_at=" in cited["URL"]
    (today,) = client.get("/watch/the-dam/cite.json").json()
    assert today["note"].startswith("Moving since March 2024.")
    refused = client.get("/watch/the-dam/cite.json", {"valid_at": "2024"})
    assert (refused.status_code, "no one day" in refused.content.decode()) == (400, True)


def test_events_are_those_that_had_happened_and_expectations_refuse_a_day(
    told: WatchItem, client: Client
) -> None:
    for day, found in (("2024-04-30", []), ("2024-05-01", ["Concrete"])):
        answer = client.get("/api/v1/events", {"valid_at": day}).json()
        assert [row["payload"]["headline"] for row in answer["results"]] == found
    assert client.get("/api/v1/events", {"valid_at": "2024"}).status_code == 400
    refused = client.get("/api/v1/milestones", {"valid_at": "2024-04-30"})
    assert refused.status_code == 400
    assert "There is no parameter “valid_at” here." in refused.json()["detail"]
    calendar = client.get("/watch/the-dam/milestones.ics", {"valid_at": "2024-04-30"})
    assert (calendar.status_code, "known_at" in calendar.content.decode()) == (400, True)


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-02", "0999-12-31"])
def test_the_first_days_of_all_have_an_empty_board(
    public: WatchItem, client: Client, day: str
) -> None:
    for name in ("valid_at", "known_at"):
        for address in ("/", "/watch/", "/api/v1/watch-items"):
            if (address, name) != ("/", "valid_at"):
                assert client.get(address, {name: day}).status_code == 200, (address, name)


def test_a_day_after_that_of_the_knowledge_is_read_as_that_and_says_so(
    told: WatchItem, client: Client
) -> None:
    asked = {"valid_at": "2025-01-01", "known_at": MOVED}
    said = _text(client.get("/watch/", asked))
    assert "the later day that was asked for is read as 1 June 2024" in said
    assert "read as" not in _text(client.get("/watch/", {**asked, "valid_at": "2024-01-01"}))


def test_before_the_first_entry_nothing_is_dated(told: WatchItem, client: Client) -> None:
    assert "before anything was said" in _text(client.get("/watch/", {"known_at": "0"}), "//h1")
