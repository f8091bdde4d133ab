"""Vague dates: what is stored, what people may write, and what a page says."""

import datetime as dt

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from record.vague import VagueDate, VagueDateField, VagueDateFormField
from sources.models import Source

DAY = dt.date(2024, 9, 24)


class DateForm(forms.Form):
    """A form with nothing but a vague date."""

    date = VagueDateFormField(required=False)


def part_texts() -> st.SearchStrategy[str]:
    """Years, months and days as EDTF."""
    days = st.dates()
    shapes = st.sampled_from([4, 7, 10])
    return st.builds(lambda day, length: day.isoformat()[:length], days, shapes)


@st.composite
def edtf_texts(draw: st.DrawFn) -> str:
    """Anything that a vague date can be."""
    first, second = sorted([draw(part_texts()), draw(part_texts())], key=_lower)
    shapes = [first, f"{first}/..", f"../{first}"]
    if first != second and _lower(first) <= _upper(second):
        shapes.append(f"{first}/{second}")
    return draw(st.sampled_from(shapes))


def _lower(text: str) -> dt.date:
    return dt.date.fromisoformat(f"{text}-01-01"[:10])


def _upper(text: str) -> dt.date:
    upper = VagueDate.parse(text).upper
    assert upper
    return upper


@given(edtf_texts())
def test_what_is_stored_is_read_back(text: str) -> None:
    date = VagueDate.parse(text)
    assert date.edtf == str(date) == text
    assert VagueDate.parse(date.edtf) == date == VagueDate.read(text)


@given(edtf_texts())
def test_what_a_page_says_can_be_written(text: str) -> None:
    date = VagueDate.parse(text)
    assert VagueDate.read(date.words()) == date


@given(edtf_texts())
def test_the_bounds_enclose_the_date(text: str) -> None:
    date = VagueDate.parse(text)
    assert (date.lower or dt.date.min) <= (date.upper or dt.date.max)
    assert date.lower or date.upper
    first, last = text.split("/")[0], text.split("/")[-1]
    for bound, end in ((date.lower, first), (date.upper, last)):
        assert end == ".." if bound is None else bound.isoformat().startswith(end)


@given(st.lists(edtf_texts().map(VagueDate.parse), max_size=6))
def test_they_are_ordered_by_the_first_day_that_they_can_mean(dates: list[VagueDate]) -> None:
    lowers = [date.lower or dt.date.min for date in sorted(dates)]
    assert lowers == sorted(lowers)


@given(st.text(max_size=14))
def test_whatever_else_is_written_is_refused_with_a_sentence(text: str) -> None:
    refused = DateForm({"date": text}).errors.get("date", ["Read."])
    assert len(refused) == 1
    assert refused[0].endswith(".")


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2024", "2024"),
        ("2024-09", "2024-09"),
        ("2024-9", "2024-09"),
        ("Sept 2024", "2024-09"),
        ("Sep. 2024", "2024-09"),
        ("september 2024", "2024-09"),
        ("9/2024", "2024-09"),
        ("24 Sep 2024", "2024-09-24"),
        ("24th September 2024", "2024-09-24"),
        ("September 24, 2024", "2024-09-24"),
        ("24/9/2024", "2024-09-24"),
        ("24.09.2024", "2024-09-24"),
        ("24. 9. 2024.", "2024-09-24"),
        ("3/3/2024", "2024-03-03"),
        ("  24  September 2024 ", "2024-09-24"),
        ("2022-2025", "2022/2025"),
        ("2022–2025", "2022/2025"),
        ("2022 to 2025", "2022/2025"),
        ("24 September 2023 to 31 December 2023", "2023-09-24/2023-12-31"),
        ("2023-09-24 – 2023-12-31", "2023-09-24/2023-12-31"),
        ("2023 / 2024-05", "2023/2024-05"),
        ("since 2020", "2020/.."),
        ("until Sept 2024", "../2024-09"),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, edtf: str) -> None:
    assert VagueDate.read(written).edtf == edtf


@pytest.mark.parametrize(
    "written",
    [
        "Q3 2024",
        "spring 2025",
        "13/13/2024",
        "9/24/2024",
        "24/9/24",
        "24 Sep 24",
        "24",
        "",
        "soon",
        "2024?",
        "~2024",
        "2020/",
        "../..",
        "2024/2024",
        "1–5 May 2024",
        "24 Foo 2024",
    ],
)
def test_what_is_no_date_is_answered_with_what_to_write(written: str) -> None:
    with pytest.raises(ValueError, match=r"^Not a date\. Write 2025, 2025-03 or 2025-03-14\.$"):
        VagueDate.read(written)


