"""Scheduled publications: whoever comes first after the moment seals them, exactly once."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.test import Client

from record.clock import now, standing
from record.due import seal_due
from record.kinds import Actor, Kind, Op
from record.models import Due, Entry, Head, Subject
from record.saying import say_later
from record.sealing import say, sealing
from record.statements import as_text
from record.verifying import verify
from sources.models import Source, Tag
from sources.serializers import SourcePayload, TagPayload
from tests.together import at_once

SOON = dt.timedelta(minutes=5)


def _schedule(tag: Tag, at: dt.datetime) -> None:
    with sealing(Actor.EDITOR):
        say_later(at, Op.PUBLISH, tag, snapshot=as_text(TagPayload(tag).data), by=None)


def _tag(name: str) -> Tag:
    return Tag.objects.create(name=name, slug=name)


@pytest.mark.django_db
def test_before_its_moment_nobody_hears_of_it(client: Client) -> None:
    _schedule(_tag("secret-plan"), now() + SOON)
    assert seal_due(now()) == 0
    assert not Entry.objects.exists()
    answer = client.get("/api/v1/tags")
    assert answer.json()["results"] == []
    assert b"secret-plan" not in answer.content


@pytest.mark.django_db
def test_the_head_knows_when_something_is_next_due() -> None:
    later, sooner = now() + 2 * SOON, now() + SOON
    _schedule(_tag("later"), later)
    assert standing().next_due == later
    _schedule(_tag("sooner"), sooner)
    assert standing().next_due == sooner
    assert seal_due(sooner) == 1
    assert standing().next_due == later
    assert seal_due(later) == 1
    assert standing().next_due is None


@pytest.mark.django_db
def test_the_first_reader_after_the_moment_finds_it_published(client: Client) -> None:
    tag = _tag("plan")
    _schedule(tag, now() + SOON)
    Due.objects.update(at=now() - SOON)
    Head.objects.update(next_due=now() - SOON)
    (result,) = client.get("/api/v1/tags").json()["results"]
    assert result["id"] == str(tag.uuid)
    assert not Due.objects.exists()
    assert verify() == (1, None)


@pytest.mark.django_db
def test_what_is_published_is_what_was_finished_then() -> None:
    """What is typed into the working copy after scheduling waits for a decision of its own."""
    tag = _tag("plan")
    _schedule(tag, now() + SOON)
    tag.name = "changed since"
    tag.save()
    seal_due(now() + SOON)
    assert Subject.objects.now().get().title == "plan"


@pytest.mark.django_db(transaction=True)
def test_many_readers_at_once_seal_it_once() -> None:
    for n in range(10):
        _schedule(_tag(f"plan-{n}"), now() + SOON)
    results = at_once(*(partial(seal_due, now() + SOON) for _ in range(8)))
    assert sorted(results) == [0] * 7 + [10]
    assert Entry.objects.count() == 10
    assert verify() == (10, None)


@pytest.mark.django_db(transaction=True)
def test_scheduling_while_others_seal_what_is_due_never_deadlocks() -> None:
    tags = [_tag(f"plan-{n}") for n in range(4)]

    def postpone() -> None:
        for tag in tags:
            _schedule(Tag.objects.get(pk=tag.pk), now() - SOON)

    for _ in range(10):
        results = at_once(postpone, partial(seal_due, now()), postpone, partial(seal_due, now()))
        assert not [result for result in results if isinstance(result, Exception)]
    assert not Due.objects.exclude(failure="").exists()


@pytest.mark.django_db
def test_one_that_fails_is_set_aside_and_the_others_go_on() -> None:
    taken = _tag("taken")
    with sealing(Actor.DESK):
        say(Op.PUBLISH, taken)
    taken.slug = taken.name = "moved"
    taken.save()
    late = _tag("taken")
    _schedule(late, now() + SOON)
    _schedule(_tag("fine"), now() + 2 * SOON)
    assert seal_due(now() + 3 * SOON) == 1
    (left,) = Due.objects.all()
    assert left.uuid == late.uuid
    assert "record_subject_one_address" in left.failure
    assert standing().next_due is None
    assert [row.title for row in Subject.objects.now().order_by("since")] == ["taken", "fine"]
    assert verify() == (2, None)


@pytest.mark.django_db
def test_one_that_nobody_can_read_any_more_stops_no_reader(client: Client) -> None:
    _schedule(_tag("plan"), now() - SOON)
    Due.objects.update(statements=[{"op": "shout", "kind": "rumour"}])
    assert client.get("/api/v1/tags").status_code == 200
    assert "shout" in Due.objects.get().failure
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_what_became_public_in_the_meantime_is_not_published_again(source: Source) -> None:
    """A publication was scheduled with its source, which another one needed first."""
    with sealing(Actor.EDITOR):
        snapshot = as_text(SourcePayload(source).data)
        say_later(now() + SOON, Op.PUBLISH, source, snapshot=snapshot, by=None)
    kept = Due.objects.get().statements
    assert [statement["kind"] for statement in kept] == ["publisher", "source"]
    with sealing(Actor.EDITOR):
        say(Op.PUBLISH, source.publisher)
    seal_due(now() + SOON)
    assert Entry.objects.filter(kind=Kind.PUBLISHER).count() == 1
    assert Entry.objects.filter(kind=Kind.SOURCE).count() == 1


@pytest.mark.django_db
def test_scheduling_again_replaces_the_first_time(publisher: Any) -> None:
    tag = _tag("plan")
    _schedule(tag, now() + SOON)
    with sealing(Actor.EDITOR):
        snapshot = as_text(TagPayload(tag).data)
        say_later(now() + 2 * SOON, Op.PUBLISH, tag, snapshot=snapshot, by=publisher)
    due = Due.objects.get()
    assert due.made_by == publisher
    assert seal_due(now() + SOON) == 0
    assert standing().next_due == due.at
