"""Both clocks against a model of ten lines: random histories, asked of any day by any knowledge."""

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from record.clock import Reading, desk_day, now, read_at, read_now, standing
from record.held import faults
from record.importing import importing
from record.kinds import Actor, Kind
from record.models import Subject
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tracker.board import BoardList
from tracker.board_rows import BoardRows
from tracker.evidence import Use
from tracker.models import StatusConflict, WatchItem
from tracker.statuses import Status
from tracker.watched import Shown, Standing, watched

START = dt.date(2020, 1, 1)
# How exactly a date is known: by the length of its text.
VAGUE = st.sampled_from([4, 7, 10])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["change", "change", "reopening", "correction", "retraction", "check"]),
        st.sampled_from(Status),
        st.integers(0, 40),  # days until it is said
        st.integers(0, 500),  # days that it is backdated by
        VAGUE,
        st.integers(0, 9),  # which statement it corrects or takes back
    ),
    min_size=1,
    max_size=9,
)
ASKED = st.lists(st.tuples(st.integers(-800, 500), st.integers(0, 60)), min_size=4, max_size=8)


def brute_force(rows: list[dict[str, Any]], valid: str, known: int) -> str | None:
    """Which status held on the day `valid` by the first `known` statements."""
    best, status = ("", -1), None
    for n, row in enumerate(rows[:known]):
        gone = any(other["supersedes"] == row["id"] for other in rows[:known])
        since = (str(row["effective"] or "") + "-01-01")[:10]
        if row["status"] and not gone and since <= valid and (since, n) > best:
            best, status = (since, n), row["status"]
    return status


@pytest.mark.django_db
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, asked=ASKED)
def test_any_day_by_any_knowledge_is_as_the_model_says(
    steps: list[Any], asked: list[tuple[int, int]], dam: WatchItem, source: Source, client: Client
) -> None:
    # Each history is forgotten again; the desk's writes may stand inside a test's transaction.
    forgotten = transaction.atomic()
    forgotten._from_testcase = True  # type: ignore[attr-defined]
    with forgotten:
        dam = WatchItem.objects.get(pk=dam.pk)
        live_through(dam, source, steps)
        rows = list(
            dam.changes.order_by("pk").values("id", "uuid", "status", "effective", "supersedes")
        )
        seqs = dict(Subject.objects.now().values_list("uuid", "first_seq"))
        assert list(faults()) == [], "kept statement by statement as it would be all at once"
        dam.refresh_from_db()
        today = str(desk_day(now()))
        assert status_on(today, standing().seq, client, dam) == dam.status
        assert brute_force(rows, today, len(rows)) == dam.status
        for days, back in asked:
            day, seq = str(START + dt.timedelta(days)), max(standing().seq - back, 0)
            known = sum(seqs[row["uuid"]] <= seq for row in rows)
            assert status_on(day, seq, client, dam) == brute_force(rows, day, known)
        transaction.set_rollback(True)


def live_through(item: WatchItem, source: Source, steps: list[Any]) -> None:
    """Open the `item`, and say of it what the rules let be said of `steps`, each on its own day."""
    said_on = dt.datetime.combine(START, dt.time(12), dt.UTC)
    with importing() as past:
        with past.at(said_on), sealing(Actor.IMPORT):
            since = VagueDate.parse("2019")
            item.open("watching", effective=since, headline="Opened", reason="New.")
        for type_, status, gap, back, length, which in steps:
            said_on += dt.timedelta(gap)
            since = VagueDate.parse(str(said_on.date() - dt.timedelta(back))[:length])
            with (
                suppress(ValidationError, StatusConflict),
                past.at(said_on),
                sealing(Actor.IMPORT),
            ):
                say_one(item, type_, which, source, to=status, effective=since)


def say_one(item: WatchItem, type_: str, which: int, source: Source, **said: Any) -> None:
    """One statement of any type, as somebody at the desk would make it."""
    item = WatchItem.objects.get(pk=item.pk)
    said |= {"headline": "It is so", "evidence": [Use(source)]}
    if said["to"] == Status.CLOSED:
        said["outcome"] = "overtaken"
    to = said.pop("to")
    earlier = item.changes.order_by("pk")[which % item.changes.count()]
    if type_ == "check":
        item.look("The papers")
    elif type_ == "retraction":
        earlier.retract("Twice.")
    elif type_ == "correction":
        earlier.correct(to=to, reason="It was wrong.", **said)
    elif type_ == "reopening":
        item.reopen(to, reason="It is open again.", **said)
    else:
        item.change_status(to, seen=item.status, **said)


def status_on(day: str, seq: int, client: Client, item: WatchItem) -> str | None:
    """The status on `day` by what `seq` knew: the pages', the board's and the API's word."""
    reading = read_at(read_now(standing()), str(seq)).on(day)
    shown = watched(reading, reading.subjects(Kind.ITEM))
    status = shown[0].status or None if shown else None
    assert on_the_board(reading) == [(status or "", one.is_overdue) for one in shown]
    public = {one.item.uuid for one in shown}
    now_read = read_now(standing())
    present = watched(now_read, now_read.subjects(Kind.ITEM).filter(uuid__in=public))
    later = [held(one.standing) for one in present]
    assert at_a_glance(reading) == list(zip(map(seen, shown), later, strict=True))
    answer = client.get(f"/api/v1/watch-items/{item.uuid}", {"valid_at": day, "known_at": str(seq)})
    told = answer.json().get("standing")
    assert (told["status"] if told else None) == status
    return status


def held(found: Standing | None) -> Any:
    """What is said of a status that holds."""
    return found and (found.status, found.since, found.headline, found.said_on)


def seen(one: Shown) -> tuple[Any, ...]:
    """What a list shows of an item."""
    strip = [(step.status, step.effective) for step in one.live]
    return held(one.standing), strip, one.looks, one.first_year, one.is_overdue


def at_a_glance(reading: Reading) -> list[tuple[Any, Any]]:
    """What the board shows of each item, and how it says that the item stands today."""
    board = BoardList(reading, {})
    board.ask()
    rows = BoardRows(reading, read_now(standing()), board.uuids)
    return [(seen(one), held(one.later)) for one in rows.shown.values()]


def on_the_board(reading: Reading) -> list[tuple[str, bool]]:
    """What the database says of each item, and that its filters find it there and nowhere else."""
    board = BoardList(reading, {})
    board.ask()
    found = [(part.status, part.is_overdue) for part in board.parts]
    for status in (found[0][0] if found and found[0][0] else Status.MOVING, Status.STALLED):
        narrowed = BoardList(reading, {"status": status, "group": "status"})
        narrowed.ask()
        assert len(narrowed.uuids) == sum(status == one for one, _overdue in found)
    return found
