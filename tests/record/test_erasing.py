"""What must go by law: the words go, everywhere, and the chain still verifies."""

import json

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from articles.models import Article
from record.erasing import erase
from record.kinds import Actor, Kind, Op
from record.models import Entry, Payload, Subject
from record.rebuilding import faults, rebuild
from record.sealing import say, sealing
from record.verifying import verify
from sources.models import Source
from tests.roles import behind_the_triggers

SECRET = "Report on Ms Example"
EVERY_TEXT = """
    SELECT string_agg(text, ' ') FROM (
        SELECT text FROM record_payload
        UNION ALL SELECT title || ' ' || text || ' ' || search::text FROM record_subject
    ) everything
"""


@pytest.fixture
def named(article: Article, source: Source) -> Source:
    """A source that was public in three wordings, each of which names a person."""
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    for n in range(2):
        source.title = f"{SECRET}, printing {n}"
        source.save()
        with sealing(Actor.DESK):
            source.publish_changes()
    assert "Example" in _everything()
    return source


def _everything() -> str:
    with connection.cursor() as cursor:
        cursor.execute(EVERY_TEXT)
        return str(cursor.fetchone()[0])


def test_the_words_are_gone_and_the_chain_verifies(named: Source) -> None:
    before = Entry.objects.count()
    entry = erase(named.uuid, "A court asked for it.", slug=str(named.number))
    assert "xample" not in _everything()
    assert verify() == (before + 1, None)
    assert (entry.op, entry.kind, entry.actor) == ("erase", "source", "administrator")
    assert json.loads(Payload.objects.get(entry=entry).text)["reason"] == "A court asked for it."
    assert Payload.objects.filter(entry__uuid=named.uuid).count() == 1


def test_the_hashes_of_what_was_erased_stay(named: Source) -> None:
    before = list(Entry.objects.order_by("seq").values())
    erase(named.uuid, "A court asked for it.")
    assert list(Entry.objects.order_by("seq").values())[: len(before)] == before


def test_a_tombstone_stays_where_the_address_may(named: Source) -> None:
    erase(named.uuid, "A court asked for it.", slug=str(named.number))
    row = Subject.objects.now().get(uuid=named.uuid)
    assert (row.state, row.slug, row.title, row.data) == ("erased", str(named.number), "", {})


def test_the_address_goes_where_it_must_go_too(named: Source) -> None:
    erase(named.uuid, "A court asked for it.")
    assert not Subject.objects.filter(uuid=named.uuid).exclude(slug="").exists()


def test_no_past_shows_it_either(named: Source) -> None:
    erase(named.uuid, "A court asked for it.")
    for seq in Entry.objects.values_list("seq", flat=True):
        rows = Subject.objects.at(seq).public()
        assert not rows.filter(uuid=named.uuid).exists()


def test_rebuilding_gives_the_same_after_an_erasure(named: Source) -> None:
    erase(named.uuid, "A court asked for it.", slug="1")
    assert list(faults()) == []
    before = list(Subject.objects.order_by("since").values("uuid", "state", "slug", "since"))
    rebuild()
    assert list(Subject.objects.order_by("since").values(*before[0])) == before


def test_a_payload_that_goes_without_an_erasure_is_a_fault(named: Source) -> None:
    """Also when the subject was erased once, and spoke again."""
    erase(named.uuid, "A court asked for it.")
    named.title = "Report, without names"
    named.save()
    with sealing(Actor.DESK):
        say(Op.PUBLISH, named)
    last = Entry.objects.latest("seq")
    behind_the_triggers(f"DELETE FROM record_payload WHERE entry_id = {last.seq}")
    _held, fault = verify()
    assert fault is not None
    assert fault.seq == last.seq


def test_an_unknown_subject_is_refused(article: Article) -> None:
    with pytest.raises(Subject.DoesNotExist):
        erase(article.uuid, "A court asked for it.")
    assert not Entry.objects.filter(kind=Kind.ARTICLE).exists()


def test_under_an_erasure_no_word_is_put_in_the_place_of_another(named: Source) -> None:
    """What lifts the guard for one table lets words go, and nothing come."""
    rating = named.publisher.ratings.create(code="B", reason="Once right.", since="2024-01-01")
    refused = pytest.raises(IntegrityError, match="is append-only: update")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL record.erasing = 'sources_rating'")
        with refused, transaction.atomic():
            cursor.execute("UPDATE sources_rating SET reason = 'Never right.'")
        with refused, transaction.atomic():
            cursor.execute("UPDATE sources_rating SET reason = '', publisher_id = 0")
        with refused, transaction.atomic():
            cursor.execute("SET LOCAL record.erasing = 'record_entry'")
            cursor.execute("UPDATE record_entry SET actor = ''")
    rating.refresh_from_db()
    assert rating.reason == "Once right."


def test_only_of_what_was_erased_are_append_only_words_taken(named: Source) -> None:
    refused = pytest.raises(DatabaseError, match="was not erased: its words stay")
    with connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute(
            "SELECT public.record_forget(%s, 'sources_rating', '{1}', '{reason}')", [named.uuid]
        )


def test_the_page_of_corrections_says_that_it_was_erased(named: Source, client: Client) -> None:
    entry = erase(named.uuid, "A court asked for it.", slug=str(named.number))
    page = client.get("/corrections/").content.decode()
    assert "A court asked for it." in page
    assert f"/record/{entry.seq}/" in page
    told = client.get("/api/v1/corrections").json()["results"]
    assert [(one["seq"], one["op"]) for one in told] == [(entry.seq, "erase")]
