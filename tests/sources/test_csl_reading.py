"""What an item of CSL-JSON says is read honestly: kept, named as left out, or refused."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from record.vague import VagueDate
from sources.csl import from_csl
from sources.csl_dates import csl_date, read_date
from sources.csl_types import CslType


def item(**more: Any) -> dict[str, Any]:
    return {"id": "1", "type": "report", "title": "T", **more}


@pytest.mark.parametrize(
    ("date", "edtf"),
    [
        ({"date-parts": [[2024]]}, "2024"),
        ({"date-parts": [["2024", "09"]]}, "2024-09"),
        ({"date-parts": [["2024", 9, "24"]]}, "2024-09-24"),
        ({"date-parts": [[2024, 0, 0]]}, "2024"),
        ({"date-parts": [[2022], [2024, 5]]}, "2022/2024-05"),
        ({"date-parts": [[2024, 9, 24], [2024, 9, 24]]}, "2024-09-24"),
        ({"date-parts": [[2020], [0]]}, "2020/.."),
        ({"date-parts": [[0], [2020]]}, "../2020"),
        ({"raw": "2020/.."}, "2020/.."),
        ({"raw": "24 Sept 2024"}, "2024-09-24"),
        ({"raw": "2024-09-24T10:20:30Z"}, "2024-09-24"),
        ({"raw": "2024-09-00"}, "2024-09"),
        ({"raw": "2024-00-00"}, "2024"),
        ({"literal": "May 2022 to June 2023"}, "2022-05/2023-06"),
        ({"edtf": "2024-09"}, "2024-09"),
        ("2023-09-24/2023-12-31", "2023-09-24/2023-12-31"),
        (2024, "2024"),
        ({"date-parts": [[2024]], "circa": False}, "2024"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_was_given(date: Any, edtf: str) -> None:
    candidate = from_csl(item(issued=date))
    assert candidate.issued == VagueDate.parse(edtf)
    assert candidate.left_out == ()


@pytest.mark.parametrize(
    "date",
    [
        {"date-parts": [[2024]], "circa": True},
        {"date-parts": [[2024]], "circa": 1},
        "2024~",
        "2024?",
        {"raw": "c. 1999"},
        {"literal": "circa 1999"},
        {"raw": "3/4/2024"},
        {"date-parts": [[2024, 13]]},
        {"date-parts": [[2024, 2, 30]]},
        {"date-parts": [[-44]]},
        {"date-parts": [[2024], [2023]]},
        {"date-parts": "2024"},
        {"date-parts": [[1], [2], [3]]},
        {"literal": "the other day"},
    ],
)
def test_a_date_that_is_only_about_right_or_none_is_refused(date: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        from_csl(item(issued=date))
    assert set(refused.value.message_dict) == {"issued"}


@pytest.mark.parametrize(
    "date",
    [
        {"date-parts": [[2024]], "season": 3},
        {"literal": "Spring 2024"},
        {"raw": "Winter, 2024"},
        "2024-21",
    ],
)
def test_a_season_is_left_out_and_told(date: Any) -> None:
    candidate = from_csl(item(issued=date))
    assert candidate.issued == VagueDate.parse("2024")
    assert candidate.left_out == ("issued (season)",)


def test_no_date_is_no_date() -> None:
    candidate = from_csl(item(issued={"literal": "n.d."}))
    assert candidate.issued is None
    assert candidate.left_out == ("issued (literal)",)


days = st.dates(dt.date(1000, 1, 1), dt.date(2100, 12, 31)).map(dt.date.isoformat)
parts = st.tuples(days, st.sampled_from([4, 7, 10])).map(lambda one: one[0][: one[1]])


@given(st.tuples(parts, parts).map(sorted), st.sampled_from(["one", "both", "from", "until"]))
def test_every_vague_date_comes_back(ends: list[str], form: str) -> None:
    texts = {
        "one": ends[0],
        "both": "/".join(ends),
        "from": f"{ends[0]}/..",
        "until": f"../{ends[0]}",
    }
    try:
        date = VagueDate.parse(texts[form])
    except ValueError:
        return
    assert read_date(csl_date(date.edtf)).date == date


@pytest.mark.parametrize(
    ("csl_type", "kind", "genre"),
    [
        ("post-weblog", "post", None),
        ("regulation", "legislation", None),
        ("book", "report", "Book"),
        ("thesis", "report", "Thesis"),
        ("motion_picture", "broadcast", "Film or video"),
    ],
)
def test_an_honest_equivalent_is_taken_and_told(
    csl_type: str, kind: str, genre: str | None
) -> None:
    candidate = from_csl(item(type=csl_type))
    assert candidate.csl_type == kind
    assert candidate.details.get("genre") == genre
    assert candidate.left_out == (f"type ({csl_type})",)


@pytest.mark.parametrize("csl_type", ["musical_score", "map", "hearing", "", None])
def test_another_kind_is_refused_with_the_kinds_there_are(csl_type: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        from_csl(item(type=csl_type))
    (sentence,) = refused.value.message_dict["csl_type"]
    assert all(kind in sentence for kind in CslType.values)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(ValidationError) as refused:
        from_csl(
            {
                "type": "map",
                "author": "Roe",
                "issued": {"raw": "soon"},
                "volume": ["1"],
                "accessed": {"raw": "lately"},
                "URL": "https://user:secret@site.example/",
            }
        )
    wrong = refused.value.message_dict
    assert set(wrong) == {"csl_type", "title", "authors", "issued", "details", "url"}
    assert len(wrong["details"]) == 2


def test_others_texts_and_private_notes_are_left_out_and_named() -> None:
    candidate = from_csl(
        item(abstract="Long.", keyword="water", annote="Mine.", custom={"x": 1}, foo="bar")
    )
    assert candidate.left_out == ("abstract", "keyword", "annote", "foo", "custom.x")
    assert "Mine." not in str(candidate.columns())


def test_older_names_of_variables_are_known() -> None:
    candidate = from_csl(item(shortTitle="S", journalAbbreviation="J", event="E", volume=12))
    assert candidate.details == {
        "title-short": "S",
        "container-title-short": "J",
        "event-title": "E",
        "volume": "12",
    }


@pytest.mark.parametrize(
    ("text", "languages", "left"),
    [
        ("sq", ["sq"], ()),
        ("sq, sr-Latn; en_GB", ["sq", "sr-Latn", "en-GB"], ()),
        ("Albanian", ["sq"], ()),
        ("english", ["en"], ()),
        ("srpski", ["sr"], ()),
        ("sq, double Dutch!", ["sq"], ("language",)),
    ],
)
def test_languages_are_found_by_tag_and_by_name(
    text: str, languages: list[str], left: tuple[str, ...]
) -> None:
    candidate = from_csl(item(language=text))
    assert candidate.languages == languages
    assert candidate.left_out == left


def test_text_is_taken_without_markup_and_without_what_no_database_keeps() -> None:
    candidate = from_csl(
        item(title="<i>E. coli</i> in the\n<span class='nocase'>Drina</span>\x00\ud800 a<b")
    )
    assert candidate.title == "E. coli in the Drina a<b"


def test_a_citation_key_is_no_public_note() -> None:
    assert from_csl(item(note="Citation Key: roe2024\nWith a map.")).note == "With a map."


def test_the_publisher_of_a_court_decision_is_the_court() -> None:
    candidate = from_csl(item(type="legal_case", authority="The Court", number="C-1/20"))
    assert (candidate.publisher, candidate.docket) == ("The Court", "C-1/20")
    assert candidate.details == {}


def test_marked_words_lose_their_marks_and_that_is_told() -> None:
    marked = "The <i>Vjosa</i> and CO<sub>2</sub>, <I>again</I>"
    candidate = from_csl(item(title=marked, section="a <b>b</b>"))
    assert candidate.title == "The Vjosa and CO2, again"
    assert candidate.left_out == ("title (<i>)", "title (<sub>)", "section (<b>)")
