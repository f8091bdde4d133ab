"""What is expected can be subscribed to, and any calendar can read it (RFC 5545)."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from record.clock import standing
from record.kinds import Actor, Op
from record.models import Entry
from record.saying import say
from record.sealing import sealing
from record.vague import VagueDate
from tracker import ical
from tracker.expectations import Milestone

PATH = "/watch/dam/milestones.ics"
Properties = dict[str, str]


def unfolded(content: bytes) -> list[str]:
    """The lines of a calendar. Each was at most 75 bytes long and ended in CRLF."""
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line or len(line) > 75 for line in lines)
    for line in lines:
        line.decode()
    return content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def parsed(content: bytes) -> tuple[Properties, list[Properties]]:
    """The calendar's own properties, and those of its events, read as the standard has them."""
    lines = [line.partition(":")[::2] for line in unfolded(content)]
    assert lines[0] == ("BEGIN", "VCALENDAR") and lines[-1] == ("END", "VCALENDAR")
    own: Properties = {}
    events: list[Properties] = []
    into = own
    for name, value in lines[1:-1]:
        if name in {"BEGIN", "END"}:
            assert value == "VEVENT"
            into = {} if name == "BEGIN" else own
            events += [into] if name == "BEGIN" else []
        else:
            assert name not in into
            into[name] = value
    return own, events


@pytest.fixture
def expected(said: dict[str, Any]) -> Any:
    """Says when something is expected; gives the milestone."""

    def expect(title: str, *dates: tuple[str, str], reason: str = "") -> Milestone:
        with sealing(Actor.TRACKER):
            milestone: Milestone = said["item"].add_milestone(title)
        for role, date in dates:
            move(milestone, role, date, reason=reason)
        return milestone

    return expect


def move(milestone: Milestone, role: str, date: str, reason: str = "") -> None:
    with sealing(Actor.TRACKER):
        milestone.set_date(role, VagueDate.parse(date), asserted_by="The office", reason=reason)


def asked(client: Client, **query: Any) -> tuple[Properties, list[Properties]]:
    response = client.get(PATH, query)
    assert (response.status_code, response["Content-Type"]) == (
        200,
        "text/calendar; charset=utf-8",
    )
    return parsed(response.content)


def days(event: Properties) -> tuple[str, str]:
    return event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("date", "first", "after"),
    [
        ("2030-02-28", "20300228", "20300301"),
        ("2030-02", "20300201", "20300301"),
        ("2030", "20300101", "20310101"),
        ("2030-06/2031-02", "20300601", "20310301"),
        ("2030/..", "20300101", "20300102"),
        ("../2030-09", "20300930", "20301001"),
    ],
)
def test_a_vague_date_is_all_the_days_that_it_can_mean(
    expected: Any, client: Client, date: str, first: str, after: str
) -> None:
    """The end is the day after the last; of an open date it is the day that is known."""
    milestone = expected("It is filled", ("forecast", date))
    own, (event,) = asked(client)
    assert own["VERSION"] == "2.0" and "//" in own["PRODID"]
    assert days(event) == (first, after)
    assert (event["UID"], event["SUMMARY"]) == (str(milestone.uuid), "It is filled")
    assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    assert VagueDate.parse(date).words() in event["DESCRIPTION"]


@pytest.mark.django_db
def test_a_date_that_moves_is_the_same_event_with_a_higher_number(
    expected: Any, client: Client
) -> None:
    milestone = expected("It is filled", ("baseline", "2024-03"))
    _own, (before,) = asked(client)
    move(milestone, "forecast", "2024-09", reason="Rain.")
    _own, (after,) = asked(client)
    assert before["UID"] == after["UID"] == str(milestone.uuid)
    assert int(before["SEQUENCE"]) < int(after["SEQUENCE"]) == standing().seq
    recorded = Entry.objects.get(seq=standing().seq).recorded_at
    assert after["DTSTAMP"] == f"{recorded.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    assert unescaped(after["DESCRIPTION"]).split("\n") == [
        "Expected September 2024, says The office. Rain.",
        "First given as March 2024: slip 5 to 7 months.",
        "Will the dam hold?",
    ]


@pytest.mark.django_db
def test_what_happened_stays_and_what_has_no_date_is_not_there(
    expected: Any, client: Client
) -> None:
    expected("No date yet")
    expected("It is filled", ("forecast", "2024-03"), ("actual", "2024-05-02"))
    _own, (event,) = asked(client)
    assert (event["STATUS"], days(event)) == ("CONFIRMED", ("20240502", "20240503"))
    page = client.get("/watch/dam/").content.decode()
    assert f'href="{PATH}"' in page and 'type="text/calendar"' in page
    assert "VALARM" not in client.get(PATH).content.decode()


@pytest.mark.django_db
def test_what_is_written_is_read_back_sign_for_sign(expected: Any, client: Client) -> None:
    title = "Ћуприја, “water; or: not” \\ 100,000 m³ — " + "ђ" * 90
    expected(title, ("forecast", "2030"), reason="One\r\ntwo; three, four\\five")
    _own, (event,) = asked(client)
    assert unescaped(event["SUMMARY"]) == title
    assert "One\ntwo; three, four\\five" in unescaped(event["DESCRIPTION"])


@given(st.text())
def test_no_text_breaks_a_line(words: str) -> None:
    content = ical.written([("SUMMARY", ical.text(words))]).encode(errors="surrogatepass")
    kept = ical.CONTROLS.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    if not any("\ud800" <= sign <= "\udfff" for sign in words):
        (line,) = unfolded(content)
        assert unescaped(line.removeprefix("SUMMARY:")) == kept


@pytest.mark.django_db
def test_the_past_has_the_date_that_was_given_then(expected: Any, client: Client) -> None:
    milestone = expected("It is filled", ("baseline", "2024-03"))
    before, then = standing().seq, client.get(PATH).content
    move(milestone, "forecast", "2030")
    assert client.get(PATH).content != then
    assert client.get(PATH, {"known_at": before}).content == then


@pytest.mark.django_db
def test_an_item_that_expects_nothing_has_an_empty_calendar(
    said: dict[str, Any], client: Client
) -> None:
    """A subscription must not break because the last thing expected was never dated."""
    own, events = asked(client)
    assert events == []
    assert own["X-WR-CALNAME"] == own["NAME"] == "Watchdesk: Will the dam hold?"
    assert PATH not in client.get("/watch/dam/").content.decode()


@pytest.mark.django_db
def test_what_is_not_there_what_went_and_what_moved(said: dict[str, Any], client: Client) -> None:
    assert client.get("/watch/no-such/milestones.ics").status_code == 404
    refused = client.get(PATH, {"known_at": "soon"})
    assert (refused.status_code, refused["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert client.post(PATH).status_code == 405
    item, before = said["item"], standing().seq
    item.refresh_from_db()
    item.slug = "the-dam"
    item.save()
    with sealing(Actor.DESK):
        item.publish_changes()
    moved = client.get(PATH)
    assert (moved.status_code, moved["Location"]) == (301, "/watch/the-dam/milestones.ics")
    with sealing(Actor.DESK):
        say(Op.WITHDRAW, item, ending={"reason": "By mistake.", "successor": None})
    assert client.get("/watch/the-dam/milestones.ics").status_code == 410
    assert client.get(PATH, {"known_at": before}).status_code == 200
