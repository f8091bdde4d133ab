"""Whatever stands in a file, it is read, refused by entry, or refused as a whole: never a crash."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sources.csl import Candidate, from_csl
from sources.csl_types import DATES, NAMES, TEXTS
from sources.formats import FORMATS, Found, Malformed, recognise
from sources.models import Source

SOME = "ab1-/@ é\x00\ud800\u2028\n"
VARIABLES = sorted(TEXTS | DATES | NAMES | {"issued", "author", "title", "URL", "DOI", "language"})
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(SOME, max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["date-parts", "raw", "literal", "family", "given", "season", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
items = st.dictionaries(
    st.sampled_from([*VARIABLES, "custom", "note", "id", "x"]), values, max_size=5
)


def kept_or_refused(item: dict[str, Any]) -> Candidate | ValidationError:
    try:
        return from_csl(item)
    except ValidationError as refused:
        return refused


def read_or_refused(name: str, text: str) -> list[Found] | Malformed:
    try:
        return list(FORMATS[name].module.read(text))
    except Malformed as refused:
        return refused


@given(items, st.sampled_from(["report", "legal_case", "book", "map"]))
def test_any_item_is_kept_or_refused_by_field(item: dict[str, Any], csl_type: str) -> None:
    found = kept_or_refused({"title": "T", **item, "type": csl_type})
    if isinstance(found, ValidationError):
        assert all(found.message_dict.values())
    else:
        assert found.title
        assert not {"\x00", "\ud800"} & set(json.dumps(found.details, ensure_ascii=False))
        Source(**found.columns())


RIS = st.lists(
    st.sampled_from(["TY  - JOUR", "ER  - ", "TI  - A", "AU  - ,,", "DA  - ///", "M2  - note: x"])
    | st.text(SOME, max_size=12),
    max_size=8,
).map("\n".join)
BIBTEX = st.lists(
    st.sampled_from(
        ["@report{k,", "title={A}", ",", "}", "{", '"', "@string{a=b}", "\\'", "month="]
    )
    | st.text(alphabet="@{}\"=,# \n\\'abc", max_size=10),
    max_size=8,
).map("\n".join)
JSON = st.lists(
    st.sampled_from(["[", "]", "{", "}", '"type"', ":", '"map"', ",", "1"]), max_size=8
).map("".join)


@pytest.mark.parametrize("name", ["csl-json", "ris", "bibtex"])
@given(text=RIS | BIBTEX | JSON | st.text(SOME, max_size=30))
def test_any_text_is_read_or_refused_with_a_line(name: str, text: str) -> None:
    recognise(text)
    found = read_or_refused(name, text)
    if isinstance(found, Malformed):
        assert str(found)
        assert 1 <= found.line <= text.count("\n") + text.count("\r") + 2
    else:
        for one in found:
            kept_or_refused(one.item)
