"""What must never be false of a history: the verbs refuse it, and the database holds it."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from record.kinds import Actor, Op
from record.models import Entry
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tests.changing_desk import ChangingDesk
from tests.roles import as_web
from tests.test_the_past import addresses
from tracker import working_status
from tracker.evidence import Use
from tracker.models import Criteria, Evidence, MilestoneDate, StatusChange, WatchItem
from watchdesk import edge

TO_COME = dt.date.today() + dt.timedelta(days=2)
STATEMENT = """
    INSERT INTO tracker_statuschange (uuid, item_id, type, before, status, effective,
        effective_lower, effective_upper, headline, note, internal_note, reason, searched,
        confidence, outcome, supersedes_id)
    VALUES (gen_random_uuid(), %(item)s, %(type)s, '', %(status)s, '2024', %(lower)s, %(upper)s,
        'h', '', '', '', '', '', '', %(supersedes)s)
"""
DAY = dt.date(2024, 1, 1)


@contextmanager
def refused(by: str) -> Iterator[Any]:
    """A cursor of the owner's whose statement is refused by the rule named."""
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError) as error,
        transaction.atomic(),
    ):
        yield cursor
    assert isinstance(error.value.__cause__, psycopg.errors.CheckViolation)
    assert error.value.__cause__.diag.constraint_name == by


def said(item: WatchItem, **row: Any) -> dict[str, Any]:
    """The values of a row that is in order, but for `row`."""
    values = {"item": item.pk, "type": "change", "status": "moving", "lower": DAY, "upper": DAY}
    return {**values, "supersedes": None, **row}


@pytest.fixture
def others(public: WatchItem, dam: WatchItem, opening: dict[str, Any]) -> dict[str, int]:
    """Statements that none of the dam's may replace: another item's, and the dam's own look."""
    other = WatchItem.objects.create(
        slug="other", short="other", question="?", why="w", track=dam.track
    )
    with sealing(Actor.TRACKER):
        other.set_criteria(yes="y", no="n", edge_cases="e", by_when="b")
        of_another = other.open("watching", **opening)
        look = dam.look("The papers.")
    return {"another item's": of_another.pk, "a look": look.pk, "one to come": look.pk + 1000}


def test_a_statement_replaces_an_earlier_one_of_its_own_item(
    public: WatchItem, others: dict[str, int]
) -> None:
    """And so there is no cycle, for each is replaced once at most and rows never change."""
    for which in others.values():
        row = said(public, type="correction", supersedes=which)
        with refused("tracker_statuschange_supersedes_its_own") as cursor:
            cursor.execute(STATEMENT, row)
    first = public.changes.get(type="initial").pk
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, said(public, type="correction", supersedes=first))
        with pytest.raises(IntegrityError, match="supersedes_id"), transaction.atomic():
            cursor.execute(STATEMENT, said(public, type="correction", supersedes=first))


def test_a_look_is_not_taken_back_and_the_refusal_says_so(public: WatchItem) -> None:
    with sealing(Actor.TRACKER):
        look = public.look("The papers.")
    with pytest.raises(ValidationError, match="that says a status"), sealing(Actor.TRACKER):
        look.retract("Twice.")


def test_no_status_takes_effect_after_today_whoever_writes_it(public: WatchItem) -> None:
    with refused("tracker_statuschange_not_to_come") as cursor:
        cursor.execute(STATEMENT, said(public, lower=TO_COME, upper=TO_COME))


def test_an_item_has_criteria_before_it_is_public(public: WatchItem) -> None:
    bare = WatchItem.objects.create(
        slug="bare", short="b", question="?", why="w", track=public.track
    )
    with refused("tracker_statuschange_after_criteria") as cursor:
        cursor.execute(STATEMENT, said(bare, type="initial", status="watching"))


@pytest.mark.parametrize(
    ("table", "date"),
    [
        ("tracker_statuschange", "effective"),
        ("tracker_event", "date"),
        ("tracker_milestonedate", "date"),
        ("sources_source", "issued"),
        ("articles_article", "dated"),
    ],
)
@pytest.mark.django_db
def test_a_vague_date_never_ends_before_it_begins(table: str, date: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s AND"
            " conrelid = %s::regclass AND convalidated",
            [f"{table}_{date}_in_order", table],
        )
        assert cursor.fetchone() == (f"CHECK (({date}_lower <= {date}_upper))",)


