"""A generated desk is one that the desk itself could have become: it verifies, and reads as one."""

import pytest
from django.test import Client

from bench.desk import LONGEST, Desk
from bench.filling import NotTheBench, chained, say_all, write
from bench.sizes import Size
from record.models import Entry, Subject
from record.rebuilding import faults, rebuild
from record.verifying import verify
from tracker.history import impossible_step
from tracker.models import WatchItem
from tracker.watched import said

SMALL = Size(items=10, changes=400)


def quietly(_done: int, _of: int) -> None:
    """No bar."""


@pytest.fixture
def generated(db: None) -> Desk:
    """A small one, in the tests' database."""
    desk = Desk(SMALL)
    write(desk, quietly)
    rebuild()
    return desk


def test_it_verifies_and_its_projection_is_as_the_entries_give_it(generated: Desk) -> None:
    assert verify() == (generated.length, None)
    assert list(faults()) == []


def test_it_holds_what_it_was_asked_for(generated: Desk) -> None:
    rows = list(Subject.objects.now().told().filter(kind="status-change").order_by("first_seq"))
    assert len(rows) == SMALL.changes
    assert sum(len(row.data["evidence"]) for row in rows) == 2 * SMALL.changes
    items = Subject.objects.now().filter(kind="item")
    assert items.count() == SMALL.items
    longest = items.get(slug=LONGEST)
    assert sum(row.parent == longest.uuid for row in rows) == 200


def test_its_histories_obey_the_rules_of_the_tracker(generated: Desk) -> None:
    rows = list(Subject.objects.now().told().filter(kind="status-change").order_by("first_seq"))
    for item in Subject.objects.now().filter(kind="item"):
        history = [said(row) for row in rows if row.parent == item.uuid]
        assert impossible_step(history) is None
    assert all(row.sort_date <= row.first_at.date() for row in rows if row.sort_date)


def test_its_pages_open(generated: Desk, client: Client) -> None:
    for address in ("/", "/watch/", f"/watch/{LONGEST}/", "/articles/article-0/", "/sources/1/"):
        assert client.get(address).status_code == 200, address
        assert client.get(address, {"known_at": generated.length // 2}).status_code in {200, 404}


def test_the_same_seed_gives_the_same_record(generated: Desk) -> None:
    before = list(Entry.objects.order_by("seq").values_list("hash", flat=True))
    assert [entry.hash for entry, _text, _salt in chained(Desk(SMALL))] == before
    assert before != [entry.hash for entry, _text, _salt in chained(Desk(SMALL, seed=2))]


@pytest.mark.django_db
def test_no_database_but_the_benchs_own_is_written_to() -> None:
    with pytest.raises(NotTheBench, match="must end in _bench"):
        say_all(Desk(SMALL), quietly)
    assert not Entry.objects.exists()
    assert not WatchItem.objects.exists()


def test_a_database_that_holds_a_record_is_left_alone(generated: Desk) -> None:
    with pytest.raises(NotTheBench, match="holds a record already"):
        write(Desk(SMALL), quietly)
