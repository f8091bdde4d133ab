"""Grades: the code never without its words, and a rating with all that was said before."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from sources.grades import grade_code, grade_words
from sources.models import Source


@pytest.mark.parametrize(
    ("reliability", "credibility", "code", "words"),
    [
        ("B", 2, "B2", "Usually reliable; probably true"),
        ("A", 1, "A1", "Completely reliable; confirmed"),
        ("B", None, "B –", "Usually reliable; credibility not graded yet"),
        ("F", 6, "F6", "Reliability cannot be judged; credibility cannot be judged"),
        ("", 3, "– 3", "Reliability not graded yet; possibly true"),
        ("", None, "", "Not graded yet"),
    ],
)
def test_the_code_and_what_it_says(
    reliability: str, credibility: int | None, code: str, words: str
) -> None:
    assert grade_code(reliability, credibility) == code
    assert grade_words(reliability, credibility) == words


@pytest.mark.django_db
def test_a_rating_is_chosen_by_its_letter_beside_the_earlier_ones(
    client: Client, editor: Any, source: Source
) -> None:
    publisher = source.publisher
    publisher.ratings.create(code="B", reason="It corrects in print.", since=dt.date(2024, 1, 8))
    client.force_login(editor)
    address = reverse("admin:sources_publisher_rate", args=[publisher.pk])
    form = client.get(address)
    assert [one for one, _words in form.context["form"]["code"].field.choices] == list("ABCDEF")
    assert "F reliability cannot be judged" in form.content.decode()
    assert "It corrects in print." in form.content.decode()
    given = {"code": "C", "since": "2024-08-12", "reason": "Wrong once."}
    assert client.post(address, given).status_code == 302
    page = client.get(reverse("admin:sources_publisher_change", args=[publisher.pk]))
    told = " ".join(html.fromstring(page.content.decode()).text_content().split())
    assert "12 August 2024 C Fairly reliable Wrong once. 8 January 2024 B Usually reliable" in told
