"""The form of a source: what each kind needs, names in one order, and nothing kept twice."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from record.models import Entry
from record.vague import VagueDate
from sources.csl_types import DATES, NAMES, NEEDS, CslType
from sources.detail_fields import FIELDS
from sources.models import Publisher, Source
from sources.name_fields import LanguagesField

ADD = reverse("admin:sources_source_add")


@pytest.fixture
def enter(client: Client, writer: Any) -> Any:
    """Send the form as a writer; gives the answer. Without a key it is a new source."""
    client.force_login(writer)

    def send(pk: int | None = None, **typed: Any) -> Any:
        address = reverse("admin:sources_source_change", args=[pk]) if pk else ADD
        form = {"csl_type": "report", "title": "Minutes", **typed}
        return client.post(address, form)

    return send


def errors(answer: Any) -> dict[str, list[str]]:
    """What was refused, by field."""
    assert answer.status_code == 200
    found: dict[str, list[str]] = answer.context["adminform"].form.errors
    return found


def said_in(name: str) -> Any:
    """Something for a detail, as the form takes it; and as it is kept."""
    if name in NAMES:
        return {"kind": ["person", "body"], "name": ["Radoičić, Milica", "The Council"]}
    return "Sept 2024" if name in DATES else f"the {name}"


@pytest.mark.parametrize("kind", CslType.values)
def test_each_kind_is_entered_with_all_that_its_citation_needs(enter: Any, kind: str) -> None:
    typed: dict[str, Any] = {}
    for name in NEEDS[kind]:
        said = said_in(name)
        if isinstance(said, dict):
            typed |= {f"{FIELDS[name]}-{part}": rows for part, rows in said.items()}
        else:
            typed[FIELDS[name]] = said
    assert enter(csl_type=kind, **typed).status_code == 302
    source = Source.objects.get()
    assert source.csl_type == kind
    assert set(source.details) == set(NEEDS[kind])
    for name, value in source.details.items():
        if name in NAMES:
            assert [(one["kind"], one["name"]) for one in value] == [
                ("person", "Milica Radoičić"),
                ("body", "The Council"),
            ]
        else:
            assert value == ("2024-09" if name in DATES else f"the {name}")
    # What only drafts use is nobody's business.
    assert not Entry.objects.exists()


def test_people_and_bodies_stand_in_one_order(enter: Any) -> None:
    kinds = ["body", "person", "person"]
    names = ["Council of Europe", "van der Berg, Jan, Jr.", "Radoičić, Milica"]
    enter(**{"authors-kind": kinds, "authors-name": names})
    source = Source.objects.get()
    assert source.authors[0] == {"name": "Council of Europe", "kind": "body"}
    assert source.authors[1] == {
        "name": "Jan van der Berg Jr.",
        "kind": "person",
        "family": "Berg",
        "given": "Jan",
        "particle": "van der",
        "suffix": "Jr.",
    }
    enter(source.pk, **{"authors-kind": ["body", *kinds[:0:-1]], "authors-name": [*names[::-1]]})
    source.refresh_from_db()
    assert [author["name"] for author in source.authors] == [
        "Radoičić, Milica",
        "Jan van der Berg Jr.",
        "Council of Europe",
    ]


def test_an_author_whose_line_was_not_touched_keeps_what_was_known(enter: Any) -> None:
    known = {"name": "Ann King, Jr.", "kind": "person", "family": "King", "given": "Ann"}
    known |= {"suffix": "Jr.", "comma_suffix": True}
    source = Source.objects.create(csl_type="report", title="Minutes", authors=[known])
    rows = {"authors-kind": ["body", "person"], "authors-name": ["Us", "King, Ann, Jr."]}
    enter(source.pk, **rows)
    source.refresh_from_db()
    assert source.authors == [{"name": "Us", "kind": "body"}, known]
    enter(source.pk, **{"authors-kind": ["person"], "authors-name": [" "]})
    source.refresh_from_db()
    assert source.authors == []


def test_what_has_no_field_stays_and_is_read(enter: Any, client: Client) -> None:
    details = {
        "archive": "State archive",
        "page": "3",
        "translator": [{"name": "A", "kind": "body"}],
    }
    source = Source.objects.create(csl_type="report", title="Minutes", details=details)
    page = client.get(reverse("admin:sources_source_change", args=[source.pk])).content.decode()
    assert "State archive" in page
    assert enter(source.pk, details_page="", details_isbn="978-92").status_code == 302
    source.refresh_from_db()
    del details["page"]
    assert source.details == {**details, "ISBN": "978-92"}


def test_languages_are_tags_and_a_slip_is_told(enter: Any) -> None:
    field = LanguagesField()
    assert field.clean("EN_gb, sr-latn-rs, Albanian, en-GB") == ["en-GB", "sr-Latn-RS", "sq"]
    said = errors(enter(languages="al, klingonish"))["languages"]
    assert said == [
        "No language has the code “al”. Perhaps “sq” is meant.",
        "“klingonish” is no language tag. Write “sq”, “sr-Latn” or “en-GB”.",
    ]


def test_a_publisher_is_found_under_any_spelling(enter: Any, source: Source) -> None:
    Publisher.objects.create(name="Zëri Đaković", slug="zeri")
    enter(new_publisher="zeri  ĐAKOVIĆ")
    assert Source.objects.get(title="Minutes").publisher.slug == "zeri"
    assert Publisher.objects.count() == 2


def test_a_new_publisher_is_entered_on_the_way(enter: Any, source: Source) -> None:
    Publisher.objects.create(name="Politika!", slug="politika")
    enter(new_publisher="Политика", csl_type="article-newspaper")
    made = Source.objects.get(title="Minutes").publisher
    assert (made.name, made.slug, made.type) == ("Политика", "politika-2", "outlet")
    enter(new_publisher="The Ministry", new_publisher_type="state", title="Other minutes")
    assert Source.objects.get(title="Other minutes").publisher.type == "state"


def test_two_publishers_are_too_many(enter: Any, source: Source) -> None:
    answer = enter(publisher=source.publisher_id, new_publisher="Another office")
    (sentence,) = errors(answer)["new_publisher"]
    assert "“Harbour Office” is chosen above." in sentence
    assert "Another office" in answer.content.decode()
    assert not Publisher.objects.filter(name="Another office").exists()
    assert enter(publisher=source.publisher_id, new_publisher="harbour office").status_code == 302


def test_who_may_not_add_publishers_is_told(enter: Any, writer: Any) -> None:
    for group in writer.groups.all():
        group.permissions.remove(group.permissions.get(codename="add_publisher"))
    (sentence,) = errors(enter(new_publisher="Another office"))["new_publisher"]
    assert sentence == "No publisher has this name, and you have no right to add one."


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("url", "http://harbour.example.org/report/?utm_source=mail"),
        ("doi", "https://doi.org/10.1000/ABC"),
    ],
)
def test_a_known_address_or_doi_leads_to_the_source_that_has_it(
    enter: Any, source: Source, field: str, written: str
) -> None:
    source.url, source.doi = "https://www.harbour.example.org/report", "10.1000/abc"
    source.save()
    answer = enter(**{field: written, "title": "The same, again"})
    (sentence,) = errors(answer)[field]
    assert f'href="{reverse("admin:sources_source_change", args=[source.pk])}"' in sentence
    assert "“Report on the dam”" in sentence
    assert "The same, again" in answer.content.decode()
    assert Source.objects.count() == 1
    # Its own address is nobody else's.
    assert enter(source.pk, **{field: written}).status_code == 302


def test_what_only_may_look_reads_it_in_words(client: Client, manager: Any, source: Source) -> None:
    source.authors = [{"name": "Milica Radoičić", "kind": "person"}]
    source.details = {"genre": "White paper"}
    source.save()
    client.force_login(manager)
    screen = reverse("admin:sources_source_change", args=[source.pk])
    page = client.get(screen).content.decode()
    assert "Milica Radoičić" in page
    assert "White paper" in page
    assert "<textarea" not in page
    # What is not known has no empty place, and a date is told in words.
    assert "ECLI" not in page and "Languages" not in page
    source.issued = VagueDate.parse("2024/..")
    source.save()
    assert "since 2024" in client.get(screen).content.decode()


EUR_LEX = "https://eur-lex.europa.eu/legal-content/EN/TXT/PDF/?uri=CELEX%3A32016R0679&from=EN"


@pytest.mark.parametrize(
    ("field", "pasted", "kept"),
    [
        ("ecli", "https://e-justice.europa.eu/ecli/ECLI:EU:C:2020:559", "ECLI:EU:C:2020:559"),
        ("celex", EUR_LEX, "32016R0679"),
        ("doi", f"https://doi.org/10.1000/abc?utm_source={'x' * 200}", "10.1000/abc"),
        ("url", "example.org/report", "https://example.org/report"),
        ("url", f"https://example.org/?utm_source={'x' * 1900}", "https://example.org/"),
    ],
)
def test_what_is_pasted_into_a_field_is_read_before_it_is_measured(
    enter: Any, client: Client, field: str, pasted: str, kept: str
) -> None:
    assert enter(**{field: pasted}).status_code == 302
    assert getattr(Source.objects.get(), field) == kept
    # A browser would cut off what it is told is too long.
    assert client.get(ADD).context["adminform"].form[field].build_widget_attrs({}) == {}


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("http://0x7f.1/", "“0x7f.1” is an address inside a network, not on the public web."),
        ("javascript:alert(1)", "Write an address that begins with https:// or http://."),
        ("https://my_site.example.org/", "This can be no address of a page on the web."),
    ],
)
@pytest.mark.parametrize("field", ["url", "archived_url"])
def test_an_address_is_refused_with_its_reason(
    enter: Any, field: str, written: str, sentence: str
) -> None:
    answer = enter(**{field: written})
    assert errors(answer)[field] == [sentence]
    assert answer.context["adminform"].form[field].value() == written
