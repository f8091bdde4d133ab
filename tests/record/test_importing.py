"""An import gives an empty desk a past, under the owner role, and never once it has spoken."""

import datetime as dt

import pytest
from django.db import DatabaseError
from django.db.utils import DataError, InternalError, OperationalError, ProgrammingError

from record.clock import now
from record.importing import ImportRefused, importing
from record.kinds import Actor, Op
from record.models import Entry
from record.sealing import say, sealing
from record.verifying import verify
from sources.models import Tag

DAY = dt.datetime(2024, 1, 8, 5, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db
refused = pytest.raises((DataError, InternalError, OperationalError, ProgrammingError))


def _say(name: str) -> None:
    tag, _made = Tag.objects.get_or_create(name=name, slug=name)
    with sealing(Actor.EDITOR):
        say(Op.PUBLISH, tag)


def test_moments_are_kept_to_the_microsecond() -> None:
    later = dt.datetime(2024, 9, 24, 4, 0, 0, 123456, tzinfo=dt.UTC)
    with importing() as past:
        with past.at(DAY):
            _say("a")
            _say("b")
        with past.at(later):
            _say("c")
    moments = list(Entry.objects.order_by("seq").values_list("recorded_at", flat=True))
    assert moments == [DAY, DAY, later]
    assert verify() == (3, None)


def test_an_import_says_that_it_is_one() -> None:
    with importing() as past, past.at(DAY):
        _say("a")
    assert Entry.objects.get().actor == "import"


def test_what_comes_after_it_has_the_clock_s_moment() -> None:
    with importing() as past, past.at(DAY):
        _say("a")
    before = now()
    _say("b")
    entry = Entry.objects.get(seq=2)
    assert entry.actor == "editor"
    assert entry.recorded_at > before - dt.timedelta(seconds=5)


def test_several_imports_may_follow_one_another() -> None:
    for name in "ab":
        with importing() as past, past.at(DAY):
            _say(name)
    assert Entry.objects.count() == 2


def test_nothing_is_imported_once_the_desk_has_spoken() -> None:
    _say("a")
    with pytest.raises(ImportRefused, match="Nothing can be imported"), importing():
        pass


def test_the_database_itself_refuses_it_then() -> None:
    with importing() as past:
        _say("a")
        with refused as error, past.at(DAY):
            _say("b")
    assert "nothing can be imported any more" in str(error.value)
    assert Entry.objects.count() == 1


def test_moments_that_run_backwards_are_refused() -> None:
    with importing() as past:
        with past.at(DAY):
            _say("a")
        with refused as error, past.at(DAY - dt.timedelta(microseconds=1)):
            _say("b")
    assert "does not fit" in str(error.value)
    assert Entry.objects.count() == 1


def test_a_moment_to_come_is_refused() -> None:
    with importing() as past, refused as error, past.at(now() + dt.timedelta(minutes=1)):
        _say("a")
    assert "does not fit" in str(error.value)
    assert issubclass(error.type, DatabaseError)
    assert not Entry.objects.exists()
