"""Tags put on everything that is selected in a list, or taken off it: one write, all or nothing."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from record.admin import SealedAdmin
from record.clock import now
from record.kinds import Actor, Op
from record.models import Entry, Subject
from record.sealing import say, sealing
from record.statements import as_text
from sources.models import Source, Tag
from sources.serializers import SourcePayload
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db

SOURCES, ITEMS, ARTICLES = (
    "admin:sources_source_changelist",
    "admin:tracker_watchitem_changelist",
    "admin:articles_article_changelist",
)


def post(client: Any, name: str, action: str, rows: Any, **more: Any) -> Any:
    form = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(reverse(name), form, follow=True)


def sure(client: Any, name: str, action: str, rows: Any, *tags: Tag, **more: Any) -> Any:
    chosen = {"tags": [tag.pk for tag in tags], "_carry_out": "1"}
    return post(client, name, action, rows, **chosen, **more)


def told(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


@pytest.fixture
def water() -> Tag:
    return Tag.objects.create(name="Water")


def test_a_page_asks_for_the_tags_first(as_member: Any, writer: Any, source: Source) -> None:
    page = post(as_member(writer), SOURCES, "add_tags", [source], index="0")
    assert page.status_code == 200
    assert "Report on the dam" in page.content.decode()
    assert not source.tags.exists()


@pytest.mark.django_db(transaction=True)
def test_public_sources_are_said_again_and_drafts_are_not(
    as_member: Any, writer: Any, said: dict[str, Any], source: Source, water: Tag
) -> None:
    before = Entry.objects.count()
    page = sure(as_member(writer), SOURCES, "add_tags", [said["source"], source], water)
    assert told(page) == ["Add tags: “Water”. 2 of 2 changed."]
    assert list(source.tags.names()) == ["Water"]
    added = Entry.objects.order_by("seq")[before:]
    assert [(entry.op, entry.kind) for entry in added] == [("publish", "tag"), ("update", "source")]
    assert LogEntry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_carries_them_already_is_left_alone(
    as_member: Any, writer: Any, said: dict[str, Any], source: Source
) -> None:
    before = Entry.objects.count()
    page = sure(as_member(writer), SOURCES, "add_tags", [said["source"], source], said["tag"])
    assert told(page) == ["Add tags: “Niš”. 1 of 2 changed."]
    assert Entry.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_tags_are_taken_off(as_member: Any, writer: Any, said: dict[str, Any], water: Tag) -> None:
    client = as_member(writer)
    page = sure(client, SOURCES, "take_tags", [said["source"]], said["tag"], water)
    assert told(page) == ["Take tags off: “Niš”, “Water”. 1 of 1 changed."]
    row = Subject.objects.now().told().get(uuid=said["source"].uuid)
    assert row.data["tags"] == []
    assert told(sure(client, SOURCES, "take_tags", [said["source"]], water)) == [
        "Take tags off: “Water”. 0 of 1 changed."
    ]


def test_a_draft_more_is_no_question_more(
    as_member: Any, writer: Any, source: Source, water: Tag
) -> None:
    client = as_member(writer)

    def asked(*rows: Source) -> int:
        with CaptureQueriesContext(connection) as queries:
            sure(client, SOURCES, "add_tags", rows, water)
        return len(queries)

    few = asked(source)
    more = [Source(csl_type="post", title=f"Post {n}") for n in range(30)]
    Source.objects.bulk_create(more)
    assert asked(*more) <= few


@pytest.mark.django_db(transaction=True)
def test_public_ones_are_read_together_and_said_to_the_letter(
    as_member: Any, writer: Any, source: Source, water: Tag
) -> None:
    rows = [Source(csl_type="post", title=f"Post {n}") for n in range(30)]
    rows += [Source(csl_type="report", title="Report", publisher=source.publisher)]
    Source.objects.bulk_create(rows)
    rows[0].tags.add("Žaba", "Aleksinac")
    rows[1].captures.create(sha256="0" * 64, media_type="text/html", size=3, captured_at=now())
    with sealing(Actor.DESK):
        for row in rows:
            say(Op.PUBLISH, row)
    with CaptureQueriesContext(connection) as queries:
        sure(as_member(writer), SOURCES, "add_tags", rows, water)
    # Of each: whether it was merged at this moment, its tags, what was merged into it, its copies.
    assert len(queries) < 60 + 4 * len(rows)
    for row in rows:
        last = Entry.objects.filter(uuid=row.uuid).first()
        said = SourcePayload(Source.objects.get(pk=row.pk)).data
        assert (last.op, last.payload.text) == ("update", as_text(said))


def test_items_are_said_again_by_the_tracker(
    as_member: Any, staff: Any, said: dict[str, Any], water: Tag
) -> None:
    sure(as_member(staff), ITEMS, "add_tags", [said["item"]], water)
    last = Entry.objects.first()
    assert (last.kind, last.op, last.actor) == ("item", "update", "tracker")
    assert list(WatchItem.objects.get().tags.names()) == ["Water"]


@pytest.mark.django_db(transaction=True)
def test_articles_stay_drafts(
    as_member: Any, writer: Any, said: dict[str, Any], water: Tag
) -> None:
    before = Entry.objects.count()
    page = sure(as_member(writer), ARTICLES, "add_tags", [said["article"]], water)
    assert told(page) == ["Add tags: “Water”. 1 of 1 changed."]
    assert list(Article.objects.get().tags.names()) == ["Water"]
    assert Entry.objects.count() == before


def test_all_across_the_pages_are_tagged_as_they_are_filtered(
    as_member: Any, writer: Any, water: Tag
) -> None:
    for n in range(60):
        kind = "report" if n % 2 else "post"
        Source.objects.create(csl_type=kind, title=f"Source {n}")
    address = reverse(SOURCES) + "?csl_type=report"
    first = Source.objects.filter(csl_type="report").first()
    form = {"action": "add_tags", "_selected_action": [first.pk], "select_across": "1"}
    client = as_member(writer)
    page = client.post(address, {**form, "index": "0"})
    assert b"30 selected" in page.content
    assert b"and 10 more" in page.content
    client.post(address, {**form, "tags": [water.pk], "_carry_out": "1"})
    assert set(water.taggings.values_list("object_id", flat=True)) == set(
        Source.objects.filter(csl_type="report").values_list("pk", flat=True)
    )


def test_no_tag_chosen_is_told_beside_the_field(
    as_member: Any, writer: Any, source: Source
) -> None:
    page = sure(as_member(writer), SOURCES, "add_tags", [source])
    assert page.context["form"].errors["tags"] == ["This field is required."]


def test_a_tag_merged_meanwhile_is_the_one_that_stayed(
    as_member: Any, writer: Any, source: Source, water: Tag
) -> None:
    old = Tag.objects.create(name="Waters", merged_into=water)
    sure(as_member(writer), SOURCES, "add_tags", [source], old)
    assert list(source.tags.all()) == [water]


def test_who_may_only_look_tags_nothing(
    as_member: Any, manager: Any, source: Source, water: Tag
) -> None:
    sure(as_member(manager), SOURCES, "add_tags", [source], water)
    assert not source.tags.exists()


def test_a_write_that_fails_tags_nothing(
    as_member: Any, writer: Any, said: dict[str, Any], water: Tag, monkeypatch: Any
) -> None:
    def fails(_admin: Any, _rows: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(SealedAdmin, "say_all_saved", fails)
    with pytest.raises(RuntimeError):
        sure(as_member(writer), SOURCES, "add_tags", [said["source"]], water)
    assert not water.taggings.exists()
