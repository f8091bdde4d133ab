"""Public sources go out as files of citations: one, a list, a choice, an article's, on any day."""

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, ArticleAuthor, ArticleSource, Author
from record.kinds import Actor, Op
from record.models import Entry
from record.saying import say
from record.sealing import sealing
from record.vague import VagueDate
from sources.formats import bibtex, ris
from sources.models import Publisher, Source, Tag
from watchdesk import edge

pytestmark = pytest.mark.django_db


def publish(*subjects: Any) -> int:
    """Make them public; gives the number of the last entry."""
    with sealing(Actor.DESK):
        for subject in subjects:
            say(Op.PUBLISH, subject)
    return int(Entry.objects.latest("seq").seq)


def items(client: Client, path: str, **query: Any) -> list[dict[str, Any]]:
    response = client.get(path, query)
    assert response.status_code == 200, response.content
    found: list[dict[str, Any]] = json.loads(response.content)
    return found


def titles(client: Client, path: str, **query: Any) -> list[str]:
    return [one["title"] for one in items(client, path, **query)]


@pytest.fixture
def ledger(source: Source) -> list[Source]:
    """Three public sources and a draft."""
    post = Source.objects.create(csl_type="post", title="A post")
    tagged = Source.objects.create(csl_type="report", title="Zeta", publisher=source.publisher)
    tagged.tags.add(Tag.objects.create(name="Niš", slug="nis"))
    Source.objects.create(csl_type="report", title="A draft’s")
    publish(source, post, tagged)
    for one in (source, post, tagged):
        one.refresh_from_db()
    return [source, post, tagged]


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("json", "application/vnd.citationstyles.csl+json"),
        ("ris", "application/x-research-info-systems"),
        ("bib", "application/x-bibtex"),
        ("csv", "text/csv"),
    ],
)
def test_one_source_is_a_file_in_each_format(
    ledger: list[Source], client: Client, ending: str, media_type: str
) -> None:
    number = ledger[0].number
    response = client.get(f"/sources/{number}/export.{ending}")
    assert response.status_code == 200
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="source-{number}.{ending}"'
    assert response["ETag"].strip('"').startswith(response["Record-Seq"])
    text = response.content.decode()
    assert "Report on the dam" in text
    assert "Harbour Office" in text
    again = client.get(
        f"/sources/{number}/export.{ending}", headers={"If-None-Match": response["ETag"]}
    )
    assert again.status_code == 304


