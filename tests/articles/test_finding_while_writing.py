"""What the editor finds while someone writes, and for whom."""

import datetime as dt

import pytest
from django.urls import reverse

from articles.models import Article, Image, Video
from sources.models import Source

FIND = reverse("desk-find")


def found(client, **asked):
    return client.get(FIND, asked).json()["results"]


def test_a_source_is_found_by_words_of_its_title_and_publisher(client, writer, source):
    client.force_login(writer)
    (one,) = found(client, kind="source", q="dam harbour")
    assert one["uuid"] == str(source.uuid)
    assert one["title"] == "Report on the dam"
    assert one["label"] == "Harbour Office, 2024"
    assert found(client, kind="source", q="dam elsewhere") == []


def test_a_source_stands_with_the_grade_of_its_publisher(client, writer, source):
    source.publisher.ratings.create(code="B", reason="Checked.", since=dt.date(2024, 1, 1))
    client.force_login(writer)
    (one,) = found(client, kind="source", q="")
    assert one["code"].startswith("B")


def test_every_kind_is_found_by_name_and_by_uuid(client, writer, source, dam, article):
    picture = Image.objects.create(title="Valley", file="a.png", alt="A valley", credit="the desk")
    video = Video.objects.create(title="Film", file="a.mp4", credit="the desk", seconds=3)
    client.force_login(writer)
    for kind, record in {
        "source": source,
        "item": dam,
        "article": article,
        "image": picture,
        "video": video,
    }.items():
        assert [one["uuid"] for one in found(client, kind=kind, q="")] == [str(record.uuid)]
        assert [one["uuid"] for one in found(client, kind=kind, uuid=str(record.uuid))] == [
            str(record.uuid)
        ]


def test_the_latest_stand_first_and_no_more_than_eight(client, writer, source):
    for number in range(9):
        Source.objects.create(csl_type="report", title=f"Memo {number}", publisher=source.publisher)
    client.force_login(writer)
    titles = [one["title"] for one in found(client, kind="source", q="")]
    assert titles == [f"Memo {number}" for number in range(8, 0, -1)]


def test_however_many_are_found_the_queries_are_the_same(
    client, writer, source, django_assert_max_num_queries
):
    for number in range(7):
        Source.objects.create(csl_type="report", title=f"Memo {number}", publisher=source.publisher)
    client.force_login(writer)
    with django_assert_max_num_queries(6):
        assert len(found(client, kind="source", q="")) == 8


def test_words_with_signs_are_searched_as_they_are(client, writer, source):
    client.force_login(writer)
    assert found(client, kind="source", q="100% _ '; --") == []


def test_a_kind_that_there_is_not_and_a_uuid_that_is_none(client, writer):
    client.force_login(writer)
    assert client.get(FIND, {"kind": "user"}).status_code == 400
    assert client.get(FIND, {"kind": "source", "uuid": "1"}).status_code == 400


@pytest.mark.django_db
def test_readers_find_nothing_here(client):
    assert client.get(FIND, {"kind": "source"}).status_code == 403


def test_a_user_who_is_not_of_the_desk_finds_nothing(client, stranger):
    client.force_login(stranger)
    assert client.get(FIND, {"kind": "source"}).status_code == 403


def test_drafts_are_found_by_writers(client, writer, article):
    client.force_login(writer)
    assert Article.objects.get().is_public is False
    assert found(client, kind="article", q="dam")[0]["detail"] == "24 September 2024"
