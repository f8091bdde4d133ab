"""Grades in the open: every rating of a publisher, and no code without its words."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from lxml import html

from record.clock import desk_day, now
from record.kinds import Actor, Op, upcast
from record.models import Subject
from record.saying import say
from record.sealing import sealing
from sources import link_checks, reach, repute
from sources.grades import Credibility, Reliability
from sources.links import FAILURES_TO_DEATH, OVER
from sources.models import Rating, Source
from tracker.statuses import _DEFINITIONS

pytestmark = pytest.mark.django_db

FIRST, SECOND = dt.date(2024, 1, 8), dt.date(2024, 8, 12)


@pytest.fixture
def rated(source: Source) -> Source:
    """The report, public, by a publisher with two ratings."""
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    for code, reason, since in (
        ("B", "It corrects in print.", FIRST),
        ("C", "Wrong once.", SECOND),
    ):
        with sealing(Actor.DESK):
            source.publisher.rate(code, reason, since)
    source.refresh_from_db()
    return source


def words(client: Client, address: str, **query: Any) -> str:
    response = client.get(address, query)
    (main,) = html.fromstring(response.content.decode()).iter("main")
    # Cells that stand beside each other are words apart.
    return " ".join(" ".join(main.itertext()).split())


def test_a_source_s_page_shows_every_rating_of_its_publisher(rated: Source, client: Client) -> None:
    text = words(client, f"/sources/{rated.number}/")
    assert "C Fairly reliable Wrong once. Since 12 August 2024" in text
    assert "Before that B Usually reliable, since 8 January 2024 It corrects in print." in text


def test_before_the_second_rating_the_first_stands_alone(rated: Source, client: Client) -> None:
    rows = Subject.objects.filter(uuid=rated.publisher.uuid).order_by("since")
    text = words(client, f"/sources/{rated.number}/", known_at=rows[1].since)
    assert "B Usually reliable" in text
    assert "Before that" not in text


def test_partners_get_the_history(rated: Source, api: Any) -> None:
    _status, answer = api(f"publishers/{rated.publisher.uuid}")
    given = [(one["code"], one["since"]) for one in answer["payload"]["ratings"]]
    assert given == [("C", "2024-08-12"), ("B", "2024-01-08")]
    assert answer["schema"] == 2
    assert answer["payload"]["reliability"]["code"] == "C"


def test_a_publisher_as_it_was_said_before_there_was_a_history_is_read() -> None:
    rating = {"code": "B", "reason": "r", "since": "2024-01-08"}
    assert upcast("publisher", 1, {"name": "Office", "reliability": rating})["ratings"] == [rating]
    assert upcast("publisher", 1, {"name": "Office", "reliability": None})["ratings"] == []


def test_a_rating_entered_late_for_an_earlier_day_is_not_in_force(
    rated: Source, client: Client
) -> None:
    with sealing(Actor.DESK):
        rated.publisher.rate("E", "Found in the archive.", dt.date(2023, 1, 1))
    assert rated.publisher.rating().code == "C"
    assert "C Fairly reliable" in words(client, f"/sources/{rated.number}/")


def test_a_rating_cannot_begin_after_today(rated: Source, client: Client, editor: Any) -> None:
    tomorrow = desk_day(now()) + dt.timedelta(days=1)
    with sealing(Actor.DESK), pytest.raises(ValidationError) as error:
        rated.publisher.rate("A", "We expect it.", tomorrow)
    assert set(error.value.message_dict) == {"since"}
    client.force_login(editor)
    screen = reverse("admin:sources_publisher_rate", args=[rated.publisher.pk])
    given = {"code": "A", "reason": "We expect it.", "since": tomorrow.isoformat()}
    refused = client.post(screen, given)
    assert "cannot begin after today" in refused.content.decode()
    assert Rating.objects.count() == 2
    with sealing(Actor.DESK):
        rated.publisher.rate("A", "It is so.", desk_day(now()))
    assert rated.publisher.rating().code == "A"


def test_no_page_shows_a_code_without_its_words(said: dict[str, Any], client: Client) -> None:
    with sealing(Actor.DESK):
        said["publisher"].rate("B", "Usually right.", FIRST)
    said["source"].refresh_from_db()
    number = said["source"].number
    for page in (
        "/sources/",
        f"/sources/{number}/",
        "/tags/nis/",
        "/watch/dam/",
        "/articles/first/",
    ):
        root = html.fromstring(client.get(page).content.decode())
        grades = root.xpath("//b[contains(@class, 'grade')] | //p[@class='note-grade']/b")
        assert grades, page
        for grade in grades:
            around = grade.getparent().text_content()
            assert re.search("reliable|graded|judged", around, re.IGNORECASE), (page, around)


@pytest.mark.parametrize(
    "scale", [repute.DEFINITIONS, link_checks.DEFINITIONS, reach.DEFINITIONS, _DEFINITIONS]
)
def test_the_methods_tell_each_word_of_a_scale_as_the_code_defines_it(
    client: Client, scale: dict[Any, Any]
) -> None:
    text = words(client, "/methods/")
    for word, definition in scale.items():
        assert f"{str(word.label).capitalize()} {definition}" in text


def test_the_methods_explain_the_grades_and_when_a_link_is_dead(client: Client) -> None:
    text = words(client, "/methods/")
    for code, label in [*Reliability.choices, *Credibility.choices]:
        assert f"{code} {str(label).capitalize()}" in text
    for word in ("F6", "Not graded yet", "Who grades what"):
        assert word in text
    assert f"{FAILURES_TO_DEATH} times in a row, over {OVER.days} days at least" in text


def test_a_page_leads_to_what_its_words_mean(source: Source, client: Client) -> None:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    source.refresh_from_db()
    with sealing(Actor.DESK):
        source.retract("The Office took it back.")
    Source.objects.filter(pk=source.pk).update(url="https://dead.example/", link_is_dead=True)
    with sealing(Actor.DESK):
        Source.objects.get(pk=source.pk).publish_changes()
    page = html.fromstring(client.get(f"/sources/{source.number}/").content.decode())
    methods = html.fromstring(client.get("/methods/").content.decode())
    for anchor in ("retracted", "lost"):
        assert page.xpath(f"//a[@href='/methods/#{anchor}']")
        assert methods.xpath(f"//*[@id='{anchor}']")


def test_a_source_s_page_names_its_languages_and_numbers_in_words(client: Client) -> None:
    source = Source.objects.create(
        csl_type="legal_case",
        title="Roe v Office",
        languages=["sr-Latn", "sq", "qab"],
        ecli="ECLI:EU:C:2020:792",
        docket="C-66/18",
    )
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    source.refresh_from_db()
    text = words(client, f"/sources/{source.number}/")
    assert "Language Serbian Latin, Albanian, qab" in text
    assert "ECLI ECLI:EU:C:2020:792" in text
    assert "Docket number C-66/18" in text
