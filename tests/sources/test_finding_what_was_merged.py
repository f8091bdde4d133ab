"""A merged source is found under every name it had: what is found is the one that stays."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from record.kinds import Actor, Op
from record.sealing import say, sealing
from sources.models import Source

pytestmark = pytest.mark.django_db

ADDRESS = "https://www.harbour.example.org/old/?utm_source=x"
NAMES = {
    "url": ADDRESS,
    "doi": "https://doi.org/10.1000/OLD",
    "ecli": "ECLI:EU:C:2020:559",
    "celex": "62019CJ0311",
}


@pytest.fixture
def stays(source: Source) -> Source:
    """What is left of three: one was merged into another, and that one into this."""
    source.url, source.doi = "https://harbour.example.org/new", "10.1000/new"
    source.ecli, source.celex = "ECLI:EU:C:2021:1", "62020CJ0001"
    source.save()
    names = {**NAMES, "url": "https://harbour.example.org/old", "doi": "10.1000/old"}
    first = Source.objects.create(csl_type="report", title="The first", **names)
    second = Source.objects.create(csl_type="report", title="The second")
    with sealing(Actor.DESK):
        say(Op.PUBLISH, first)
        first.refresh_from_db()
        first.merge_into(second, "One of a pair.")
    # The second took the names over, and loses them to be found under by itself.
    Source.objects.filter(pk=second.pk).update(url="", url_key="", doi="", ecli="", celex="")
    second.refresh_from_db()
    with sealing(Actor.DESK):
        second.merge_into(source, "One of a pair.")
    source.refresh_from_db()
    return source


@pytest.mark.parametrize("text", NAMES.values(), ids=list(NAMES))
def test_what_is_pasted_leads_to_it(client: Client, writer: Any, stays: Source, text: str) -> None:
    client.force_login(writer)
    answer = client.post(reverse("admin:sources_source_paste"), {"text": text})
    assert answer["Location"] == reverse("admin:sources_source_change", args=[stays.pk])


@pytest.mark.parametrize("field", ["url", "doi"])
def test_the_form_leads_to_it(client: Client, writer: Any, stays: Source, field: str) -> None:
    client.force_login(writer)
    typed = {"csl_type": "report", "title": "Anew", field: NAMES[field]}
    answer = client.post(reverse("admin:sources_source_add"), typed)
    (sentence,) = answer.context["adminform"].form.errors[field]
    assert reverse("admin:sources_source_change", args=[stays.pk]) in sentence
    asked = client.get(reverse("admin:sources_source_alike"), {field: NAMES[field]}).json()
    assert list(asked["known"]) == [field]


def test_its_own_form_may_take_such_a_name_back(client: Client, writer: Any, stays: Source) -> None:
    client.force_login(writer)
    typed = {"csl_type": "report", "title": stays.title, "url": ADDRESS, "doi": NAMES["doi"]}
    address = reverse("admin:sources_source_change", args=[stays.pk])
    assert client.post(address, typed).status_code == 302
    stays.refresh_from_db()
    assert stays.doi == "10.1000/old"
    here = {"source": stays.pk, "url": ADDRESS}
    asked = client.get(reverse("admin:sources_source_alike"), here).json()
    assert asked["known"] == {}


@pytest.mark.parametrize("text", [*NAMES.values(), "number"])
def test_the_list_and_what_is_chosen_from_find_it(
    client: Client, writer: Any, stays: Source, text: str
) -> None:
    if text == "number":
        text = str(Source.objects.get(title="The first").number)
    client.force_login(writer)
    page = client.get(reverse("admin:sources_source_changelist"), {"q": text})
    assert [source.pk for source in page.context["cl"].result_list] == [stays.pk]
    asked = {"app_label": "tracker", "model_name": "evidence", "field_name": "source"}
    offered = client.get(reverse("admin:autocomplete"), {**asked, "term": text}).json()
    assert [one["id"] for one in offered["results"]] == [str(stays.pk)]


def test_what_stands_by_itself_comes_first(stays: Source) -> None:
    again = Source.objects.create(csl_type="report", title="Anew", doi="10.1000/old")
    assert Source.objects.known(doi="10.1000/old") == again
