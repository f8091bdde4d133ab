"""A watch item is cited as it stood: in words, and in the formats of reference managers."""

import json
from typing import Any

import pytest
from django.test import Client

from record.clock import standing
from record.kinds import Actor, Op
from record.saying import say
from record.sealing import sealing
from record.vague import VagueDate
from sources.formats import bibtex, ris
from tracker.evidence import Use

pytestmark = pytest.mark.django_db

PATH = "/watch/dam/cite"


def cited(client: Client, **query: Any) -> dict[str, Any]:
    response = client.get(f"{PATH}.json", query)
    assert response.status_code == 200, response.content
    (item,) = json.loads(response.content)
    assert isinstance(item, dict)
    return item


def stall(said: dict[str, Any]) -> None:
    item = said["item"]
    item.refresh_from_db()
    with sealing(Actor.TRACKER):
        item.change_status(
            "stalled",
            seen="moving",
            effective=VagueDate.parse("2025-03"),
            headline="It rests",
            evidence=[Use(said["source"], credibility=2)],
        )


def test_the_page_says_how_to_cite_it_with_its_moment_and_its_hash(
    said: dict[str, Any], client: Client, settings: Any
) -> None:
    head = standing()
    page = client.get("/watch/dam/").content.decode()
    groups = " ".join(head.hash[at : at + 4] for at in (0, 4, 8, 12))
    assert "Watchdesk, “Will the dam hold?” Moving since September 2024. As recorded on" in page
    address = f"{settings.SITE_URL}/watch/dam/?known_at={head.seq}"
    assert f"record no. {head.seq}, hash {groups}. {address}" in page
    for ending in ("json", "ris", "bib"):
        assert f'href="{PATH}.{ending}?known_at={head.seq}"' in page
    assert f'href="/record/{head.seq}/"' in page


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("json", "application/vnd.citationstyles.csl+json"),
        ("ris", "application/x-research-info-systems"),
        ("bib", "application/x-bibtex"),
    ],
)
def test_it_is_a_file_in_each_format(
    said: dict[str, Any], client: Client, ending: str, media_type: str
) -> None:
    head = standing()
    response = client.get(f"{PATH}.{ending}")
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    name = f"dam-{head.seq}.{ending}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Record-Seq"] == str(head.seq)
    assert response["Record-Hash"] == head.hash
    text = response.content.decode()
    assert "Will the dam hold?" in text
    assert f"/watch/dam/?known_at={head.seq}" in text
    assert head.hash in text
    assert client.post(f"{PATH}.{ending}").status_code == 405


def test_what_the_formats_say_is_read_back_the_same(said: dict[str, Any], client: Client) -> None:
    item = cited(client)
    assert (item["type"], item["author"]) == ("webpage", [{"literal": "Watchdesk"}])
    assert item["note"].startswith("Moving since September 2024. As of ")
    for format_, ending in ((ris, "ris"), (bibtex, "bib")):
        (found,) = format_.read(client.get(f"{PATH}.{ending}").content.decode())
        for name in ("title", "URL", "note", "version"):
            assert found.item[name] == item[name], (ending, name)


def test_a_citation_reads_the_same_when_more_has_been_said(
    said: dict[str, Any], client: Client
) -> None:
    before = standing().seq
    kept = {ending: client.get(f"{PATH}.{ending}").content for ending in ("json", "ris", "bib")}
    stall(said)
    assert cited(client)["note"].startswith("Stalled since March 2025.")
    assert cited(client)["URL"].endswith(f"?known_at={standing().seq}")
    for ending, content in kept.items():
        assert client.get(f"{PATH}.{ending}", {"known_at": before}).content == content
    page = client.get("/watch/dam/", {"known_at": before}).content.decode()
    assert "Cite this as it stood" in page
    assert "Moving since September 2024. As recorded on" in page


def test_an_item_whose_status_has_not_begun_says_so(said: dict[str, Any], client: Client) -> None:
    """It was public with its criteria before anything was said of its status."""
    # The criteria and the opening were sealed together, the item's own entry first.
    first = said["item"].standing().first_seq
    assert cited(client, known_at=first)["note"].startswith("No status yet.")


def test_what_cannot_be_read_is_told_and_what_went_is_gone(
    said: dict[str, Any], client: Client
) -> None:
    refused = client.get(f"{PATH}.ris", {"known_at": "tomorrow"})
    assert (refused.status_code, refused["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert client.get("/watch/no-such/cite.ris").status_code == 404
    assert client.get(f"{PATH}.csv").status_code == 404
    assert client.get(f"{PATH}.json", {"known_at": 0}).status_code == 404
    before = standing().seq
    with sealing(Actor.DESK):
        say(Op.WITHDRAW, said["item"], ending={"reason": "By mistake.", "successor": None})
    gone = client.get(f"{PATH}.json")
    assert gone.status_code == 410 and "By mistake." in gone.content.decode()
    assert cited(client, known_at=before)["URL"].endswith(f"?known_at={before}")


def test_an_old_address_leads_to_the_citation_at_the_new_one(
    said: dict[str, Any], client: Client
) -> None:
    item = said["item"]
    item.refresh_from_db()
    item.slug = "the-dam"
    item.save()
    with sealing(Actor.DESK):
        item.publish_changes()
    response = client.get(f"{PATH}.bib?x=1")
    assert response.status_code == 301
    assert response["Location"] == "/watch/the-dam/cite.bib?x=1"
