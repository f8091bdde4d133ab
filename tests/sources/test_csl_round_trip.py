"""CSL-JSON comes back from the desk as it went in, whatever the kind of source."""

from copy import deepcopy
from typing import Any

import pytest

from sources.csl import from_csl, to_csl
from sources.csl_types import CslType
from sources.models import Source
from sources.serializers import SourcePayload
from tests.sources.citations import ITEMS, kept


def back(item: dict[str, Any]) -> dict[str, Any]:
    """An item that went to the desk and came back, without the key that the desk gave it."""
    source = kept(item)
    name = source.publisher.name if source.publisher else ""
    out = to_csl(SourcePayload(source).data, name)
    assert out.pop("id")
    return out


@pytest.mark.django_db
@pytest.mark.parametrize("csl_type", CslType.values)
def test_an_item_comes_back_field_by_field(csl_type: str) -> None:
    item = ITEMS[csl_type]
    given = deepcopy({"id": "x", **item})
    assert back(given) == item
    assert from_csl(given).left_out == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("csl_type", "given"),
    [
        ("webpage", {"publisher": "The Foundation"}),
        ("webpage", {"container-title": "The Site", "publisher": "The Foundation"}),
        ("article-newspaper", {"publisher": "The House"}),
        ("report", {"authority": "The Ministry"}),
        ("legislation", {"publisher": "The Gazette"}),
        ("legislation", {"authority": "The Parliament", "publisher": "The Gazette"}),
        ("broadcast", {"container-title": "The Programme"}),
        ("dataset", {}),
    ],
)
def test_whoever_stands_behind_it_comes_back_under_its_own_name(
    csl_type: str, given: dict[str, str]
) -> None:
    item = {"type": csl_type, "title": "T", **given}
    assert back(item) == item


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"number": "ECLI:EU:C:2020:792"}, {"ecli": "ECLI:EU:C:2020:792"}),
        ({"note": "See ECLI:EU:C:2020:792."}, {"ecli": "ECLI:EU:C:2020:792"}),
        ({"note": "Appeal.\nDOI: 10.1234/abc"}, {"doi": "10.1234/abc"}),
        ({"note": "CELEX: 62018CJ0066"}, {"celex": "62018CJ0066"}),
        (
            {"URL": "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32024R1252"},
            {"celex": "32024R1252"},
        ),
        ({"URL": "https://doi.org/10.1234/abc"}, {"doi": "10.1234/abc"}),
        ({"DOI": "10.1234/abc", "URL": "https://doi.org/10.1234/abc"}, {"doi": "10.1234/abc"}),
        ({"custom": {"ecli": "ECLI:EU:C:2020:792"}}, {"ecli": "ECLI:EU:C:2020:792"}),
    ],
)
def test_a_number_is_recognised_where_it_stands_and_not_said_twice(
    given: dict[str, Any], found: dict[str, str]
) -> None:
    item = {"type": "legal_case", "title": "T", **given}
    source = kept(item)
    assert {name: getattr(source, name) for name in found} == found
    out = to_csl(SourcePayload(source).data, "")
    del out["id"]
    assert out == item


@pytest.mark.django_db
def test_a_number_is_said_once_the_text_no_longer_says_it() -> None:
    source = kept({"type": "legal_case", "title": "T", "note": "ECLI:EU:C:2020:792"})
    source.note = ""
    assert to_csl(SourcePayload(source).data, "")["custom"] == {"ecli": "ECLI:EU:C:2020:792"}


@pytest.mark.django_db
def test_a_dead_link_goes_out_as_the_archived_copy_and_comes_back() -> None:
    item = {
        "type": "webpage",
        "title": "T",
        "URL": "https://archive.example/x",
        "custom": {"original-url": "https://dead.example/x"},
    }
    source = kept(item)
    assert (source.url, source.archived_url) == (
        "https://dead.example/x",
        "https://archive.example/x",
    )
    source.link_is_dead = True
    out = to_csl(SourcePayload(source).data, "")
    assert {name: out[name] for name in ("URL", "custom")} == {
        name: item[name] for name in ("URL", "custom")
    }


@pytest.mark.django_db
def test_a_retracted_source_says_so_before_anything_else() -> None:
    source = kept({"type": "webpage", "title": "T", "note": "A note."})
    source.repute, source.repute_note = "retracted", "The Gazette took it back."
    out = to_csl(SourcePayload(source).data, "")
    assert out["note"] == "Retracted: The Gazette took it back.\nA note."
    assert out["status"] == "retracted"


@pytest.mark.django_db
def test_a_name_that_the_desk_wrote_in_one_line_goes_out_in_parts() -> None:
    names = ["Jane Roe", "Alexander von Humboldt", "Vučić, Đorđe", "Plato"]
    source = Source(csl_type="report", title="T")
    source.authors = [{"name": name, "kind": "person"} for name in names]
    assert to_csl(SourcePayload(source).data, "")["author"] == [
        {"family": "Roe", "given": "Jane"},
        {"family": "Humboldt", "given": "Alexander", "non-dropping-particle": "von"},
        {"family": "Vučić", "given": "Đorđe"},
        {"family": "Plato"},
    ]