def test_a_list_is_given_as_the_page_shows_it(ledger: list[Source], client: Client) -> None:
    path = "/sources/export.json"
    assert titles(client, path) == ["A post", "Report on the dam", "Zeta"]
    assert titles(client, path, type="report") == ["Report on the dam", "Zeta"]
    assert titles(client, path, tag="nis") == ["Zeta"]
    assert titles(client, path, publisher="harbour-office", q="dam") == ["Report on the dam"]
    assert titles(client, path, q="nothing like it") == []
    refused = client.get(path, {"tag": "none-such"})
    assert (refused.status_code, refused["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert "There is no tag “none-such”." in refused.content.decode()


def test_a_choice_is_given_in_the_order_asked_for(ledger: list[Source], client: Client) -> None:
    dam, post, zeta = (one.number for one in ledger)
    path = "/sources/export.json"
    assert titles(client, path, number=[zeta, dam, zeta]) == ["Zeta", "Report on the dam"]
    assert titles(client, path, number=[post, 999999]) == ["A post"]
    assert client.get(path, {"number": [999999]}).status_code == 404
    assert client.get(path, {"number": ["1; x"]}).status_code == 400


def test_a_past_day_has_what_was_said_by_then(ledger: list[Source], client: Client) -> None:
    source = ledger[0]
    before = int(Entry.objects.latest("seq").seq)
    source.title = "Report on the dam, mended"
    source.save(update_fields=["title"])
    publish(source)
    path = f"/sources/{source.number}/export.json"
    assert titles(client, path) == ["Report on the dam, mended"]
    assert titles(client, path, known_at=before) == ["Report on the dam"]
    assert "Report on the dam" in titles(client, "/sources/export.json", known_at=before)
    assert titles(client, "/sources/export.json", known_at=0) == []
    for asked in ("tomorrow", "2999-01-01"):
        refused = client.get(path, {"known_at": asked})
        assert refused.status_code == 400
        assert refused["Content-Type"].startswith("text/plain")


def test_what_was_merged_leads_to_the_export_of_the_other(
    ledger: list[Source], client: Client
) -> None:
    kept, _post, gone = ledger
    before = int(Entry.objects.latest("seq").seq)
    with sealing(Actor.DESK):
        gone.merge_into(kept, "The same report.")
    old = f"/sources/{gone.number}/export.ris"
    response = client.get(old + "?x=1")
    assert response.status_code == 301
    assert response["Location"] == f"/sources/{kept.number}/export.ris?x=1"
    assert client.get(old, {"known_at": before}).status_code == 200
    chosen = titles(client, "/sources/export.json", number=[gone.number, kept.number])
    assert chosen == ["Report on the dam"]


def test_nothing_is_there_and_what_was_withdrawn_is_gone(
    ledger: list[Source], client: Client
) -> None:
    assert client.get("/sources/99999/export.json").status_code == 404
    assert client.get("/sources/export.xml").status_code == 404
    assert client.get("/articles/no-such/sources.ris").status_code == 404
    source = ledger[1]
    with sealing(Actor.DESK):
        say(Op.WITHDRAW, source, ending={"reason": "By mistake.", "successor": None})
    response = client.get(f"/sources/{source.number}/export.json")
    assert response.status_code == 410
    assert "By mistake." in response.content.decode()


def test_an_export_is_only_read(ledger: list[Source], client: Client) -> None:
    path = f"/sources/{ledger[0].number}/export.bib"
    assert client.post(path).status_code == 405
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert "source-" in head["Content-Disposition"]


def test_a_retracted_source_says_so_in_every_format(ledger: list[Source], client: Client) -> None:
    source = ledger[0]
    with sealing(Actor.EDITOR):
        source.retract("The Office took it back.")
    base, said = f"/sources/{source.number}/export", "Retracted: The Office took it back."
    (item,) = items(client, f"{base}.json")
    assert (item["status"], item["note"]) == ("retracted", said)
    assert f"N1  - {said}" in client.get(f"{base}.ris").content.decode()
    bib = client.get(f"{base}.bib").content.decode()
    assert f"note = {{{said}}}" in bib
    assert "pubstate = {retracted}" in bib
    (row,) = csv.DictReader(io.StringIO(client.get(f"{base}.csv").content.decode("utf-8-sig")))
    assert (row["status"], row["note"]) == ("retracted", said)


def test_a_dead_link_goes_out_as_the_archived_copy(ledger: list[Source], client: Client) -> None:
    source = ledger[0]
    source.url, source.archived_url = "https://dead.example/a", "https://archive.example/b"
    source.save()
    Source.objects.filter(pk=source.pk).update(link_is_dead=True)
    publish(source)
    base = f"/sources/{source.number}/export"
    (item,) = items(client, f"{base}.json")
    assert (item["URL"], item["custom"]) == (source.archived_url, {"original-url": source.url})
    (found,) = ris.read(client.get(f"{base}.ris").content.decode())
    assert (found.item["URL"], found.item["custom"]) == (item["URL"], item["custom"])
    (found,) = bibtex.read(client.get(f"{base}.bib").content.decode())
    assert (found.item["URL"], found.item["custom"]) == (item["URL"], item["custom"])


def test_an_article_gives_what_it_cites_and_what_matters_each_once(
    ledger: list[Source], client: Client
) -> None:
    dam, post, zeta = ledger
    cites = "".join(f'<cite data-source="{one.uuid}"></cite>' for one in (zeta, dam, zeta))
    article = Article.objects.create(
        slug="cited", title="Cited", dated=VagueDate.parse("2024"), body=f"<p>x{cites}</p>"
    )
    ArticleSource.objects.create(article=article, source=dam, why="w", position=1)
    ArticleSource.objects.create(article=article, source=post, why="w", position=2)
    publish_article(article)
    path = "/articles/cited/sources.json"
    assert titles(client, path) == ["Zeta", "Report on the dam", "A post"]
    assert client.get(path)["Content-Disposition"].endswith('"cited-sources.json"')
    with sealing(Actor.DESK):
        zeta.merge_into(dam, "The same.")
    assert titles(client, path) == ["Report on the dam", "A post"]


def publish_article(article: Article) -> None:
    author = Author.objects.create(slug="the-desk", name="The desk", type="body")
    ArticleAuthor.objects.create(article=article, author=author)
    with sealing(Actor.EDITOR):
        article.publish(by=None)


def test_the_desk_s_own_article_has_its_address(
    said: dict[str, Any], client: Client, settings: Any
) -> None:
    own = Source.objects.create(csl_type="webpage", title="Own", own_article=said["article"].uuid)
    publish(own)
    own.refresh_from_db()
    (item,) = items(client, f"/sources/{own.number}/export.json")
    assert item["URL"] == f"{settings.SITE_URL}/articles/first/"


def test_a_publisher_that_was_merged_is_named_by_what_it_became(
    ledger: list[Source], client: Client
) -> None:
    other = Publisher.objects.create(name="Ministry", slug="ministry")
    publish(other)
    with sealing(Actor.DESK):
        ending = {"reason": "One.", "successor": str(other.uuid)}
        say(Op.MERGE, ledger[0].publisher, ending=ending)
    (item,) = items(client, f"/sources/{ledger[0].number}/export.json")
    assert item["publisher"] == "Ministry"


def test_a_list_asks_the_same_few_questions_however_long(
    ledger: list[Source], client: Client
) -> None:
    def asked() -> int:
        edge.copies.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/sources/export.bib").status_code == 200
        return len(queries)

    few = asked()
    publisher = ledger[0].publisher
    more = [Source(csl_type="report", title=f"Memo {n}", publisher=publisher) for n in range(60)]
    for one in more:
        one.save()
    publish(*more)
    assert asked() == few <= 4


def test_pages_link_to_their_exports(said: dict[str, Any], client: Client) -> None:
    said["source"].refresh_from_db()
    number = said["source"].number
    for page, link in (
        (f"/sources/{number}/", f"/sources/{number}/export.ris"),
        ("/sources/?type=report", "/sources/export.bib?type=report"),
        ("/articles/first/", "/articles/first/sources.csv"),
    ):
        text = client.get(page).content.decode()
        assert f'href="{link}"' in text, page
    seq = Entry.objects.latest("seq").seq
    text = client.get(f"/sources/{number}/?known_at={seq}").content.decode()
    assert f'href="/sources/{number}/export.json?known_at={seq}"' in text
