"""The desk takes what it chooses in its list of sources along as citations, drafts too."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from record.kinds import Actor, Op
from record.sealing import say, sealing
from sources.formats import FORMATS
from sources.models import Source

pytestmark = pytest.mark.django_db
LIST = "/desk/sources/source/"


def export(client: Client, ending: str, *chosen: int, every: bool = False) -> Any:
    return client.post(
        LIST,
        {
            "action": f"export_{ending}",
            "_selected_action": [str(pk) for pk in chosen],
            "select_across": "1" if every else "0",
            "index": "0",
        },
    )


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_a_draft_is_exported_in_each_format(
    form: Any, source: Source, writer: Any, as_member: Callable[[Any], Client]
) -> None:
    response = export(as_member(writer), form.ending, source.pk)
    assert response.status_code == 200
    assert response["Content-Type"] == f"{form.media_type}; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="sources.{form.ending}"'
    text = response.getvalue().decode()
    assert "Report on the dam" in text
    assert "Harbour Office" in text


def test_all_that_the_list_holds_are_exported_in_its_order(
    source: Source, writer: Any, as_member: Callable[[Any], Client]
) -> None:
    for n in range(70):
        Source.objects.create(csl_type="post", title=f"Post {n:02}")
    client = as_member(writer)
    response = export(client, "json", source.pk, every=True)
    titles = [one["title"] for one in json.loads(response.getvalue())]
    assert len(titles) == 71
    assert titles == sorted(titles)
    with CaptureQueriesContext(connection) as many:
        export(client, "json", source.pk, every=True).getvalue()
    with CaptureQueriesContext(connection) as one:
        export(client, "json", source.pk).getvalue()
    assert len(many) <= len(one)


def test_it_is_written_while_it_is_sent(
    source: Source, writer: Any, as_member: Callable[[Any], Client]
) -> None:
    posts = [Source(csl_type="post", title=f"Post {n:04}") for n in range(250)]
    Source.objects.bulk_create(posts)
    response = export(as_member(writer), "csv", source.pk, every=True)
    pieces = iter(response.streaming_content)
    first = next(pieces).decode()
    assert "Post 0000" in first
    assert "Post 0150" not in first
    assert "".join([first, *(piece.decode() for piece in pieces)]).count("\r\n") == 252


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_of_public_sources_it_is_the_very_file_that_readers_take(
    form: Any, said: dict[str, Any], writer: Any, as_member: Callable[[Any], Client]
) -> None:
    retracted = Source.objects.create(csl_type="post", title="Изјава", url="https://a.example/")
    with sealing(Actor.EDITOR):
        say(Op.PUBLISH, retracted)
    with sealing(Actor.EDITOR):
        retracted.retract("It was a hoax.")
    client = as_member(writer)
    desk = export(client, form.ending, said["source"].pk, retracted.pk).getvalue()
    assert desk == client.get(f"/sources/export.{form.ending}").content


@pytest.mark.django_db(transaction=True)
def test_the_list_offers_it(source: Source, editor: Any, come_in: Any, console: list[str]) -> None:
    page = come_in(editor)
    page.goto(LIST)
    page.locator("input.action-select").first.check()
    page.get_by_label("Action:").select_option(label="Export as BibTeX")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Go", exact=True).click()
    assert waiting.value.suggested_filename == "sources.bib"
    assert "Report on the dam" in waiting.value.path().read_text(encoding="utf-8")
    assert console == []
