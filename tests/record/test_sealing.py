"""The outermost transaction of a desk write: all of it is recorded at its end, or nothing is."""

import hashlib
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from articles.models import Article
from record.kinds import Actor, Kind, Op
from record.models import Entry, Payload, Subject
from record.saying import NotSealing
from record.sealing import AlreadySealing, say, sealing
from record.statements import as_text
from record.verifying import verify
from sources.models import Publisher, Source, Tag
from tests.together import at_once
from tracker.models import WatchItem

ROUNDS = 12


@pytest.fixture
def tag(db: None) -> Tag:
    return Tag.objects.create(
        name="Ниш/Niš „harbour“ \U0001f6a2", slug="harbour", description="One\u2028two"
    )


def _said() -> list[tuple[str, str]]:
    return list(Entry.objects.order_by("seq").values_list("op", "kind"))


def test_a_payload_is_stored_to_the_byte(tag: Tag) -> None:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, tag)
    payload = Payload.objects.select_related("entry").get()
    assert payload.text == (
        '{"aliases":[],"broader":null,"description":"One\u2028two","kind":"topic",'
        '"name":"Ниш/Niš „harbour“ \U0001f6a2","slug":"harbour"}'
    )
    held = bytes(payload.salt) + payload.text.encode()
    assert payload.entry.commitment == hashlib.sha256(held).hexdigest()


def test_each_payload_has_a_salt_of_its_own(tag: Tag) -> None:
    twin = Tag.objects.create(name="Twin", slug="twin")
    with sealing(Actor.DESK):
        say(Op.PUBLISH, tag)
        say(Op.PUBLISH, twin)
    salts = [bytes(payload.salt) for payload in Payload.objects.all()]
    assert [len(salt) for salt in salts] == [32, 32]
    assert salts[0] != salts[1]


def test_the_public_role_is_recorded_and_no_name(tag: Tag) -> None:
    with sealing(Actor.EDITOR):
        say(Op.PUBLISH, tag)
    assert Entry.objects.get().actor == "editor"


def test_a_verb_outside_a_desk_write_is_refused(dam: WatchItem, tag: Tag) -> None:
    with pytest.raises(NotSealing):
        dam.look("everywhere", by=None)
    with pytest.raises(NotSealing):
        say(Op.PUBLISH, tag)
    assert not Entry.objects.exists()


def test_a_desk_write_inside_another_is_refused(tag: Tag) -> None:
    with pytest.raises(AlreadySealing), sealing(Actor.DESK):
        say(Op.PUBLISH, tag)
        with sealing(Actor.DESK):
            pass
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_desk_write_inside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError), transaction.atomic(), sealing(Actor.DESK):
        pass


def test_an_exception_inside_leaves_nothing(tag: Tag) -> None:
    with pytest.raises(ZeroDivisionError), sealing(Actor.DESK):
        Tag.objects.create(name="b", slug="b")
        say(Op.PUBLISH, tag)
        1 / 0  # noqa: B018
    assert not Entry.objects.exists()
    assert not Subject.objects.exists()
    assert not Tag.objects.filter(slug="b").exists()
    with sealing(Actor.DESK):
        say(Op.PUBLISH, tag)
    assert verify() == (1, None)


def test_a_refusal_at_the_very_end_leaves_nothing(tag: Tag) -> None:
    """Two subjects at one address are refused by the projection, after the chain was written."""
    with sealing(Actor.DESK):
        say(Op.PUBLISH, tag)
    Tag.objects.filter(pk=tag.pk).update(slug="moved-but-not-said")
    other = Tag.objects.create(name="Other", slug="harbour")
    with pytest.raises(IntegrityError, match="record_subject_one_address"), sealing(Actor.DESK):
        say(Op.PUBLISH, other)
    assert verify() == (1, None)


def test_what_was_taken_back_is_not_brought_back_by_what_rests_on_it(
    article: Article, source: Source
) -> None:
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    with sealing(Actor.DESK):
        say(Op.WITHDRAW, source, ending={"reason": "forged", "successor": None})
    article.title = "The dam, again"
    article.save()
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    assert _said()[-2:] == [("withdraw", "source"), ("update", "article")]


def test_what_it_rests_on_becomes_public_before_it_and_only_once(
    article: Article, source: Source
) -> None:
    source.tags.add(Tag.objects.create(name="Water", slug="water"))
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    kinds = [kind for _op, kind in _said()]
    assert sorted(kinds) == ["article", "author", "publisher", "source", "tag"]
    assert kinds[-1] == "article"
    assert kinds.index("publisher") < kinds.index("source")
    assert kinds.index("tag") < kinds.index("source")
    article.title = "The dam, again"
    article.save()
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    assert _said()[5:] == [("update", "article")]


