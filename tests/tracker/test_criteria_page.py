"""The page of criteria shows what changed from one version to the next, word by word."""

import pytest
from django.test import Client
from lxml import html

from record.kinds import Actor
from record.sealing import sealing
from tracker.differences import differences
from tracker.models import WatchItem


@pytest.mark.django_db
def test_what_changed_is_marked_and_nothing_else(public: WatchItem, client: Client) -> None:
    first = public.criteria.get()
    said = {"no": first.no, "edge_cases": first.edge_cases, "by_when": first.by_when}
    with sealing(Actor.TRACKER):
        public.set_criteria(yes=f"{first.yes} By noon.", reason="Noon was asked for.", **said)
    page = html.fromstring(client.get(f"/watch/{public.slug}/criteria/").content.decode())
    assert [one.text_content().strip() for one in page.iter("ins")] == ["By noon."]
    assert list(page.iter("del")) == []
    assert first.yes in page.text_content()


def test_words_that_went_and_came_stand_beside_each_other() -> None:
    assert differences("a court says so", "a ministry says so") == [
        ("same", "a"),
        ("same", " "),
        ("gone", "court"),
        ("same", " "),
        ("added", "ministry"),
        ("same", " says so"),
    ]
    assert differences("on a day of May", "on ten days of May")[2:5] == [
        ("gone", "a day"),
        ("same", " "),
        ("added", "ten days"),
    ]
    assert differences("a court", "the court")[:3] == [
        ("gone", "a"),
        ("same", " "),
        ("added", "the"),
    ]
