"""A tag's page: what carries it in pages, and the tags around it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from record.kinds import Actor, Op
from record.sealing import say, sealing
from sources.models import Source, Tag
from watchdesk import edge

pytestmark = pytest.mark.django_db


def test_it_names_kind_spellings_and_the_tags_around_it(client: Client) -> None:
    top = Tag.objects.create(name="Serbia", type="place")
    nis = Tag.objects.create(
        name="Niš", type="place", description="The city.", aliases=["Ниш"], broader=top
    )
    parts = [Tag.objects.create(name=name, broader=nis) for name in ("Pantelej", "Medijana")]
    Tag.objects.create(name="Not public", broader=nis)
    with sealing(Actor.DESK):
        for tag in parts:
            say(Op.PUBLISH, tag)
    page = client.get("/tags/nis/")
    assert page.context["broader"].title == "Serbia"
    assert [row.title for row in page.context["narrower"]] == ["Medijana", "Pantelej"]
    for words in ("A tag (place), also: Ниш", "The city.", 'href="/tags/serbia/"'):
        assert words in page.content.decode()
    assert "Not public" not in page.content.decode()


def test_a_merged_broader_tag_is_named_as_the_one_that_stayed(client: Client) -> None:
    old, new = Tag.objects.create(name="Old"), Tag.objects.create(name="New")
    narrow = Tag.objects.create(name="Narrow", broader=old)
    with sealing(Actor.DESK):
        say(Op.PUBLISH, narrow)
    with sealing(Actor.DESK):
        old.merge_into(new, "One word.")
    assert client.get("/tags/narrow/").context["broader"].title == "New"
    page = client.get("/tags/new/")
    assert [row.title for row in page.context["narrower"]] == ["Narrow"]
    assert page.context["broader"] is None


def test_a_tag_merged_into_its_narrower_one_is_not_around_itself(client: Client) -> None:
    broad = Tag.objects.create(name="Broad")
    narrow = Tag.objects.create(name="Narrow", broader=broad)
    with sealing(Actor.DESK):
        say(Op.PUBLISH, narrow)
    with sealing(Actor.DESK):
        broad.merge_into(narrow, "One word.")
    page = client.get("/tags/narrow/")
    assert (page.context["broader"], page.context["narrower"]) == (None, [])


def test_hundreds_of_uses_stand_in_pages(said: dict[str, Any], client: Client) -> None:
    sources = [Source(csl_type="report", title=f"Source {n:03}") for n in range(120)]
    with sealing(Actor.DESK):
        for source in sources:
            source.save()
            source.tags.add(said["tag"])
            say(Op.PUBLISH, source)
    narrow = Tag.objects.create(name="Narrow", broader=said["tag"])
    said["item"].tags.add(said["tag"])
    with sealing(Actor.DESK):
        say(Op.PUBLISH, narrow)
        said["item"].publish_changes()
    seen: list[str] = []
    for number in (1, 2, 3):
        edge.copies.clear()
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/tags/nis/", {"page": number})
        assert len(captured) <= 6
        assert page.context["counts"]["source"] == 121
        assert [row.title for row in page.context["narrower"]] == ["Narrow"]
        assert f"Page {number} of 3" in page.content.decode()
        seen += [one.title for one in page.context["sources"]]
    assert len(seen) == len(set(seen)) == 121
    assert len(client.get("/tags/nis/").context["items"]) == 1


@pytest.mark.parametrize("number", ["2", "0", "x", "999999999999"])
def test_a_page_that_is_not_there_is_not_found(
    said: dict[str, Any], client: Client, number: str
) -> None:
    assert client.get("/tags/nis/", {"page": number}).status_code == 404


def test_the_api_lists_tags_of_one_kind(said: dict[str, Any], api: Any) -> None:
    place = Tag.objects.create(name="Vranje", type="place")
    with sealing(Actor.DESK):
        say(Op.PUBLISH, place)
    status, answer = api("tags", kind="place")
    assert (status, [row["id"] for row in answer["results"]]) == (200, [str(place.uuid)])
