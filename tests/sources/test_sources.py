"""Publishers, sources and tags: what is allotted, graded and refused."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from articles.models import Article, ArticleSource
from record.kinds import Actor, Kind, Op
from record.models import Entry, Subject
from record.sealing import say, sealing
from record.vague import VagueDate
from sources.models import Publisher, Rating, Source, Tag

DAY = dt.date(2024, 9, 24)


def _publish(*subjects: Any) -> None:
    with sealing(Actor.DESK):
        for subject in subjects:
            say(Op.PUBLISH, subject)


def _data(subject: Any) -> dict[str, Any]:
    data: dict[str, Any] = Subject.objects.now().told().get(uuid=subject.uuid).data
    return data


def test_a_source_gets_its_number_when_it_becomes_public(source: Source) -> None:
    assert source.number is None
    _publish(source)
    source.refresh_from_db()
    assert source.number
    assert _data(source)["number"] == source.number
    assert Subject.objects.now().get(uuid=source.uuid).slug == str(source.number)


def test_a_number_is_kept_and_never_used_again(source: Source) -> None:
    _publish(source)
    _publish(Source.objects.get(pk=source.pk))
    first = Source.objects.get(pk=source.pk).number
    other = Source.objects.create(csl_type="report", title="Other", publisher=source.publisher)
    _publish(other)
    assert other.number != first
    # An older copy in somebody's hand draws no second number.
    assert source.number is None or source.number == first
    source.title = "Again"
    source.save(update_fields=["title"])
    with sealing(Actor.DESK):
        source.publish_changes()
    assert Source.objects.get(pk=source.pk).number == first


@pytest.mark.parametrize("number", [None, 4711])
def test_a_number_that_was_given_is_never_another(source: Source, number: int | None) -> None:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    with pytest.raises(IntegrityError, match="keeps its number"), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(number=number)
    Source.objects.filter(pk=source.pk).update(number=Source.objects.get().number, title="Same")


def test_a_source_is_not_merged_into_itself(source: Source) -> None:
    with pytest.raises(IntegrityError, match="not_its_own"), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(merged_into=source)


def test_a_source_without_an_address_is_valid(source: Source) -> None:
    source.full_clean()
    other = Source(csl_type="report", title="Other", publisher=source.publisher)
    other.full_clean()
    other.save()


def test_one_address_is_kept_once(source: Source) -> None:
    source.url = "https://example.org/report"
    source.save()
    twin = Source(csl_type="report", title="T", publisher=source.publisher, url=source.url)
    with pytest.raises(ValidationError, match="A source with this address is kept already"):
        twin.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/", "example", "//x"])
def test_an_address_is_a_web_address(source: Source, url: str) -> None:
    source.url = url
    with pytest.raises(ValidationError) as error:
        source.full_clean()
    assert set(error.value.message_dict) == {"url"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x"])
def test_an_archived_copy_is_a_web_address_too(source: Source, url: str) -> None:
    source.archived_url = url
    with pytest.raises(ValidationError) as error:
        source.full_clean()
    assert set(error.value.message_dict) == {"archived_url"}


def test_a_vague_date_is_kept_with_its_bounds(source: Source) -> None:
    source.issued = VagueDate.parse("2024-09")
    source.save()
    kept = Source.objects.values("issued_lower", "issued_upper").get(pk=source.pk)
    assert kept == {"issued_lower": dt.date(2024, 9, 1), "issued_upper": dt.date(2024, 9, 30)}


def test_what_is_used_cannot_be_deleted(source: Source, article: Article) -> None:
    ArticleSource.objects.create(article=article, source=source, why="It says so.")
    with pytest.raises(ProtectedError):
        source.delete()
    with pytest.raises(ProtectedError):
        source.publisher.delete()


def test_what_a_draft_s_text_names_cannot_be_deleted(source: Source, article: Article) -> None:
    assert article.references.filter(source=source).exists()
    with pytest.raises(ProtectedError):
        source.delete()


def test_a_rating_needs_a_reason(source: Source) -> None:
    with sealing(Actor.DESK), pytest.raises(ValidationError) as error:
        source.publisher.rate("A", " ", DAY)
    assert set(error.value.message_dict) == {"reason"}


def test_a_rating_is_a_letter_of_the_scale(source: Source) -> None:
    with sealing(Actor.DESK), pytest.raises(ValueError, match="Z"):
        source.publisher.rate("Z", "No such letter.", DAY)


def test_ratings_are_added_and_the_latest_holds(source: Source) -> None:
    office = source.publisher
    _publish(office)
    with sealing(Actor.DESK):
        office.rate("B", "Usually right.", DAY)
    with sealing(Actor.DESK):
        office.rate("D", "Wrong twice.", DAY + dt.timedelta(days=30))
    assert _data(office)["reliability"] == {
        "code": "D",
        "reason": "Wrong twice.",
        "since": "2024-10-24",
    }
    assert Rating.objects.count() == 2
    codes = [row.data["reliability"] for row in Subject.objects.filter(uuid=office.uuid).told()]
    assert [found and found["code"] for found in codes] == [None, "B", "D"]


def test_a_rating_of_a_publisher_that_only_drafts_use_is_not_said(source: Source) -> None:
    with sealing(Actor.DESK):
        source.publisher.rate("B", "Usually right.", DAY)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_narrower_tag_makes_the_broader_one_public() -> None:
    broad = Tag.objects.create(name="Energy", slug="energy")
    narrow = Tag.objects.create(name="Gas", slug="gas", broader=broad)
    _publish(narrow)
    assert _data(narrow)["broader"] == str(broad.uuid)
    assert list(Entry.objects.order_by("seq").values_list("uuid", flat=True)) == [
        broad.uuid,
        narrow.uuid,
    ]


def test_tags_are_found_whatever_their_case(source: Source) -> None:
    Tag.objects.create(name="Niš", slug="nis")
    source.tags.add("niš")
    assert list(source.tags.names()) == ["Niš"]


def test_a_tag_that_is_used_cannot_be_deleted(source: Source) -> None:
    tag = Tag.objects.create(name="Niš", slug="nis")
    source.tags.add(tag)
    with pytest.raises(ProtectedError):
        tag.delete()


def test_a_public_source_says_its_tags(source: Source) -> None:
    tag = Tag.objects.create(name="Niš", slug="nis")
    source.tags.add(tag)
    _publish(source)
    assert _data(source)["tags"] == [str(tag.uuid)]
    tagged = Subject.objects.now().public().filter(kind=Kind.SOURCE).tagged(tag.uuid)
    assert tagged.get().uuid == source.uuid


@pytest.mark.django_db
def test_a_publisher_has_one_name() -> None:
    Publisher.objects.create(name="Office", slug="office", type="state")
    with pytest.raises(IntegrityError), transaction.atomic():
        Publisher.objects.create(name="Office", slug="office-2", type="state")
