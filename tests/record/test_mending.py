"""Whatever is kept beside the entries can go wrong: it is named in a sentence, and mended."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article
from record import derived
from record.models import Head, Held, Subject
from record.rebuilding import COMPARED
from record.verifying import verify
from tests.roles import behind_the_triggers
from tracker.models import WatchItem

WRONG = {
    "uuid": "gen_random_uuid()",
    "kind": "'page'",
    "state": "'withdrawn'",
    "slug": "'elsewhere'",
    "title": "'Another title'",
    "type": "'another'",
    "sort_date": "'1999-01-01'",
    "dated": "'1999'",
    "position": "77",
    "language": "'xx'",
    "parent": "gen_random_uuid()",
    "status": "'reversing'",
    "supersedes": "gen_random_uuid()",
    "review_days": "77",
    "tags": "ARRAY[gen_random_uuid()]",
    "references": "ARRAY[gen_random_uuid()]",
    "files": "ARRAY['another.jpg']",
    "text": "'other words'",
    "successor": "gen_random_uuid()",
    "first_seq": "first_seq + 1",
    "first_at": "first_at + interval '1 second'",
    "since": "since + 1",
    "until": "until - 1",
    "entry_id": "1",
}


OTHERS = [name for name in COMPARED if name not in {"uuid", "slug"}]
SAME = ", ".join(f'"{name}"' for name in OTHERS)
TWIN = f"""
    INSERT INTO record_subject (uuid, slug, {SAME})
    SELECT gen_random_uuid(), 'twin', {SAME} FROM record_subject WHERE since = 3
