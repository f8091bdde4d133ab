"""What the ledger has already is found, and not changed; what only looks like it is new."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from record.vague import VagueDate
from sources.importing.carrying_out import carry_out, dry_run
from sources.importing.report import Report
from sources.models import Publisher, Source
from tests.sources.imports import as_text, bare, report

pytestmark = pytest.mark.django_db


def read(*items: dict[str, Any]) -> Report:
    """The dry run's report."""
    return dry_run(as_text(*items), "csl-json", lambda _done, _batch: None)


def keep(*items: dict[str, Any]) -> Report:
    """The report of what was carried out."""
    return carry_out(as_text(*items), "csl-json", lambda _done, _batch: None)


def matched(*items: dict[str, Any]) -> list[tuple[int, str]]:
    """The source that each entry is, and what it is known by."""
    found = read(*items)
    assert found.count("matched") == found.total, found.rows
    return [(row["other"], row["by"]) for row in found.rows["matched"]]


@pytest.fixture
def kept(source: Source) -> Source:
    """A judgment that has every number."""
    source.csl_type, source.title = "legal_case", "Commission v Harbour"
    source.doi, source.url = "10.1234/abc", "https://example.org/case"
    source.ecli, source.celex = "ECLI:EU:C:2024:1", "62022CJ0123"
    source.full_clean()
    source.save()
    return source


@pytest.mark.parametrize(
    ("item", "by"),
    [
        ({"DOI": "https://doi.org/10.1234/ABC"}, "doi"),
        ({"URL": "https://example.org/case"}, "url_key"),
        ({"custom": {"ecli": "ECLI:EU:C:2024:1"}}, "ecli"),
        ({"custom": {"celex": "62022CJ0123"}}, "celex"),
        ({"DOI": "10.1234/abc", "URL": "https://example.org/other"}, "doi"),
    ],
)
def test_a_number_or_the_address_finds_it(kept: Source, item: dict[str, Any], by: str) -> None:
    assert matched({"type": "report", "title": "Another title", **item}) == [(kept.pk, by)]


def test_else_the_same_title_kind_date_and_publisher_do(source: Source) -> None:
    again = bare("REPORT ON THE DAM", publisher="harbour office")
    again["issued"] = {"date-parts": [[2024]]}
    assert matched(again) == [(source.pk, "likeness")]


def test_one_spelling_finds_another() -> None:
    office = Publisher.objects.create(name="Ђорђевић", slug="djordjevic")
    old = Source.objects.create(csl_type="report", title="Извештај о језеру", publisher=office)
    again = bare("Izveštaj o jezeru", publisher="Đorđević")
    assert matched(again) == [(old.pk, "likeness")]


@pytest.mark.parametrize(
    "other",
    [
        {"issued": {"date-parts": [[2023]]}},
        {"issued": {"date-parts": [[2024, 5]]}},
        {"publisher": "Another Office"},
        {"type": "webpage"},
        {"URL": "https://example.org/b"},
        {"volume": "8"},
        {"author": [{"family": "Smith", "given": "J."}]},
    ],
)
def test_what_differs_in_one_of_these_is_another(other: dict[str, Any]) -> None:
    first = bare(
        "Editorial",
        issued={"date-parts": [[2024]]},
        volume="7",
        URL="https://example.org/a",
        author=[{"family": "Đurić", "given": "Ana"}],
    )
    keep(first)
    second = {**first, **other}
    if "URL" not in other:
        del second["URL"]
    assert read(second).count("new") == 1


def test_a_merged_source_leads_to_its_successor(kept: Source) -> None:
    last = Source.objects.create(csl_type="report", title="Last")
    middle = Source.objects.create(csl_type="report", title="Middle", merged_into=last)
    Source.objects.filter(pk=kept.pk).update(merged_into=middle)
    by_number = {"type": "report", "title": "Another title", "DOI": "10.1234/abc"}
    alike = {**bare("Middle"), "publisher": ""}
    assert matched(by_number, alike) == [(last.pk, "doi"), (last.pk, "likeness")]


