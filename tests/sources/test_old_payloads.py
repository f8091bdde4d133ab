"""What an earlier format said of a source is read in the present one."""

from record.kinds import Kind, upcast
from sources.serializers import SourcePayload

OLD = {
    "number": 7,
    "csl_type": "report",
    "title": "Memo",
    "title_is_ours": False,
    "authors": [],
    "publisher": "00000000-0000-4000-8000-000000000001",
    "issued": "2024",
    "url": "",
    "archived_url": "",
    "language": "sq",
    "identifiers": {"doi": "", "ecli": "", "celex": "", "docket": ""},
    "note": "",
    "tags": [],
    "article": None,
    "retracted": True,
}


def test_a_source_of_the_first_format_has_every_field_of_the_present_one() -> None:
    read = upcast(Kind.SOURCE, 1, OLD)
    assert set(read) == set(SourcePayload.Meta.fields)
    assert (read["languages"], read["repute"]) == (["sq"], "retracted")
    assert OLD["language"] == "sq"


def test_one_that_stood_and_named_no_language_stands() -> None:
    read = upcast(Kind.SOURCE, 1, {**OLD, "language": "", "retracted": False})
    assert (read["languages"], read["repute"]) == ([], "stands")
