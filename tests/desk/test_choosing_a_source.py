"""Where a source is chosen for a use, namesakes are told apart and what fell is marked."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, ArticleSource
from record.kinds import Actor, Op
from record.sealing import say, sealing
from sources.models import Source

pytestmark = pytest.mark.django_db

LIST = reverse("admin:sources_source_changelist")


@pytest.fixture
def fallen(source: Source) -> Source:
    """A namesake of the report, without a publisher, which was retracted in public."""
    other = Source.objects.create(csl_type="report", title=source.title)
    with sealing(Actor.EDITOR):
        say(Op.PUBLISH, other)
    with sealing(Actor.EDITOR):
        other.retract("It was made up.")
    other.refresh_from_db()
    return other


def offered(client: Client, app: str, model: str, field: str) -> list[str]:
    asked = {"app_label": app, "model_name": model, "field_name": field, "term": "dam"}
    found = client.get(reverse("admin:autocomplete"), asked).json()
    return sorted(row["text"] for row in found["results"])


@pytest.mark.parametrize(
    "field",
    [
        ("tracker", "evidence", "source"),
        ("articles", "articlesource", "source"),
        ("sources", "source", "merged_into"),
    ],
)
def test_namesakes_are_told_apart(
    as_member: Any, editor: Any, fallen: Source, field: tuple[str, str, str]
) -> None:
    assert offered(as_member(editor), *field) == [
        "Report on the dam, Harbour Office, 2024",
        f"Retracted: Report on the dam, no. {fallen.number}",
    ]


def test_more_of_them_are_not_more_questions(
    as_member: Any, editor: Any, source: Source, fallen: Source
) -> None:
    client = as_member(editor)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            offered(client, "tracker", "evidence", "source")
        return len(queries)

    few = asked()
    for n in range(8):
        Source.objects.create(csl_type="report", title=f"Dam {n}", publisher=source.publisher)
    assert asked() == few


def test_while_writing_what_fell_says_so_first(as_member: Any, writer: Any, fallen: Source) -> None:
    found = as_member(writer).get(reverse("desk-find"), {"kind": "source", "q": "dam"}).json()
    details = {one["uuid"]: one["detail"] for one in found["results"]}
    assert details.pop(str(fallen.uuid)).startswith("Retracted. ")
    assert [detail[:20] for detail in details.values()] == ["Harbour Office, 2024"]


def test_what_was_chosen_goes_on_saying_it(
    as_member: Any, writer: Any, article: Article, fallen: Source
) -> None:
    ArticleSource.objects.create(article=article, source=fallen, why="It said so.")
    page = as_member(writer).get(reverse("admin:articles_article_change", args=[article.pk]))
    assert f"Retracted: Report on the dam, no. {fallen.number}" in page.content.decode()


def test_its_row_and_its_own_screen_bear_the_alarm(
    as_member: Any, writer: Any, fallen: Source
) -> None:
    client = as_member(writer)
    for address in (LIST, reverse("admin:sources_source_change", args=[fallen.pk])):
        page = client.get(address).content.decode()
        assert page.count('<span class="alarm">') == page.count("icon-warning") == 1
        assert "<strong>Retracted</strong>" in page