def test_one_that_stands_comes_before_one_that_was_merged(kept: Source) -> None:
    last = Source.objects.create(csl_type="report", title="Last")
    Source.objects.filter(pk=kept.pk).update(merged_into=last)
    own = Source.objects.create(csl_type="report", title="Own", doi="10.1234/abc")
    assert matched(bare("Another title", DOI="10.1234/abc")) == [(own.pk, "doi")]


def test_what_is_matched_is_not_changed(kept: Source) -> None:
    before = Source.objects.values().get(pk=kept.pk)
    found = keep(report(1, DOI="10.1234/abc", title="A better title", note="New."))
    assert found.count("matched") == 1
    assert Source.objects.values().get() == before


def test_what_stands_twice_in_the_file_is_kept_once() -> None:
    items = [report(n) for n in range(250)]
    again = {**report(3), "title": "Spelt otherwise"}
    found = keep(*items, again, bare("B"), bare("b"))
    assert (found.count("new"), found.count("doubled")) == (251, 2)
    assert [(row["line"], row["other"]) for row in found.rows["doubled"]] == [(252, 5), (254, 253)]
    assert Source.objects.count() == 251


def test_a_second_import_finds_all_of_the_first() -> None:
    items = [*(report(n) for n in range(5)), bare("A"), bare("A", URL="https://example.org/a")]
    assert keep(*items).count("new") == 6
    before = list(Source.objects.order_by("pk").values())
    again = keep(*items)
    assert (again.count("new"), again.count("matched"), again.count("doubled")) == (0, 6, 1)
    assert list(Source.objects.order_by("pk").values()) == before


def test_a_publisher_is_found_under_any_spelling_or_made_once() -> None:
    kept = Publisher.objects.create(name="Đorđević", slug="other", type="ngo")
    Publisher.objects.create(name="Office!", slug="office")
    Publisher.objects.create(name="Office?", slug="office-2")
    keep(
        bare("A", publisher="ЂОРЂЕВИЋ"),
        bare("B", publisher="Office"),
        bare("C", publisher="OFFICE"),
        bare("D", publisher="漢字"),
        {"type": "article-newspaper", "title": "E", "container-title": "Blic"},
        {"type": "legal_case", "title": "F", "authority": "Court"},
        {"type": "speech", "title": "G"},
    )
    of = {row.title: row.publisher for row in Source.objects.select_related("publisher")}
    assert of["A"] == kept
    assert of["B"] == of["C"] and of["B"].slug == "office-3" and of["B"].name == "Office"
    assert of["D"].slug == "publisher"
    kinds = {title: of[title].type for title in "BDEF"}
    assert kinds == {"B": "", "D": "", "E": "outlet", "F": "court"}
    assert of["G"] is None


def test_what_is_left_out_is_counted_by_its_variable() -> None:
    found = read(report(1, abstract="x"), report(2, abstract="y", keyword="z"))
    assert dict(found.left_out) == {"abstract": 2, "keyword": 1}


def test_a_new_source_has_its_bounds_and_its_key() -> None:
    keep(report(1, issued={"date-parts": [[2024, 9]]}, URL="https://example.org/x?utm_source=y"))
    kept = Source.objects.get()
    assert kept.issued == VagueDate.parse("2024-09")
    assert str(kept.issued_lower) == "2024-09-01"
    assert kept.url_key
    kept.full_clean()


@pytest.mark.parametrize("act", [read, keep])
def test_a_batch_costs_the_same_few_queries_at_any_size(act: Any) -> None:
    def queries(*items: dict[str, Any]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            act(*items)
        return len(asked)

    few = [rich(n) for n in range(5)]
    many = [rich(n) for n in range(1000, 1200)]
    # What is new, then what is found again.
    assert queries(*few) == queries(*many) <= 20
    assert queries(*few) == queries(*many) <= 14


def rich(number: int) -> dict[str, Any]:
    """One of several: by its DOI, its address, a court's number, or by likeness alone."""
    kinds: list[dict[str, Any]] = [
        report(number),
        bare(f"Bare no. {number}", publisher=f"Office no. {number}"),
        bare(f"DOI no. {number}", DOI=f"10.1234/{number}"),
        bare(f"Case no. {number}", custom={"ecli": f"ECLI:EU:C:2024:{number}"}),
        bare(f"Act no. {number}", custom={"celex": f"3{2000 + number % 24}R{number:04}"}),
    ]
    return kinds[number % 5]
