"""What `?known_at=` takes, and which entry each day, moment or number means at the desk."""

import datetime as dt
from contextlib import suppress

import pytest
from django.utils.dateparse import parse_datetime
from hypothesis import given
from hypothesis import strategies as st

from record.clock import BadMoment, Reading, Standing, Then, desk_day, now, read_at, standing
from record.importing import importing
from record.kinds import Actor, Kind, Op
from record.models import Entry
from record.sealing import say, sealing
from sources.models import Tag
from tests.keeping import said_once

# Belgrade is one hour ahead of UTC in winter and two in summer; 2024-03-31 had 23 hours there
# and 2024-10-27 had 25. Each pair stands on the two sides of a day's end.
MOMENTS = [
    ("2024-03-30T22:59:59.999999Z", "2024-03-30"),
    ("2024-03-30T23:00:00Z", "2024-03-31"),
    ("2024-03-31T21:59:59.999999Z", "2024-03-31"),
    ("2024-03-31T22:00:00Z", "2024-04-01"),
    ("2024-10-26T21:59:59.999999Z", "2024-10-26"),
    ("2024-10-26T22:00:00Z", "2024-10-27"),
    ("2024-10-27T22:59:59.999999Z", "2024-10-27"),
    ("2024-10-27T23:00:00Z", "2024-10-28"),
]
REFUSED = [
    "yesterday",
    "2024-02-30",
    "2024-13-01",
    "24/9/2024",
    "2024-9-24",
    "2024-09",
    "2024-09-24T12:00:00",
    "2024-09-24T25:00:00Z",
    "-1",
    "1.5",
    "0x1",
    "1e3",
    "",
    " ",
    "\x00",
    "9" * 40,
    "2024-09-24; DROP TABLE record_entry",
    "0001-01-01T00:00:00+14:00",
    "۱۲-۱۲-۱۲",
]


@pytest.fixture
def past(db: None) -> None:
    """One entry at each of the moments."""
    _past()


@said_once
def _past() -> None:
    with importing() as past:
        for n, (moment, _day) in enumerate(MOMENTS):
            at = parse_datetime(moment)
            assert at is not None
            with past.at(at), sealing(Actor.DESK):
                say(Op.PUBLISH, Tag.objects.create(name=f"tag {n}", slug=f"tag-{n}"))


def _read(asked: str) -> Reading:
    return read_at(standing(), asked)


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("day", sorted({day for _moment, day in MOMENTS}))
def test_a_day_means_to_its_end_at_the_desk(day: str) -> None:
    seqs = [n for n, (_moment, own) in enumerate(MOMENTS, 1) if own <= day]
    reading = _read(day)
    assert reading.seq == seqs[-1]
    assert reading.today == dt.date.fromisoformat(day)
    assert reading.is_past
    assert reading.subjects(Kind.TAG).count() == len(seqs)


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize(("moment", "day"), MOMENTS)
def test_a_moment_includes_what_was_said_at_it(moment: str, day: str) -> None:
    seq = [own for own, _day in MOMENTS].index(moment) + 1
    reading = _read(moment)
    assert (reading.seq, str(reading.today)) == (seq, day)
    at = parse_datetime(moment)
    assert at is not None
    assert _read((at - dt.timedelta(microseconds=1)).isoformat()).seq == seq - 1


@pytest.mark.usefixtures("past")
def test_a_moment_may_name_any_zone() -> None:
    assert _read("2024-10-27T00:00:00+02:00").seq == _read("2024-10-26T22:00:00Z").seq == 6
    assert _read("2024-10-27T00:00:00 02:00").seq == 6, "a plus sign arrives as a space"


@pytest.mark.usefixtures("past")
def test_a_number_means_that_entry() -> None:
    for entry in Entry.objects.all():
        reading = _read(str(entry.seq))
        assert (reading.seq, reading.hash) == (entry.seq, entry.hash)
        assert reading.recorded_at == entry.recorded_at
        assert reading.today == desk_day(entry.recorded_at)


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("asked", ["0", "2024-03-29", "1999-12-31T23:59:59Z", "0001-01-01"])
def test_before_the_first_entry_nothing_was_said(asked: str) -> None:
    reading = _read(asked)
    assert (reading.seq, reading.hash) == (0, "0" * 64)
    assert not reading.subjects(Kind.TAG).exists()


@pytest.mark.usefixtures("past")
def test_today_may_be_asked_for_and_tomorrow_not() -> None:
    today = desk_day(now())
    assert _read(str(today)).seq == len(MOMENTS)
    for later in (today + dt.timedelta(days=1), dt.date(9999, 12, 31)):
        with pytest.raises(BadMoment, match="time to come"):
            _read(str(later))
    with pytest.raises(BadMoment, match="time to come"):
        _read((now() + dt.timedelta(minutes=1)).isoformat())


@pytest.mark.usefixtures("past")
def test_a_number_to_come_is_refused() -> None:
    with pytest.raises(BadMoment, match=r"no\. 9 .*no\. 8"):
        _read("9")


@pytest.mark.django_db
@pytest.mark.parametrize("asked", REFUSED)
def test_anything_else_is_refused_with_what_to_write(asked: str) -> None:
    with pytest.raises(BadMoment, match="Write a day"):
        _read(asked)


@pytest.mark.usefixtures("past")
def test_a_reading_is_of_one_moment_whatever_is_said_meanwhile() -> None:
    reading = _read(str(len(MOMENTS)))
    with sealing(Actor.DESK):
        say(Op.PUBLISH, Tag.objects.create(name="new", slug="new"))
    assert reading.subjects(Kind.TAG).count() == len(MOMENTS)


@given(st.text() | st.from_regex(r"\d{1,5}-\d{1,2}-\d{1,2}(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?"))
def test_nothing_typed_breaks_it(asked: str) -> None:
    """Whatever is asked of an empty record, without a query: a reading of no. 0, or a sentence."""
    head = Standing(0, "0" * 64, None, then=Then(asked))
    with suppress(BadMoment):
        assert read_at(head, asked).seq == 0
