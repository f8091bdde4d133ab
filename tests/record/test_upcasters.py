"""Formats are for ever: an old one is read as the present one, and stays stored as it was."""

from collections.abc import Iterator
from typing import Any

import pytest

from record import kinds
from record.kinds import Actor, Data, Kind, Op, register, upcast
from record.models import Entry, Payload, Subject
from record.rebuilding import faults, rebuild
from record.sealing import say, sealing
from record.verifying import verify
from sources.models import Tag
from sources.serializers import TagPayload


def _second(data: Data) -> Data:
    """From the first format to the second: `description` was called `about`."""
    return {**data, "about": data["description"]}


def _third(data: Data) -> Data:
    return {**data, "name": data["name"].upper()}


@pytest.fixture
def registers() -> Iterator[None]:
    """What this test registers is forgotten after it."""
    before = dict(kinds._registers)
    yield
    kinds._registers.clear()
    kinds._registers.update(before)


@pytest.fixture
def old(db: None) -> Tag:
    """A tag that was said in the first format."""
    tag = Tag.objects.create(name="Niš", slug="nis", description="A town.")
    with sealing(Actor.DESK):
        say(Op.PUBLISH, tag)
    return tag


@pytest.mark.usefixtures("registers")
def test_an_old_payload_is_read_in_the_present_format(old: Tag) -> None:
    stored = Payload.objects.get().text
    register(Kind.TAG, TagPayload, schema=3, upcasters={1: _second, 2: _third})
    data: Any = Subject.objects.now().told().get().data
    assert (data["name"], data["about"]) == ("NIŠ", "A town.")
    assert Payload.objects.get().text == stored
    assert verify() == (1, None)


@pytest.mark.usefixtures("registers")
def test_what_is_said_from_then_on_carries_the_new_number(old: Tag) -> None:
    register(Kind.TAG, TagPayload, schema=2, upcasters={1: _second})
    old.description = "A city."
    old.save()
    with sealing(Actor.DESK):
        old.publish_changes()
    assert list(Entry.objects.order_by("seq").values_list("schema", flat=True)) == [1, 2]
    assert upcast(Kind.TAG, 2, {"name": "as it is"}) == {"name": "as it is"}


@pytest.mark.usefixtures("registers")
def test_the_projection_is_rebuilt_through_them(old: Tag) -> None:
    register(Kind.TAG, TagPayload, schema=3, upcasters={1: _second, 2: _third})
    assert [fault.rpartition(": ")[2] for fault in faults()] == ["title is wrong."]
    rebuild()
    assert Subject.objects.now().get().title == "NIŠ"
    assert list(faults()) == []
