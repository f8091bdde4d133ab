"""A question that is put into SQL once answers as its queryset would, for any values."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Subquery
from django.test.utils import CaptureQueriesContext

from record.asking import Question
from record.kinds import Kind
from record.merges import FOLLOWING, among, is_any
from record.models import Subject, SubjectQuerySet


def stood(kind: Kind, seq: int) -> SubjectQuerySet:
    """What stood of a kind, with what else was said of each by then."""
    rows = Subject.objects.at(seq).filter(kind=kind).told()
    named = Subject.objects.filter(until__gt=seq, kind=Kind.DESK).values("title")[:1]
    return rows.annotate(of=Subquery(named)).order_by("first_seq")


def behind(uuids: list[UUID], seq: int) -> SubjectQuerySet:
    """Those asked for by their names."""
    return Subject.objects.at(seq).told().filter(is_any(among(FOLLOWING, uuids, seq)))


def as_told(rows: Any) -> list[Any]:
    """All that is known of each row."""
    names = ("pk", "data", "entry", "first_at", "references", "of")
    return [[getattr(row, name, "") for name in names] for row in rows]


asked, asked_behind = Question(stood), Question(behind)


def test_it_answers_as_the_queryset_does(loaded_demo: Any) -> None:
    for kind in (Kind.SOURCE, Kind.ITEM, Kind.TAG):
        for seq in (0, 40, 120, 160):
            assert as_told(asked(kind, seq)) == as_told(stood(kind, seq))


def test_any_number_of_names_is_one_value(loaded_demo: Any) -> None:
    uuids = [row.uuid for row in stood(Kind.SOURCE, 160)]
    for names in ([], [uuid4()], uuids[:1], uuids):
        found, same = asked_behind(names, 160), behind(names, 160)
        assert sorted(as_told(found), key=str) == sorted(as_told(same), key=str)
    assert len(asked_behind(uuids, 160)) == len(uuids)


def test_it_takes_one_query(loaded_demo: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        as_told(asked(Kind.SOURCE, 160))


def test_each_thread_asks_by_a_connection_of_its_own(loaded_demo: Any) -> None:
    here = as_told(asked(Kind.ITEM, 160))

    def elsewhere() -> tuple[list[Any], int]:
        try:
            with CaptureQueriesContext(connection) as mine:
                return as_told(asked(Kind.ITEM, 160)), len(mine)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(elsewhere).result() == (here, 1)


def test_values_are_values_and_no_sql(loaded_demo: Any) -> None:
    @Question
    def at(slug: str) -> SubjectQuerySet:
        return Subject.objects.filter(slug=slug)

    assert at("' OR true --") == []
    assert at("100%s") == []


@pytest.mark.django_db
def test_a_question_is_made_once() -> None:
    made: list[int] = []

    @Question
    def of(kind: Kind) -> SubjectQuerySet:
        made.append(1)
        return Subject.objects.filter(kind=kind)

    assert of(Kind.TAG) == of(Kind.SOURCE) == []
    assert made == [1]
