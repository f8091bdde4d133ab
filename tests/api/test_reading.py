"""A partner reads lists and details, now and as they stood."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from record.clock import standing
from record.kinds import Actor
from record.models import Entry
from record.sealing import sealing

LISTS = (
    "articles watch-items status-changes sources publishers tags authors milestones events series "
    "images videos"
).split()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_names_the_record_and_holds_payloads(
    name: str, said: dict[str, Any], api: Any
) -> None:
    status, body = api(name)
    assert status == 200
    assert body["record"] == {"seq": standing().seq, "hash": standing().hash}
    for result in body["results"]:
        entry = Entry.objects.get(seq=result["seq"])
        assert result["payload"] == json.loads(entry.payload.text)
        assert result["id"] == str(entry.uuid)


def test_the_payload_is_answered_to_the_byte(said: dict[str, Any], client: Client) -> None:
    body = client.get(f"/api/v1/sources/{said['source'].uuid}").content.decode()
    stored = Entry.objects.get(uuid=said["source"].uuid).payload.text
    assert body.endswith(f'"payload":{stored}}}')


@pytest.mark.parametrize("name", ["source", "item", "article", "tag"])
def test_an_id_in_capitals_is_the_same_id(name: str, said: dict[str, Any], client: Client) -> None:
    place = {"source": "sources", "item": "watch-items", "article": "articles", "tag": "tags"}[name]
    address = f"/api/v1/{place}/{said[name].uuid}"
    capitals = client.get(f"/api/v1/{place}/{str(said[name].uuid).upper()}")
    assert capitals.status_code == 200
    assert capitals.content == client.get(address).content


def test_an_answer_carries_number_and_hash_in_its_headers(
    said: dict[str, Any], client: Client
) -> None:
    response = client.get("/api/v1/articles")
    assert response["Record-Seq"] == str(standing().seq)
    assert response["Record-Hash"] == standing().hash


def test_known_at_gives_what_was_answered_then(said: dict[str, Any], client: Client) -> None:
    before = client.get("/api/v1/articles").content
    seq = standing().seq
    said["article"].title = "Second"
    said["article"].save()
    with sealing(Actor.EDITOR):
        said["article"].publish(by=None)
    assert client.get("/api/v1/articles").content != before
    assert client.get("/api/v1/articles", {"known_at": seq}).content == before


def test_pages_follow_one_another_without_gap_or_repetition(said: dict[str, Any], api: Any) -> None:
    seen, path, query = [], "status-changes", {"limit": "1"}
    while True:
        _status, body = api(path, **query)
        seen += [result["id"] for result in body["results"]]
        if body["next"] is None:
            break
        query = dict(part.split("=") for part in body["next"].split("?")[1].split("&"))
    assert len(seen) == len(set(seen)) == 2


def test_a_page_is_pinned_to_the_number_it_began_at(said: dict[str, Any], api: Any) -> None:
    _status, body = api("status-changes", limit="1")
    with sealing(Actor.TRACKER):
        said["item"].look("everywhere")
    query = dict(part.split("=") for part in body["next"].split("?")[1].split("&"))
    _status, second = api("status-changes", **query)
    assert second["record"]["seq"] == body["record"]["seq"]


def test_filters_narrow_by_tag_item_and_what_is_rested_on(said: dict[str, Any], api: Any) -> None:
    assert len(api("sources", tag=str(said["tag"].uuid))[1]["results"]) == 1
    assert len(api("status-changes", item=str(said["item"].uuid))[1]["results"]) == 2
    assert len(api("status-changes", rests_on=str(said["source"].uuid))[1]["results"]) == 1
    assert len(api("articles", rests_on=str(said["source"].uuid))[1]["results"]) == 1
    assert api("articles", rests_on=str(uuid4()))[1]["results"] == []


def test_a_withdrawn_article_is_gone_with_its_reason(said: dict[str, Any], api: Any) -> None:
    with sealing(Actor.EDITOR):
        said["article"].withdraw("It was wrong.", by=None)
    status, body = api(f"articles/{said['article'].uuid}")
    assert status == 410
    assert body["tombstone"]["payload"]["reason"] == "It was wrong."
    assert api("articles")[1]["results"] == []


def test_changes_tell_of_each_entry_and_whether_it_is_gone(said: dict[str, Any], api: Any) -> None:
    seq = standing().seq
    with sealing(Actor.EDITOR):
        said["article"].withdraw("It was wrong.", by=None)
    _status, body = api("changes", after=str(seq))
    (change,) = body["results"]
    assert (change["seq"], change["state"]) == (seq + 1, "deleted")
    _status, empty = api("changes", after=str(seq + 1))
    assert empty["results"] == [] and empty["next"].endswith(f"after={seq + 1}")


def test_nobody_writes_here(said: dict[str, Any], client: Client) -> None:
    for method in (client.post, client.put, client.patch, client.delete):
        response = method(f"/api/v1/articles/{said['article'].uuid}")
        assert response.status_code == 405
        assert response["Content-Type"] == "application/problem+json"