def test_what_only_drafts_use_has_no_entry(article: Article, source: Source) -> None:
    with sealing(Actor.DESK):
        source.publish_changes()
        source.publisher.publish_changes()
    assert not Entry.objects.exists()
    source.refresh_from_db()
    assert source.number is None


def test_saving_what_is_public_publishes_it(article: Article, source: Source) -> None:
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    before = Entry.objects.count()
    source.title = "Report on the dam, second printing"
    source.save()
    with sealing(Actor.DESK):
        source.publish_changes()
    assert _said()[before:] == [("update", "source")]
    assert Subject.objects.now().get(uuid=source.uuid).title == source.title


def test_an_unchanged_update_makes_no_entry(article: Article, source: Source) -> None:
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    before = Entry.objects.count()
    with sealing(Actor.DESK):
        source.publish_changes()
        source.publisher.publish_changes()
    assert Entry.objects.count() == before


def test_a_subject_said_twice_in_a_write_has_one_entry(tag: Tag) -> None:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, tag)
        tag.description = "Where ships are."
        tag.save()
        say(Op.UPDATE, tag)
    assert _said() == [("publish", "tag")]
    assert "Where ships are." in Payload.objects.get().text


def test_tags_that_name_each_other_are_both_said(tag: Tag) -> None:
    other = Tag.objects.create(name="Other", slug="other", broader=tag)
    Tag.objects.filter(pk=tag.pk).update(broader=other)
    tag.refresh_from_db()
    with sealing(Actor.DESK):
        say(Op.PUBLISH, tag)
    assert _said() == [("publish", "tag"), ("publish", "tag")]


def test_json_is_written_in_one_way() -> None:
    assert as_text({"b": 1, "a": ["ž", None, True]}) == '{"a":["ž",null,true],"b":1}'


@pytest.mark.django_db(transaction=True)
def test_what_two_writes_rest_on_is_published_once() -> None:
    """Two writes are the first to use the same new sources, each in its own order."""
    publisher = Publisher.objects.create(name="Office", slug="office", type="state")

    def publish(uuids: list[UUID], tag: Tag) -> None:
        with sealing(Actor.DESK):
            say(Op.PUBLISH, tag)
            for uuid in uuids:
                say(Op.PUBLISH, Source.objects.get(uuid=uuid))

    for n in range(ROUNDS):
        uuids = [
            Source.objects.create(csl_type="report", title=f"{n}", publisher=publisher).uuid
            for _ in "ab"
        ]
        one, two = (Tag.objects.create(name=f"{n} {name}", slug=f"{n}-{name}") for name in "ab")
        results = at_once(partial(publish, uuids, one), partial(publish, uuids[::-1], two))
        assert results == [None, None]
    assert Entry.objects.filter(kind=Kind.PUBLISHER).count() == 1
    published = Entry.objects.filter(kind=Kind.SOURCE)
    assert published.count() == published.values("uuid").distinct().count() == 2 * ROUNDS
    numbers = {str(number) for number in Source.objects.values_list("number", flat=True)}
    assert len(numbers) == 2 * ROUNDS
    assert {row.slug for row in Subject.objects.now().filter(kind=Kind.SOURCE)} == numbers
    assert verify()[1] is None


@pytest.mark.django_db(transaction=True)
def test_two_writes_on_one_subject_lose_nothing_of_each_other(
    dam: WatchItem, opening: dict[str, Any]
) -> None:
    """One adds criteria while the other renames the item: the record ends with both."""
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)

    def rename(to: str) -> None:
        mine = WatchItem.objects.get(pk=dam.pk)
        with sealing(Actor.TRACKER):
            mine.short = to
            mine.save(update_fields=["short"])
            mine.publish_changes()

    def change_criteria(yes: str) -> None:
        mine = WatchItem.objects.get(pk=dam.pk)
        with sealing(Actor.TRACKER):
            mine.set_criteria(yes=yes, no="n", edge_cases="e", by_when="b", reason="r")

    for n in range(ROUNDS):
        results = at_once(partial(rename, f"dam {n}"), partial(change_criteria, f"yes {n}"))
        assert results == [None, None]
        said = Subject.objects.now().get(uuid=dam.uuid).data
        assert said["short"] == f"dam {n}"
        assert [row["yes"] for row in said["criteria"]][-1] == f"yes {n}"
