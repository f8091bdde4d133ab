"""The projection says nothing of its own: it can be made again from the entries at any time."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Article
from record.kinds import Actor, Op
from record.models import Subject
from record.rebuilding import COMPARED, faults, rebuild
from record.sealing import say, sealing
from record.vague import VagueDate
from sources.models import Source
from tracker.evidence import Use
from tracker.models import WatchItem

WRONG = {
    "uuid": "gen_random_uuid()",
    "kind": "'page'",
    "state": "'withdrawn'",
    "slug": "'elsewhere'",
    "title": "'Another title'",
    "type": "'another'",
    "sort_date": "'1999-01-01'",
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


@pytest.fixture
def spoken(dam: WatchItem, article: Article, source: Source, opening: dict[str, Any]) -> Article:
    """A desk with every kind of row: changed, corrected, withdrawn and brought back."""
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
    with sealing(Actor.TRACKER):
        change = dam.change_status(
            "moving",
            seen="watching",
            effective=VagueDate.parse("2024-09"),
            headline="It moves",
            evidence=[Use(source)],
        )
    with sealing(Actor.TRACKER):
        change.retract("Too early.")
    for verb in (
        lambda: article.publish(by=None),
        lambda: article.withdraw("Wrong dam.", by=None),
        lambda: article.publish(by=None),
    ):
        with sealing(Actor.EDITOR):
            verb()
    with sealing(Actor.DESK):
        ending = {"reason": "a duplicate", "successor": str(article.uuid)}
        say(Op.MERGE, source.publisher, ending=ending)
    return article


def _rows() -> list[dict[str, Any]]:
    return list(Subject.objects.order_by("since").values(*COMPARED, "search"))


def _corrupt(column: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE record_subject SET "{column}" = {value} WHERE id = '
            "(SELECT max(id) FROM record_subject WHERE kind = 'status-change')"
        )


def test_each_entry_gives_one_row_and_one_stands_for_each_subject(spoken: Article) -> None:
    rows = _rows()
    assert [row["since"] for row in rows] == list(range(1, len(rows) + 1))
    standing = [row["uuid"] for row in rows if row["until"] == 2**63 - 1]
    assert len(standing) == len(set(standing)) == len({row["uuid"] for row in rows})


def test_rebuilding_gives_the_same_rows(spoken: Article) -> None:
    before = _rows()
    assert list(faults()) == []
    assert rebuild() == len(before)
    assert _rows() == before


def test_every_column_is_compared() -> None:
    assert sorted(WRONG) == sorted(COMPARED)


def test_each_wrong_column_is_named_and_mended(spoken: Article) -> None:
    before = _rows()
    for column, value in WRONG.items():
        _corrupt(column, value)
        found = list(faults())
        assert found, column
        if column not in {"uuid", "since"}:
            assert [fault.rpartition(": ")[2] for fault in found] == [f"{column} is wrong."]
        rebuild()
        assert _rows() == before, column


def test_a_row_too_few_and_a_row_too_many_are_named(spoken: Article) -> None:
    before = _rows()
    row = Subject.objects.latest("since")
    row.delete()
    assert list(faults()) == [
        f"Row of publisher {row.uuid} since no. {row.since}: it is missing.",
    ]
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE record_subject SET uuid = gen_random_uuid() WHERE since = %s", [row.since]
        )
    assert len(list(faults())) == 2
    rebuild()
    assert _rows() == before


def test_the_command_names_the_faults_and_mends_them(spoken: Article) -> None:
    _corrupt("title", "'Another title'")
    said = StringIO()
    call_command("rebuild_projections", stdout=said)
    first, last = said.getvalue().strip().splitlines()
    assert first.endswith(": title is wrong.")
    assert last == f"The projection holds {len(_rows())} rows, all from the entries."
    assert list(faults()) == []


def test_drafts_leave_no_trace(article: Article, dam: WatchItem) -> None:
    assert not Subject.objects.exists()
    assert rebuild() == 0