def test_a_date_that_could_be_two_days_is_refused_and_shown_both_ways_to_write_it() -> None:
    with pytest.raises(ValueError, match="3 April 2024 or 2024-04-03"):
        VagueDate.read("3/4/2024")
    with pytest.raises(ValueError, match="Write 2024-09 for the month"):
        VagueDate.read("2024/9")


@pytest.mark.parametrize("written", ["2024-13", "31 April 2024", "2023-02-29", "2024-00", "0000"])
def test_a_day_that_does_not_exist_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="There is no such date"):
        VagueDate.read(written)


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        VagueDate.read("2025/2024")


@pytest.mark.parametrize("text", ["Sept 2024", "2024-9", "24/9/2024", "2024-09-24T10:00", " 2024"])
def test_what_is_stored_is_edtf_alone(text: str) -> None:
    with pytest.raises(ValueError, match="Not a date"):
        VagueDate.parse(text)


@pytest.mark.parametrize(
    ("edtf", "words", "reading", "some_time"),
    [
        ("2024", "2024", "2024, month and day not known", "some time in 2024"),
        (
            "2024-09",
            "September 2024",
            "September 2024, day not known",
            "some time in September 2024",
        ),
        ("2024-09-24", "24 September 2024", "24 September 2024", "24 September 2024"),
        ("2022/2025", "2022–2025", "2022–2025, day not known", "some time between 2022 and 2025"),
        (
            "2023-09-24/2023-12",
            "24 September 2023 to December 2023",
            "24 September 2023 to December 2023, day not known",
            "some time between 24 September 2023 and December 2023",
        ),
        ("2020/..", "since 2020", "since 2020, no end given", "some time since 2020"),
        ("../2024", "until 2024", "until 2024, no beginning given", "some time until 2024"),
    ],
)
def test_what_a_page_says(edtf: str, words: str, reading: str, some_time: str) -> None:
    date = VagueDate.parse(edtf)
    assert (date.words(), date.reading(), date.some_time()) == (words, reading, some_time)


def test_between_its_bounds_a_date_is_some_time() -> None:
    year = VagueDate.parse("2024")
    assert year.words_on(DAY) == "some time in 2024"
    assert year.since(DAY) == "since some time in 2024"
    assert year.words_on(dt.date(2024, 12, 31)) == "2024"
    assert year.since(dt.date(2025, 9, 24)) == "since 2024"


def test_since_an_open_date_is_not_said_twice() -> None:
    assert VagueDate.parse("2020/..").since() == "since 2020"
    assert VagueDate.parse("../2024-09").since() == "since September 2024 or earlier"
    assert VagueDate.parse("2022/2023").since() == "since some time between 2022 and 2023"


def test_the_form_echoes_its_reading_and_keeps_what_was_typed() -> None:
    form = DateForm({"date": "Sept 2024"})
    assert form.is_valid()
    assert form.cleaned_data["date"] == VagueDate.parse("2024-09")
    html = str(form["date"])
    assert 'value="Sept 2024"' in html
    assert "Read as: September 2024, day not known</output>" in html


def test_the_form_refuses_with_the_sentence_beside_the_field() -> None:
    form = DateForm({"date": "spring <2025>"})
    assert form.errors["date"] == ["Not a date. Write 2025, 2025-03 or 2025-03-14."]
    assert "spring &lt;2025&gt;" in str(form["date"])
    assert "Read as" not in str(form["date"])


def test_the_form_takes_nothing_for_no_date_and_sees_what_changed() -> None:
    assert DateForm({"date": ""}).is_valid()
    initial = {"date": VagueDate.parse("2024-09")}
    assert not DateForm({"date": "Sept 2024"}, initial=initial).has_changed()
    assert DateForm({"date": "2024"}, initial=initial).has_changed()


def test_a_migration_knows_the_field_by_its_name_and_settings() -> None:
    _name, path, _args, kwargs = VagueDateField("date", blank=True).deconstruct()
    assert path == "record.vague.VagueDateField"
    assert kwargs == {"verbose_name": "date", "blank": True, "max_length": 40}
    assert isinstance(VagueDateField().formfield(), VagueDateFormField)


def test_the_bounds_are_columns_that_follow_the_date() -> None:
    lower, upper = (Source._meta.get_field(f"issued_{bound}") for bound in ("lower", "upper"))
    source = Source(issued="2024-09")
    for field in (Source._meta.get_field("issued"), lower, upper):
        field.pre_save(source, add=True)
    assert source.issued == VagueDate.parse("2024-09")
    assert (source.issued_lower, source.issued_upper) == (
        dt.date(2024, 9, 1),
        dt.date(2024, 9, 30),
    )
    source.issued = ""
    assert lower.pre_save(source, add=False) is None
