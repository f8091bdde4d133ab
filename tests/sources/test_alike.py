"""Sources that may be one: suggested for one, and for all of the ledger, by the same rule."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from record.vague import VagueDate
from sources.models import Publisher, Source

ALIKE = reverse("admin:sources_source_alike")


def another(of: Source, **changed: Any) -> Source:
    """A second source, not kept yet, that shares with `of` only what is said."""
    return Source(csl_type="report", **{"title": "Something else altogether", **changed})


@pytest.fixture
def report(source: Source) -> Source:
    """A report with everything that can be shared."""
    source.title = "Извештај о брани у долини, 2024"
    source.issued = VagueDate.parse("2024-09-24")
    source.url = "https://harbour.example.org/report"
    source.ecli, source.celex, source.docket = "ECLI:EU:C:2020:559", "62019CJ0311", "C-311/19"
    source.save()
    return source


SHARED = {
    "the title in another alphabet": {"title": "Izveštaj o brani u dolini, 2024"},
    "the title without marks": {"title": "izvestaj o BRANI u dolini, 2024"},
    "the ECLI": {"ecli": "ECLI:EU:C:2020:559"},
    "the CELEX number": {"celex": "62019CJ0311"},
    "the docket number": {"docket": "C-311/19"},
    "the page, asked with a question": {"url": "https://www.harbour.example.org/report?lang=en"},
}
APART = {
    "another title": {},
    "a page beneath": {"url": "https://harbour.example.org/report/annex"},
    "the front door": {"url": "https://harbour.example.org/?report"},
}


@pytest.mark.parametrize("shared", SHARED.values(), ids=list(SHARED))
def test_it_may_be_the_same(report: Source, shared: dict[str, str]) -> None:
    twin = another(report, **shared)
    assert list(Source.objects.alike(twin)) == [report]
    twin.save()
    assert list(Source.objects.alike(report)) == [twin]
    assert set(Source.objects.doubles()) == {report, twin}


@pytest.mark.parametrize("shared", APART.values(), ids=list(APART))
def test_it_is_another(report: Source, shared: dict[str, str]) -> None:
    twin = another(report, **shared)
    assert not Source.objects.alike(twin).exists()
    twin.save()
    assert not Source.objects.doubles().exists()


@pytest.mark.parametrize(
    ("title", "date", "same"),
    [
        ("Izveštaj o brani u dolini (2024.), drugo izdanje", "2024-09-24", True),
        ("Novi izveštaj o brani u dolini, 2024", "2024-09-24", True),
        ("Izveštaj o brani u dolini, 2023", "2024-09-24", False),
        ("Izveštaj o brani u dolini (2024.)", "2024-09-25", False),
        ("Nešto drugo, 2024", "2024-09-24", False),
    ],
)
def test_titles_of_one_publisher_and_day_need_not_be_equal(
    report: Source, title: str, date: str, same: bool
) -> None:
    twin = another(report, title=title, issued=VagueDate.parse(date))
    twin.publisher = report.publisher
    assert Source.objects.alike(twin).exists() is same
    twin.save()
    assert Source.objects.doubles().exists() is same
    other = Publisher.objects.create(name="Other", slug="other")
    Source.objects.filter(pk=twin.pk).update(publisher=other)
    assert not Source.objects.doubles().exists()


def test_a_merged_one_is_no_double(report: Source) -> None:
    twin = another(report, title=report.title)
    twin.merged_into = report
    twin.save()
    assert not Source.objects.alike(report).exists()
    assert not Source.objects.doubles().exists()


@pytest.mark.django_db(transaction=True)
def test_it_is_told_once_it_is_saved_and_saving_is_possible(
    client: Client, writer: Any, report: Source
) -> None:
    client.force_login(writer)
    typed = {"csl_type": "report", "title": report.title}
    answer = client.post(reverse("admin:sources_source_add"), typed, follow=True)
    page = answer.content.decode()
    assert (
        f'It may be the same as <a href="{reverse("admin:sources_source_change", args=[report.pk])}'
        in page
    )
    assert Source.objects.filter(title=report.title).count() == 2


def test_the_screen_of_a_source_names_its_doubles(
    client: Client, writer: Any, editor: Any, report: Source
) -> None:
    twin = another(report, title=report.title)
    twin.save()
    merge = f"{reverse('admin:sources_source_merge', args=[report.pk])}?other={twin.pk}"
    address = reverse("admin:sources_source_change", args=[report.pk])
    client.force_login(editor)
    page = client.get(address).content.decode()
    assert reverse("admin:sources_source_change", args=[twin.pk]) in page
    assert merge in page
    client.force_login(writer)
    assert merge not in client.get(address).content.decode()


def test_the_form_is_told_while_it_is_filled_in(
    client: Client, writer: Any, manager: Any, report: Source
) -> None:
    client.force_login(writer)
    told = client.get(ALIKE, {"title": report.title}).json()
    assert [one["words"] for one in told["alike"]] == [f"“{report.title}”"]
    told = client.get(ALIKE, {"url": "harbour.example.org/report/", "title": "x"}).json()
    assert list(told["known"]) == ["url"]
    # Half an address, a date that is none: not yet.
    told = client.get(ALIKE, {"url": "https://", "issued": "3/4/20", "source": "x"}).json()
    assert told == {"known": {}, "alike": []}
    told = client.get(ALIKE, {"title": report.title, "source": str(report.pk)}).json()
    assert told["alike"] == []
    client.force_login(manager)
    assert client.get(ALIKE, {"title": report.title}).status_code == 403
