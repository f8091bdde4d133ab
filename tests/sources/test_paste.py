"""Pasting: what is kept is found, what is new fills the form, rubbish stays with a sentence."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sources.models import Publisher, Source

PASTE = reverse("admin:sources_source_paste")
RIS = """TY  - RPRT
TI  - Minutes of the valley council
AU  - Radoičić, Milica
AU  - van der Berg, Jan
PB  - harbour  office
PY  - 2024/09/
SP  - 4
CN  - State archive 7
UR  - https://harbour.example.org/minutes?utm_source=mail
ER  - 
"""  # noqa: W291
BIBTEX = "@techreport{x, title={The dam}, institution={New Office}, year={2024}, number={7}}"
CSL = '[{"id": "x", "type": "report", "title": "The dam", "publisher": "New Office"}]'


@pytest.fixture
def paste(client: Client, writer: Any) -> Any:
    """Paste as a writer; gives where that leads, and the page there."""
    client.force_login(writer)

    def send(text: str) -> Any:
        return client.post(PASTE, {"text": text}, follow=True)

    return send


def begun(answer: Any) -> dict[str, Any]:
    """What the form begins with."""
    assert answer.redirect_chain[0][0].startswith(reverse("admin:sources_source_add"))
    found: dict[str, Any] = answer.context["adminform"].form.initial
    return found


@pytest.mark.parametrize(
    "text",
    [
        "https://www.harbour.example.org/report/?fbclid=1#top",
        "See http://harbour.example.org/report.",
        "doi:10.1000/ABC",
        "ECLI:EU:C:2020:559",
        "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:62019CJ0311",
        "TY  - RPRT\nTI  - Another title\nDO  - 10.1000/abc\nER  - \n",
    ],
)
def test_what_is_kept_already_is_found(paste: Any, source: Source, text: str) -> None:
    source.url, source.doi = "https://harbour.example.org/report", "10.1000/abc"
    source.ecli, source.celex = "ECLI:EU:C:2020:559", "62019CJ0311"
    source.save()
    answer = paste(text)
    address = reverse("admin:sources_source_change", args=[source.pk])
    assert answer.redirect_chain == [(address, 302)]
    assert "This is kept already: “Report on the dam”." in answer.content.decode()


def test_a_new_address_begins_a_form(paste: Any, source: Source) -> None:
    source.url = "https://harbour.example.org/report"
    source.csl_type = "speech"
    source.save()
    found = begun(paste("The mayor speaks – https://harbour.example.org/mayor?utm_medium=x"))
    assert found["url"] == "https://harbour.example.org/mayor"
    assert found["title"] == "The mayor speaks"
    # As the last one from the same site.
    assert (found["publisher"], found["csl_type"]) == (source.publisher_id, "speech")


@pytest.mark.parametrize(
    ("text", "kind", "field", "value"),
    [
        ("https://elsewhere.example.org/a", "webpage", "url", "https://elsewhere.example.org/a"),
        ("[Title here](https://elsewhere.example.org/a)", "webpage", "title", "Title here"),
        ("10.1000/XYZ", "article-journal", "doi", "10.1000/xyz"),
        ("ECLI:EU:C:2020:559", "legal_case", "ecli", "ECLI:EU:C:2020:559"),
        ("CELEX:32016R0679", "legislation", "celex", "32016R0679"),
        ("CELEX 32016R0679", "legislation", "celex", "32016R0679"),
        ("example.org/foo", "webpage", "url", "https://example.org/foo"),
        (
            "https://publisher.example.org/doi/10.1000/XYZ/full?a=1",
            "article-journal",
            "doi",
            "10.1000/xyz",
        ),
        (
            "The dam. https://doi.org/10.1000/xyz https://publisher.example.org/xyz",
            "article-journal",
            "url",
            "https://publisher.example.org/xyz",
        ),
    ],
)
def test_what_is_new_is_recognised(
    paste: Any, text: str, kind: str, field: str, value: str
) -> None:
    found = begun(paste(text))
    assert (found["csl_type"], found[field]) == (kind, value)


def test_a_block_of_ris_is_saved_with_one_button(
    paste: Any, client: Client, source: Source
) -> None:
    answer = paste(RIS)
    found = begun(answer)
    assert found["publisher"] == source.publisher_id
    assert found["details_page"] == "4"
    form = answer.context["adminform"].form
    typed = {name: form[name].value() for name in ("csl_type", "title", "issued", "url")}
    typed |= {name: form[name].value() or "" for name in ("publisher", "details_page")}
    typed |= {"authors-kind": ["person"] * 2}
    typed |= {"authors-name": ["Radoičić, Milica", "van der Berg, Jan"]}
    assert client.post(answer.redirect_chain[0][0], typed).status_code == 302
    made = Source.objects.get(title="Minutes of the valley council")
    assert made.url == "https://harbour.example.org/minutes"
    assert made.issued.edtf == "2024-09"
    assert made.authors[1]["particle"] == "van der"
    # What has no field of the form's came along.
    assert made.details == {"page": "4", "call-number": "State archive 7"}
    # Only once: what was pasted is forgotten when it is kept.
    assert client.session["pasted_sources"] == {}


@pytest.mark.parametrize("text", [BIBTEX, CSL])
def test_other_formats_are_read_too(paste: Any, text: str) -> None:
    found = begun(paste(text))
    assert (found["title"], found["new_publisher"]) == ("The dam", "New Office")
    assert not Publisher.objects.exists()


def test_what_is_left_out_is_told(paste: Any) -> None:
    answer = paste(BIBTEX.replace("number", "keywords"))
    assert "The ledger has no place for: keyword" in answer.content.decode()


def test_several_go_through_the_import(paste: Any) -> None:
    answer = paste(RIS + RIS.replace("Minutes", "Report"))
    page = answer.content.decode()
    assert "These are 2 sources. Several at once go through “Import sources”." in page
    assert reverse("admin:sources_importrun_add") in page
    assert page.count("Minutes of the valley council") == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Nothing is pasted yet."),
        ("the dam", "No address, number or citation can be read in this."),
        ("javascript:alert(1)", "Write an address that begins with https:// or http://."),
        ("http://127.1/", "“127.1” is an address inside a network, not on the public web."),
        ("See http://a:b@example.org/", "The address holds a name or a password before its host."),
        ("ECLI:EU:C:20:559", "“ECLI:EU:C:20:559” is no ECLI."),
        (
            "see https://example.org/a and https://example.org/b",
            "This names https://example.org/a and https://example.org/b. Paste one source at a",
        ),
        ("10.1000/a, 10.1000/b", "This names 10.1000/a and 10.1000/b."),
        ('[{"title": ', "This looks like CSL-JSON, but line 1 cannot be read:"),
        ("x" * 100_001, "A file with many goes through “Import sources”."),
    ],
)
def test_rubbish_stays_with_a_sentence(paste: Any, text: str, sentence: str) -> None:
    answer = paste(text)
    assert answer.status_code == 200
    assert any(sentence in said for said in answer.context["form"].errors["text"])
    assert answer.context["form"]["text"].value() == text


def test_who_may_not_enter_sources_may_not_paste(client: Client, manager: Any) -> None:
    client.force_login(manager)
    assert client.post(PASTE, {"text": "10.1000/xyz"}).status_code == 403


def test_what_was_pasted_is_no_part_of_the_address(paste: Any) -> None:
    address = paste("https://secret.example.org/leak").redirect_chain[0][0]
    assert "secret" not in address
    assert len(address) < 60