def test_such_a_row_is_refused(public: WatchItem) -> None:
    with refused("tracker_statuschange_effective_in_order") as cursor:
        cursor.execute(STATEMENT, said(public, lower=DAY, upper=DAY - dt.timedelta(days=1)))
    with pytest.raises(ValueError, match="ends before it begins"):
        VagueDate.parse("2024-09/2024-01")


@pytest.mark.django_db
def test_the_web_role_is_held_to_the_same() -> None:
    """The rows are the owner's to see in this test; the rule is the table's."""
    with as_web() as web, pytest.raises(psycopg.errors.CheckViolation) as error:
        web.execute(STATEMENT, said(WatchItem(pk=1), lower=TO_COME, upper=TO_COME))
    assert error.value.diag.constraint_name == "tracker_statuschange_not_to_come"


class Interrupted(Exception):
    """Something fails at the very end of a desk write."""


def test_a_nested_edit_gives_one_entry_in_its_own_transaction(
    public: WatchItem, source: Source
) -> None:
    """One of each; and where the write fails, neither the row nor the entry is there."""
    with sealing(Actor.TRACKER):
        milestone = public.add_milestone("First water")
    first = public.changes.get()
    edits: dict[type, Callable[[], Any]] = {
        Evidence: lambda: first.add_evidence([Use(source)]),
        MilestoneDate: lambda: milestone.set_date(
            "forecast", VagueDate.parse("2030"), asserted_by="The office"
        ),
        Criteria: lambda: public.set_criteria(
            yes="y", no="n", edge_cases="e", by_when="b", reason="A smaller dam is planned."
        ),
    }
    with sealing(Actor.TRACKER):
        source.publisher.publish_changes()
        # The source becomes public with what rests on it: here before, so that it is not counted.
        public.add_event(VagueDate.parse("2024"), headline="Concrete", evidence=[Use(source)])
    for model, edit in edits.items():
        before = (model.objects.count(), Entry.objects.count())
        with pytest.raises(Interrupted), sealing(Actor.TRACKER):
            edit()
            raise Interrupted
        assert (model.objects.count(), Entry.objects.count()) == before
        with sealing(Actor.TRACKER):
            edit()
        assert (model.objects.count(), Entry.objects.count()) == (before[0] + 1, before[1] + 1)
        assert Entry.objects.latest("seq").op == Op.UPDATE


@pytest.mark.django_db
def test_the_status_that_is_kept_is_the_one_that_holds_by_both_clocks() -> None:
    """After many statements of every kind, some backdated, corrected and taken back."""
    desk = ChangingDesk(seed=41)
    kinds = ["changes_a_status", "corrects_a_change", "retracts_a_change", "looks", "opens_an_item"]
    for n in range(40):
        desk.to_come = [*desk.to_come, kinds[n % len(kinds)]]
    for _ in range(30):
        desk.change()
    assert StatusChange.objects.filter(type="correction").exists()
    assert list(working_status.faults()) == []


SECRET = "Between-ourselves"


def test_an_internal_note_never_leaves_the_desk(
    public: WatchItem, source: Source, client: Client
) -> None:
    with sealing(Actor.TRACKER):
        moved = public.change_status(
            "moving",
            seen="watching",
            effective=VagueDate.parse("2024"),
            headline="It moves",
            evidence=[Use(source)],
            internal_note=f"{SECRET} one",
        )
    with sealing(Actor.TRACKER):
        public.look("The papers.", internal_note=f"{SECRET} two")
        moved.correct(
            reason="A crack.",
            to="stalled",
            effective=VagueDate.parse("2024"),
            headline="It stands",
            internal_note=f"{SECRET} three",
        )
    assert StatusChange.objects.filter(internal_note__startswith=SECRET).count() == 3
    edge.copies.clear()
    for address in sorted(set(addresses(since=0))):
        response = client.get(address)
        assert response.status_code == 200, address
        assert SECRET.encode() not in response.getvalue(), address
    for table in ("record_payload", "record_subject", "record_due", "procrastinate_jobs"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{SECRET}%"])
            assert cursor.fetchone() == (0,), table
