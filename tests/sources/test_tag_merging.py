"""Merging tags: every use, spelling and address goes on under the tag that stays."""

import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.drafts import draft
from articles.models import Article
from record.clock import standing
from record.kinds import Actor, Op
from record.models import Entry, Subject
from record.rebuilding import rebuild
from record.saying import NotSealing
from record.sealing import say, sealing
from sources.models import Source, Tag, Tagging
from sources.tag_merging import Merged
from tests.together import at_once
from tracker.models import WatchItem
from watchdesk import edge

pytestmark = pytest.mark.django_db


def merge(tag: Tag, other: Tag, reason: str = "Two spellings of one.") -> Merged:
    with sealing(Actor.DESK):
        return Tag.objects.get(pk=tag.pk).merge_into(Tag.objects.get(pk=other.pk), reason)


def publish(*subjects: Any) -> None:
    with sealing(Actor.DESK):
        for subject in subjects:
            say(Op.PUBLISH, subject)


@pytest.fixture
def ferry() -> Tag:
    return Tag.objects.create(name="Ferry traffic", aliases=["Trajekti"])


@pytest.fixture
def ferries() -> Tag:
    return Tag.objects.create(name="Ferries", aliases=["Boats"])


@pytest.fixture
def carried(said: dict[str, Any], ferry: Tag, ferries: Tag) -> dict[str, Any]:
    """An article, an item and a source that are public under the tag, one under both."""
    said["article"].tags.set([said["tag"], ferry, ferries])
    said["item"].tags.set([ferry])
    said["source"].tags.set([ferries, said["tag"], ferry])
    with sealing(Actor.EDITOR):
        said["article"].publish(by=None)
        said["item"].publish_changes()
        said["source"].publish_changes()
    return said


def test_every_use_is_moved_and_none_is_doubled(
    ferry: Tag, ferries: Tag, carried: dict[str, Any]
) -> None:
    merged = merge(ferry, ferries)
    assert merged.uses == {Article: 1, WatchItem: 1, Source: 1}
    assert list(carried["article"].tags.names()) == ["Niš", "Ferries"]
    assert list(carried["source"].tags.names()) == ["Niš", "Ferries"]
    assert list(carried["item"].tags.names()) == ["Ferries"]
    assert not Tagging.objects.filter(tag=ferry).exists()


def test_its_spellings_find_the_tag_that_stays(ferry: Tag, ferries: Tag, source: Source) -> None:
    merge(ferry, ferries)
    ferries.refresh_from_db()
    assert ferries.aliases == ["Boats", "Ferry traffic", "Trajekti"]
    for spelling in ("трајекти", "ferry TRAFFIC", "boats"):
        assert Tag.objects.spelled(spelling).get() == ferries
    source.tags.add("Ferry traffic", ferry)
    assert list(source.tags.all()) == [ferries]


def test_a_use_of_the_merged_tag_is_one_of_the_other_whoever_writes_it(
    ferry: Tag, ferries: Tag, source: Source
) -> None:
    merge(ferry, ferries)
    Tagging.objects.create(tag=ferry, content_object=source)
    assert Tagging.objects.get().tag == ferries


def test_narrower_tags_are_moved_and_no_circle_is_closed(ferry: Tag, ferries: Tag) -> None:
    top = Tag.objects.create(name="Transport")
    ferry.broader = top
    ferry.save()
    between = Tag.objects.create(name="Ships", broader=ferry)
    ferries.broader = between
    ferries.save()
    pier = Tag.objects.create(name="Piers", broader=ferry)
    merged = merge(ferry, ferries)
    assert merged.narrower == 1
    above = dict(Tag.objects.values_list("name", "broader__name"))
    assert above == {
        "Transport": None,
        "Ferry traffic": None,
        "Ships": "Transport",
        "Ferries": "Ships",
        "Piers": "Ferries",
    }
    assert pier.broader_id == ferry.pk


def test_readers_are_told_and_nothing_else_is_rewritten(
    ferry: Tag, ferries: Tag, carried: dict[str, Any]
) -> None:
    before = Entry.objects.count()
    merge(ferry, ferries, " One word is enough. ")
    added = Entry.objects.order_by("seq")[before:]
    assert [(entry.op, entry.uuid) for entry in added] == [
        ("update", ferries.uuid),
        ("merge", ferry.uuid),
    ]
    tombstone = Subject.objects.now().told().get(uuid=ferry.uuid)
    assert tombstone.data == {"reason": "One word is enough.", "successor": str(ferries.uuid)}
    article = Subject.objects.now().told().get(uuid=carried["article"].uuid)
    assert str(ferry.uuid) in article.data["tags"]