"""
MISSING, UNKNOWN = "it is missing.", "no entry gives it."
GIVES_NOT = "no statement gives it."
# What is done to rows, and what is said of them.
ROWS = {
    "one deleted": ("DELETE FROM record_subject WHERE since = 3", [MISSING]),
    "all deleted": ("DELETE FROM record_subject", [MISSING] * 11),
    "one too many": (TWIN, [UNKNOWN]),
    # One too few where it was, one too many where it is.
    "one of another subject": (
        "UPDATE record_subject SET uuid = gen_random_uuid() WHERE since = 3",
        [MISSING, UNKNOWN],
    ),
    "a stretch that begins too early": (
        "UPDATE record_subject SET since = since - 1 WHERE since = 3",
        [MISSING, UNKNOWN],
    ),
    "a stretch that ends too late": (
        "UPDATE record_subject SET until = until + 5 WHERE state = 'withdrawn'",
        ["until is wrong."],
    ),
}


def _rows() -> list[dict[str, Any]]:
    return list(Subject.objects.order_by("since").values(*COMPARED, "search"))


def _held() -> list[Any]:
    rows = Held.objects.order_by("parent", "known", "days")
    return list(rows.values("parent", "uuid", "status", "known", "days"))


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _told(*arguments: str) -> list[str]:
    """What the command says, the last line apart."""
    said = StringIO()
    call_command("rebuild_projections", *arguments, stdout=said)
    *faults, last = said.getvalue().strip().splitlines()
    assert last.startswith(("The projection holds", "Nothing is wrong"))
    return faults


def _only_looked() -> list[str]:
    """The faults that `--check` names, in failing."""
    said = StringIO()
    with pytest.raises(CommandError, match="fault") as error:
        call_command("rebuild_projections", "--check", stdout=said)
    faults = said.getvalue().strip().splitlines()
    assert str(error.value).startswith(f"{len(faults)} fault")
    return faults


def test_every_column_is_corrupted_here() -> None:
    assert set(COMPARED) <= set(WRONG)


def test_each_wrong_column_is_named_and_mended(spoken: Article) -> None:
    before = _rows()
    for column in COMPARED:
        _execute(
            f'UPDATE record_subject SET "{column}" = {WRONG[column]} WHERE id = '
            "(SELECT max(id) FROM record_subject WHERE kind = 'status-change')"
        )
        found = _told()
        assert found, column
        if column not in {"uuid", "since"}:
            assert [fault.rpartition(": ")[2] for fault in found] == [f"{column} is wrong."]
            assert found[0].startswith("Row of ")
        assert _rows() == before, column
    assert _told("--check") == []


@pytest.mark.parametrize("corruption", ROWS)
def test_rows_too_few_too_many_or_out_of_place_are_named_and_mended(
    spoken: Article, corruption: str
) -> None:
    statement, said = ROWS[corruption]
    before = _rows()
    assert _told("--check") == []
    _execute(statement)
    corrupted = _rows()
    found = _only_looked()
    assert sorted(fault.rpartition(": ")[2] for fault in found) == said
    assert _rows() == corrupted, "it looked and mended nothing"
    assert _told() == found
    assert _rows() == before
    assert _told() == []


ONE = "WHERE id = (SELECT min(id) FROM record_held)"
KEPT = "INSERT INTO record_held (parent, uuid, status, known, days)"
HELD = {
    "gone": (f"DELETE FROM record_held {ONE}", ["it is not kept."]),
    "twice": (
        f"{KEPT} SELECT parent, uuid, status, known, days FROM record_held {ONE}",
        [GIVES_NOT],
    ),
    "of nothing": (
        f"{KEPT} VALUES (gen_random_uuid(), gen_random_uuid(), 'moving', '[1,2)', '[2024-01-01,)')",
        [GIVES_NOT],
    ),
    **{
        name: (f"UPDATE record_held SET {name} = {value} {ONE}", ["it is not kept.", GIVES_NOT])
        for name, value in {
            "parent": "gen_random_uuid()",
            "uuid": "gen_random_uuid()",
            "status": "'moving'",
            "known": "int8range(lower(known) + 1, upper(known))",
            "days": "daterange(lower(days) + 1, upper(days))",
        }.items()
    },
}


@pytest.mark.parametrize("corruption", HELD)
def test_what_holds_and_is_kept_otherwise_is_named_and_mended(
    spoken: Article, corruption: str
) -> None:
    statement, said = HELD[corruption]
    before = _held()
    _execute(statement)
    found = _only_looked()
    assert all(fault.startswith("What ") for fault in found)
    assert sorted(fault.rpartition(": ")[2] for fault in found) == sorted(said)
    assert _told() == found
    assert _held() == before
    assert _told() == []


def test_a_status_that_is_not_what_was_said_is_named_and_mended(spoken: Article) -> None:
    assert WatchItem.objects.get().status == "watching"
    WatchItem.objects.update(status="answered_yes")
    seen = WatchItem.objects.get().version
    sentence = "Item “the-dam” is kept as answered_yes; by what was said it is watching."
    assert _only_looked() == [sentence]
    assert _told() == [sentence]
    mended = WatchItem.objects.get()
    assert (mended.status, mended.version) == ("watching", seen + 1)
    assert _told() == []


def test_an_item_that_was_never_public_keeps_no_status(dam: WatchItem) -> None:
    WatchItem.objects.update(status="moving")
    assert _told() == ["Item “the-dam” is kept as moving; by what was said it is –."]
    assert WatchItem.objects.get().status == ""


def test_a_head_that_waits_for_what_is_not_scheduled_is_named_and_mended(spoken: Article) -> None:
    Head.objects.update(next_due="2030-01-01T00:00Z")
    (fault,) = _told()
    assert fault.startswith("The head says that something is next due at 2030-01-01")
    assert Head.objects.get().next_due is None
    assert _told() == []


def test_a_damaged_record_is_no_ground_to_rebuild_on(spoken: Article) -> None:
    """What has no payload any more is kept where it is: the projection may be the last copy."""
    behind_the_triggers("DELETE FROM record_payload WHERE entry_id = 3")
    _held, fault = verify()
    assert fault is not None and fault.seq == 3
    before = _rows()
    with pytest.raises(CommandError, match=r"No\. 3 has no payload") as error:
        _told()
    assert "nothing was rebuilt" in str(error.value)
    assert _rows() == before


def test_what_else_follows_from_the_entries_is_told_of_by_its_app() -> None:
    assert [known.faults.__module__ for known in derived.known()] == [
        "record.held",
        "record.derived",
        "tracker.working_status",
    ]
