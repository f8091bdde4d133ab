"""The ledger's list: found in any spelling, narrowed in every way, in six queries at any size."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, ArticleSource
from record.kinds import Actor, Op
from record.sealing import say, sealing
from record.vague import VagueDate
from sources.models import Publisher, Source, Tag

LIST = reverse("admin:sources_source_changelist")
MOST = 6
FILTERED = [
    "",
    "?q=radoicic&kind=report&grade=B&link=never&repute=stands",
    "?publisher=office&tag=nis&state=unused",
    "?state=doubles&q=memo",
    "?merged=all&o=3.-4",
    "?q=https://harbour.example.org/report",
]


@pytest.fixture
def found(client: Client, writer: Any) -> Any:
    """What a writer finds in the list, by title."""
    client.force_login(writer)

    def ask(**asked: str) -> list[str]:
        rows = client.get(LIST, asked).context["cl"].result_list
        return sorted(source.title for source in rows)

    return ask


def make(title: str, **more: Any) -> Source:
    """A source with this title."""
    source = Source(csl_type="report", title=title, **more)
    source.save()
    return source


@pytest.mark.parametrize("words", ["radoicic", "RADOIČIĆ banjskoj", "Радоичић", "banj"])
def test_a_title_is_found_in_any_spelling(found: Any, source: Source, words: str) -> None:
    make("Radoičić o Banjskoj")
    assert found(q=words) == ["Radoičić o Banjskoj"]


def test_it_is_found_by_publisher_and_author(found: Any, source: Source) -> None:
    person = {"name": "Đorđe Njegoš", "kind": "person", "family": "Njegoš", "given": "Đorđe"}
    make("Other", authors=[person])
    assert found(q="harbour dam") == ["Report on the dam"]
    assert found(q="dorde ЊЕГОШ") == ["Other"]
    # The words of the form in which names are kept find nothing.
    assert found(q="family") == []


def test_it_is_found_by_number_address_and_doi(found: Any, source: Source) -> None:
    source.url, source.doi = "https://harbour.example.org/report", "10.1000/abc"
    source.save()
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    source.refresh_from_db()
    make("Other")
    for words in (
        str(source.number),
        f"no. {source.number}",
        f"#{source.number}",
        "http://www.harbour.example.org/report/?utm_source=x",
        "https://doi.org/10.1000/ABC",
        "10.1000",
    ):
        assert found(q=words) == ["Report on the dam"], words
    assert found(q="% _ '; --") == []


def test_filters_narrow_it(found: Any, source: Source, article: Article) -> None:
    source.publisher.ratings.create(code="D", reason="Then.", since=dt.date(2024, 1, 1))
    source.publisher.ratings.create(code="B", reason="Now.", since=dt.date(2024, 2, 1))
    source.tags.add(Tag.objects.create(name="Niš", slug="nis"))
    other = make("Other", url="https://example.org/a", link_verdict="gone", repute="retracted")
    third = make("Third", url="https://example.org/b", link_is_dead=True)
    Source.objects.filter(pk=third.pk).update(csl_type="dataset")
    ArticleSource.objects.create(article=article, source=other, why="w")
    dam = "Report on the dam"
    assert found(kind="dataset") == ["Third"]
    assert found(grade="B") == [dam]
    assert found(grade="D") == []
    assert found(grade="none") == ["Other", "Third"]
    assert found(tag="nis") == found(tag="NIŠ") == found(tag="Ниш") == [dam]
    assert found(publisher="harbour") == [dam]
    assert found(link="gone") == ["Other"]
    assert found(link="never") == found(link="dead") == ["Third"]
    assert found(link="none") == [dam]
    assert found(repute="retracted") == ["Other"]
    # The draft cites the report.
    assert found(state="unused") == ["Third"]
    assert found(state="doubles") == []
    make("OTHER")
    assert found(state="doubles") == ["OTHER", "Other"]


def test_a_publisher_that_is_called_so_is_meant_before_those_with_it_in_their_names(
    found: Any,
) -> None:
    for name in ("Reuters", "Thomson Reuters"):
        made = Publisher.objects.create(name=name, slug=name.lower().replace(" ", "-"))
        make(f"By {name}", publisher=made)
    assert found(publisher="REUTERS") == ["By Reuters"]
    assert found(publisher="reuter") == ["By Reuters", "By Thomson Reuters"]


def test_merged_ones_are_hidden_here_and_where_one_is_picked(
    found: Any, client: Client, source: Source
) -> None:
    gone = make("Report on the dam, twice", merged_into=source)
    assert found() == ["Report on the dam"]
    assert found(merged="yes") == ["Report on the dam, twice"]
    asked = {"app_label": "tracker", "model_name": "evidence", "field_name": "source"}
    picked = client.get(reverse("admin:autocomplete"), {**asked, "term": "извештај"}).json()
    assert picked["results"] == []
    picked = client.get(reverse("admin:autocomplete"), {**asked, "term": "dam"}).json()
    assert [row["text"] for row in picked["results"]] == ["Report on the dam, Harbour Office, 2024"]
    while_writing = client.get(reverse("desk-find"), {"kind": "source", "q": "DAM"}).json()
    assert [row["uuid"] for row in while_writing["results"]] == [str(source.uuid)]
    assert gone.pk


def test_a_row_says_what_it_is_worth(client: Client, writer: Any, article: Article) -> None:
    source = Source.objects.get()
    source.publisher.ratings.create(code="B", reason="Now.", since=dt.date(2024, 2, 1))
    source.tags.add(Tag.objects.create(name="Niš", slug="nis"))
    client.force_login(writer)
    (row,) = client.get(LIST).context["cl"].result_list
    assert (row.grade, row.tag_names, row.uses_total) == ("B", ["Niš"], 1)
    page = client.get(LIST).content.decode()
    assert "?publisher=Harbour+Office" in page
    assert "?tag=Ni%C5%A1" in page
    assert '<span class="grade-words"><b class="grade">B</b> usually reliable</span>' in page


def test_a_publisher_s_ratings_are_letters_with_their_words(
    client: Client, writer: Any, source: Source
) -> None:
    source.publisher.ratings.create(code="B", reason="Now.", since=dt.date(2024, 2, 1))
    client.force_login(writer)
    screen = reverse("admin:sources_publisher_change", args=[source.publisher.pk])
    page = client.get(screen).content.decode()
    assert '<b class="grade">B</b> Usually reliable' in page


def test_what_rests_on_a_merged_one_counts_for_the_one_that_stays(
    found: Any, client: Client, source: Source, article: Article
) -> None:
    first, second = make("First"), make("Second")
    for one in (source, first):
        ArticleSource.objects.create(article=article, source=one)
    assert found(state="unused") == ["Second"]
    with sealing(Actor.DESK):
        first.merge_into(second, "One of a pair.")
    assert found(state="unused") == []
    third = make("Third")
    with sealing(Actor.DESK):
        Source.objects.get(pk=second.pk).merge_into(third, "One of a pair.")
    assert found(state="unused") == []
    rows = client.get(LIST).context["cl"].result_list
    assert {row.title: row.uses_total for row in rows}["Third"] == 1


def more(many: int, tag: Tag, publisher: Publisher) -> None:
    """So many sources, each with a tag and a publisher."""
    rows = [
        Source(
            csl_type="report",
            title=f"Memo {n} Radoičić",
            publisher=publisher,
            issued=VagueDate.parse("2024"),
            url=f"https://example.org/{n}",
            url_key=f"example.org/{n}",
        )
        for n in range(many)
    ]
    Source.objects.bulk_create(rows)
    for row in rows[:20]:
        row.tags.add(tag)


@pytest.mark.parametrize("many", [20, 2000])
def test_the_list_takes_six_queries_at_any_size(
    client: Client, writer: Any, source: Source, many: int
) -> None:
    source.publisher.ratings.create(code="B", reason="Now.", since=dt.date(2024, 2, 1))
    more(many, Tag.objects.create(name="Niš", slug="nis"), source.publisher)
    client.force_login(writer)
    client.get(LIST)
    for asked in FILTERED:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST + asked).status_code == 200
        # The session, the member and the member's rights are four of them.
        assert len(captured) <= MOST, asked