def test_the_tag_that_stays_is_public_as_the_merged_one_was(ferry: Tag, ferries: Tag) -> None:
    publish(ferry)
    assert not ferries.is_public
    merge(ferry, ferries)
    assert ferries.is_public
    assert [entry.op for entry in Entry.objects.order_by("seq")] == ["publish", "publish", "merge"]


def test_a_tag_that_readers_never_had_is_merged_in_silence(ferry: Tag, ferries: Tag) -> None:
    merge(ferry, ferries)
    assert not Entry.objects.exists()


def test_a_public_tag_says_the_spellings_it_took_over(ferry: Tag, ferries: Tag) -> None:
    publish(ferries)
    merge(ferry, ferries)
    said = Subject.objects.now().told().get(uuid=ferries.uuid)
    assert said.data["aliases"] == ["Boats", "Ferry traffic", "Trajekti"]
    assert Entry.objects.count() == 2


def test_the_old_address_leads_on_and_is_what_it_was_before(
    ferry: Tag, ferries: Tag, carried: dict[str, Any], client: Client
) -> None:
    before = standing().seq
    page = client.get(f"/tags/ferry-traffic/?known_at={before}").content
    merge(ferry, ferries)
    edge.copies.clear()
    moved = client.get("/tags/ferry-traffic/")
    assert (moved.status_code, moved["Location"]) == (301, "/tags/ferries/")
    then = client.get(f"/tags/ferry-traffic/?known_at={before}")
    assert then.status_code == 200
    main = page.split(b"<main")[1].split(b"</main>")[0]
    assert then.content.split(b"<main")[1].split(b"</main>")[0] == main
    detail = client.get(f"/api/v1/tags/{ferry.uuid}")
    assert (detail.status_code, detail["Location"]) == (308, f"/api/v1/tags/{ferries.uuid}")


def test_each_thing_and_each_tag_is_shown_once(
    ferry: Tag, ferries: Tag, carried: dict[str, Any], client: Client
) -> None:
    merge(ferry, ferries)
    page = client.get("/tags/ferries/")
    assert len(page.context["articles"]) == len(page.context["items"]) == 1
    assert len(page.context["sources"]) == 1
    assert page.context["counts"] == {"item": 1, "article": 1, "source": 1}
    article = client.get(carried["article"].standing().url)
    assert [row.title for row in article.context["shown"].tags] == ["Niš", "Ferries"]
    source = client.get(carried["source"].standing().url)
    assert [row.title for row in source.context["tags"]] == ["Niš", "Ferries"]
    item = client.get(carried["item"].standing().url)
    assert [row.title for row in item.context["tags"]] == ["Ferries"]
    assert b"Ferry traffic</a>" not in article.content + source.content + item.content


def test_the_api_finds_under_any_name(
    ferry: Tag, ferries: Tag, carried: dict[str, Any], api: Any
) -> None:
    before = str(standing().seq)
    merge(ferry, ferries)
    for name in (ferry, ferries):
        for kind in ("articles", "watch-items", "sources"):
            for parameter in ("tag", "rests_on"):
                if (kind, parameter) == ("watch-items", "rests_on"):
                    continue
                found = api(kind, **{parameter: str(name.uuid)})[1]["results"]
                assert [row["id"] for row in found] == [str(_of(carried, kind).uuid)]
    then = api("watch-items", tag=str(ferries.uuid), known_at=before)[1]["results"]
    assert then == []


def _of(carried: dict[str, Any], kind: str) -> Any:
    return carried[{"articles": "article", "watch-items": "item", "sources": "source"}[kind]]


def test_merges_after_merges_are_followed_in_as_many_queries(
    ferry: Tag, ferries: Tag, carried: dict[str, Any], client: Client
) -> None:
    last = Tag.objects.create(name="Ships")
    merge(ferry, ferries)
    merge(ferries, last)
    for old in ("ferry-traffic", "ferries"):
        assert client.get(f"/tags/{old}/")["Location"] == "/tags/ships/"
    edge.copies.clear()
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/tags/ships/")
    assert page.context["counts"] == {"item": 1, "article": 1, "source": 1}
    assert len(captured) <= 6
    shown = client.get(carried["article"].standing().url).context["shown"]
    assert [row.title for row in shown.tags] == ["Niš", "Ships"]


