"""Two tags become one at the desk: in a browser as an editor, and refused to a writer."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from record.kinds import Actor, Op
from record.models import Entry
from record.sealing import say, sealing
from sources.models import Source, Tag
from tests import axe

pytestmark = pytest.mark.django_db

LIST = "admin:sources_tag_changelist"


@pytest.fixture
def tags(source: Source) -> tuple[Tag, Tag]:
    """A tag that is public and used, and a second spelling of it."""
    kept = Tag.objects.create(name="Ferries", aliases=["Boats"])
    doubled = Tag.objects.create(name="Ferry traffic")
    source.tags.add(kept)
    other = Source.objects.create(csl_type="report", title="Other")
    other.tags.add(doubled)
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
        say(Op.PUBLISH, other)
    return kept, doubled


def ask(client: Any, *tags: Tag, **more: Any) -> Any:
    form = {"action": "merge", "_selected_action": [tag.pk for tag in tags], **more}
    return client.post(reverse(LIST), form, follow=True)


def told(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


@pytest.mark.django_db(transaction=True)
def test_an_editor_merges_two_tags(
    come_in: Any, editor: Any, tags: tuple[Tag, Tag], console: list[str]
) -> None:
    kept, doubled = tags
    page = come_in(editor)
    page.goto(reverse(LIST))
    for tag in tags:
        page.locator(f"input[name=_selected_action][value='{tag.pk}']").check()
    page.locator("select[name=action]").select_option("merge")
    with page.expect_navigation():
        page.locator("button[name=index]").click()
    assert page.get_by_text("1 source; public").count() == 2
    assert console == []
    assert axe.faults(page) == []
    page.get_by_label("Ferries").check()
    page.get_by_label("Why").fill("Two words for one thing.")
    with page.expect_navigation():
        page.get_by_role("button", name="Merge tags").click()
    page.get_by_text("“Ferry traffic” is merged into “Ferries”. Moved: 1 source.").wait_for()
    doubled.refresh_from_db()
    assert doubled.merged_into == kept
    # The list shows what can be used; the merged one is asked for.
    assert page.locator("#result_list tbody tr").count() == 1
    page.goto(f"/tags/{doubled.slug}/")
    assert page.url.endswith("/tags/ferries/")
    assert page.locator(".source-lines li").count() == 2


def test_a_writer_is_refused(as_member: Any, writer: Any, tags: tuple[Tag, Tag]) -> None:
    client = as_member(writer)
    assert "merge" not in client.get(reverse(LIST)).content.decode().split("</form>")[0]
    ask(client, *tags, stays=tags[0].pk, reason="Mine.", _carry_out="1")
    assert not Tag.objects.exclude(merged_into=None).exists()


@pytest.mark.django_db(transaction=True)
def test_several_are_merged_in_one_write(
    as_member: Any, editor: Any, tags: tuple[Tag, Tag]
) -> None:
    third = Tag.objects.create(name="Trajekti")
    before = Entry.objects.count()
    page = ask(
        as_member(editor), *tags, third, stays=tags[0].pk, reason="One is enough.", _carry_out="1"
    )
    assert told(page) == [
        "“Ferry traffic” is merged into “Ferries”. Moved: 1 source.",
        "“Trajekti” is merged into “Ferries”. It was not used.",
    ]
    added = Entry.objects.order_by("seq")[before:]
    assert [(entry.op, entry.uuid) for entry in added] == [
        ("update", tags[0].uuid),
        ("merge", tags[1].uuid),
    ]
    assert LogEntry.objects.count() == 4


def test_what_is_missing_is_told_on_the_page_with_what_was_typed(
    as_member: Any, editor: Any, tags: tuple[Tag, Tag]
) -> None:
    page = ask(as_member(editor), *tags, stays=tags[1].pk, reason=" ", _carry_out="1")
    assert page.context["form"].errors == {
        "reason": ["Say why: readers of the old address are told."]
    }
    assert f'value="{tags[1].pk}" id="id_stays_{tags[1].pk}"' in page.content.decode()
    assert page.content.decode().count(" checked>") == 1


@pytest.mark.django_db(transaction=True)
def test_one_alone_and_a_merged_one_are_refused(
    as_member: Any, editor: Any, tags: tuple[Tag, Tag]
) -> None:
    client = as_member(editor)
    assert told(ask(client, tags[0])) == [
        "Choose two tags or more: one of them stays, the others are merged into it."
    ]
    old = Tag.objects.create(name="Old", merged_into=tags[0])
    form = {"action": "merge", "_selected_action": [old.pk, tags[1].pk]}
    page = client.post(reverse(LIST) + "?merged=yes", form, follow=True)
    assert told(page) == [
        "Choose two tags or more: one of them stays, the others are merged into it."
    ]
    third = Tag.objects.create(name="Third", merged_into=tags[0])
    form["_selected_action"] = [old.pk, third.pk]
    page = client.post(reverse(LIST) + "?merged=yes", form, follow=True)
    assert told(page) == ["“Old” was merged into “Ferries” already. Choose others."]


def test_a_refusal_of_the_verb_keeps_what_was_typed(
    as_member: Any, editor: Any, tags: tuple[Tag, Tag], monkeypatch: Any
) -> None:
    from django.core.exceptions import ValidationError

    def quicker(_tag: Tag, _other: Tag, _reason: str) -> None:
        raise ValidationError("Somebody was quicker.")

    monkeypatch.setattr(Tag, "merge_into", quicker)
    page = ask(as_member(editor), *tags, stays=tags[0].pk, reason="Typed.", _carry_out="1")
    assert page.context["form"].non_field_errors() == ["Somebody was quicker."]
    assert b"Typed.</textarea>" in page.content


def test_a_merged_tag_is_a_memory(as_member: Any, editor: Any, tags: tuple[Tag, Tag]) -> None:
    client = as_member(editor)
    ask(client, *tags, stays=tags[0].pk, reason="One is enough.", _carry_out="1")
    address = reverse("admin:sources_tag_change", args=[tags[1].pk])
    page = client.get(address)
    assert page.status_code == 200
    assert b"Ferries" in page.content
    assert client.post(address, {"name": "New name", "type": "topic"}).status_code == 403
    listed = client.get(reverse(LIST)).context["cl"].queryset
    assert list(listed) == [tags[0]]
    assert list(client.get(reverse(LIST), {"merged": "yes"}).context["cl"].queryset) == [tags[1]]
    query = {"app_label": "sources", "model_name": "tag", "field_name": "broader", "term": "ferr"}
    offered = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [row["text"] for row in offered] == ["Ferries"]
