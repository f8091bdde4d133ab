"""Numbers without gaps, each entry chained to the one before it, however many speak at once."""

import datetime as dt
import threading
import time
import uuid
from functools import partial

import pytest
from django.db import transaction

from record.chain import append
from record.clock import now, standing
from record.kinds import Actor, Kind, Op
from record.models import Entry
from record.sealing import say, sealing
from record.statements import Statement, as_text
from record.verifying import ZERO, verify
from sources.models import Tag
from tests.roles import behind_the_triggers
from tests.together import at_once


def _say(slug: str) -> Tag:
    tag = Tag.objects.create(name=slug, slug=slug)
    with sealing(Actor.DESK):
        say(Op.PUBLISH, tag)
    return tag


def _entries() -> list[Entry]:
    return list(Entry.objects.order_by("seq"))


@pytest.mark.django_db
def test_numbers_begin_at_one_and_have_no_gap() -> None:
    for name in ("a", "b", "c"):
        _say(name)
    assert [entry.seq for entry in _entries()] == [1, 2, 3]
    assert standing().seq == 3


@pytest.mark.django_db
def test_a_rolled_back_write_leaves_no_gap() -> None:
    _say("a")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _append("lost")
        1 / 0  # noqa: B018
    _say("b")
    assert [entry.seq for entry in _entries()] == [1, 2]
    assert verify() == (2, None)


@pytest.mark.django_db
def test_each_entry_holds_the_hash_of_the_one_before_it() -> None:
    for name in ("a", "b", "c"):
        _say(name)
    first, second, third = _entries()
    assert first.previous_hash == ZERO
    assert second.previous_hash == first.hash
    assert third.previous_hash == second.hash
    assert standing().hash == third.hash


@pytest.mark.django_db(transaction=True)
def test_many_speaking_at_once_are_numbered_one_after_another() -> None:
    def speak(name: str) -> None:
        for n in range(10):
            _say(f"{name}-{n}")

    names = "abcdefgh"
    results = at_once(*(partial(speak, name) for name in names))
    assert results == [None] * len(names)
    entries = _entries()
    assert [entry.seq for entry in entries] == list(range(1, 81))
    moments = [entry.recorded_at for entry in entries]
    assert moments == sorted(moments)
    assert verify() == (80, None)


@pytest.mark.django_db(transaction=True)
def test_verifying_while_others_speak_finds_no_fault() -> None:
    def speak() -> None:
        for n in range(20):
            _say(f"tag-{n}")

    def check() -> list[object]:
        return [fault for _held, fault in (verify() for _ in range(60)) if fault]

    assert at_once(speak, check) == [None, []]


@pytest.mark.django_db(transaction=True)
def test_who_comes_second_waits_and_is_recorded_later() -> None:
    """The second opens its transaction first: the number is the order of sealing all the same."""
    opened, sealed = threading.Event(), threading.Event()

    def first() -> Entry:
        opened.wait(10)
        with transaction.atomic():
            entry = _append("first")
            sealed.set()
            time.sleep(0.2)
        return entry

    def second() -> Entry:
        with transaction.atomic():
            Tag.objects.count()
            opened.set()
            sealed.wait(10)
            return _append("second")

    one, two = at_once(first, second)
    assert (one.seq, two.seq) == (1, 2)
    assert one.recorded_at <= two.recorded_at


@pytest.mark.django_db
def test_the_clock_never_runs_backwards() -> None:
    """An entry that stands in time to come, as after a wrongly set clock, is never undercut."""
    ahead = now() + dt.timedelta(hours=1)
    first = _append("a")
    behind_the_triggers(f"UPDATE record_entry SET recorded_at = '{ahead.isoformat()}'")
    second = _append("b")
    assert second.recorded_at == ahead > first.recorded_at


def _append(text: str) -> Entry:
    """Append an entry that the projection does not hear of."""
    said = Statement(Op.PUBLISH, Kind.TAG, uuid.uuid4(), 1, Actor.DESK, as_text(text))
    return append([said], None)[0]