def test_an_article_does_not_look_changed(
    ferry: Tag, ferries: Tag, carried: dict[str, Any]
) -> None:
    article = carried["article"]
    assert not draft(article).differs
    merge(ferry, ferries)
    assert not draft(Article.objects.get(pk=article.pk)).differs
    article.tags.add("Something new")
    assert draft(Article.objects.get(pk=article.pk)).differs


def test_the_projection_is_the_same_when_it_is_made_again(
    ferry: Tag, ferries: Tag, carried: dict[str, Any]
) -> None:
    merge(ferry, ferries)
    columns = ("uuid", "state", "slug", "title", "successor", "since", "until")
    before = list(Subject.objects.order_by("since").values_list(*columns))
    rebuild()
    assert list(Subject.objects.order_by("since").values_list(*columns)) == before


def test_what_cannot_be_merged_is_refused_in_a_sentence(ferry: Tag, ferries: Tag) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        merge(ferry, ferries, "  ")
    with pytest.raises(ValidationError, match="“Ferries” cannot be merged into itself"):
        merge(ferries, ferries)
    merge(ferry, ferries)
    with pytest.raises(ValidationError, match="“Ferry traffic” was merged into “Ferries” already"):
        merge(ferry, Tag.objects.create(name="Third"))
    with pytest.raises(ValidationError, match="one cannot stand for the other"):
        merge(ferries, ferry)
    with pytest.raises(NotSealing):
        ferries.merge_into(Tag.objects.get(name="Third"), "Outside.")


def test_a_merge_into_a_merged_tag_is_one_into_the_tag_that_stayed(
    ferry: Tag, ferries: Tag
) -> None:
    third = Tag.objects.create(name="Third")
    merge(ferry, ferries)
    assert merge(third, ferry).into == ferries
    third.refresh_from_db()
    assert third.merged_into == ferries


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_that_cross_one_is_refused(ferry: Tag, ferries: Tag, source: Source) -> None:
    source.tags.add(ferry, ferries)
    told = at_once(lambda: merge(ferry, ferries), lambda: merge(ferries, ferry))
    assert sorted(type(one).__name__ for one in told) == ["Merged", "ValidationError"]
    stayed = Tag.objects.get(merged_into=None)
    assert list(source.tags.all()) == [stayed]
    assert {row.key for row in stayed.spellings.all()} == {
        "ferries",
        "boats",
        "ferry traffic",
        "trajekti",
    }


@pytest.mark.django_db(transaction=True)
def test_what_is_tagged_while_tags_are_merged_is_not_lost(
    ferry: Tag, ferries: Tag, source: Source
) -> None:
    names = [Source.objects.create(csl_type="report", title=f"Source {n}") for n in range(6)]
    publish(ferry)

    def tagged(one: Source) -> None:
        with sealing(Actor.DESK):
            one.tags.add(Tag.objects.get(pk=ferry.pk))
            one.publish_changes()

    told = at_once(*(lambda one=one: tagged(one) for one in names), lambda: merge(ferry, ferries))
    assert [type(one) for one in told] == [type(None)] * 6 + [Merged]
    assert set(Tagging.objects.values_list("tag", flat=True)) == {ferries.pk}
    assert Tagging.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_a_tagging_that_began_first_is_waited_for_and_moved(
    ferry: Tag, ferries: Tag, source: Source
) -> None:
    begun, end = threading.Event(), threading.Event()

    def tag() -> None:
        with sealing(Actor.DESK):
            source.tags.add(ferry)
            begun.set()
            assert end.wait(timeout=30)

    def merge_after() -> Merged:
        assert begun.wait(timeout=30)
        threading.Timer(0.3, end.set).start()
        return merge(ferry, ferries)

    told = at_once(tag, merge_after)
    assert told[1].uses == {Source: 1}
    assert list(source.tags.all()) == [ferries]


@pytest.mark.django_db(transaction=True)
def test_an_article_published_while_its_tag_is_merged_keeps_it(
    ferry: Tag, ferries: Tag, article: Article, client: Client
) -> None:
    article.tags.add(ferry)

    def publishes() -> None:
        with sealing(Actor.EDITOR):
            article.publish(by=None)

    told = at_once(publishes, lambda: merge(ferry, ferries))
    assert [type(one) for one in told] == [type(None), Merged]
    shown = client.get(article.standing().url).context["shown"]
    assert [row.title for row in shown.tags] == ["Ferries"]
