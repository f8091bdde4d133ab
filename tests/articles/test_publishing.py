"""From a working copy to what readers see: a revision, an entry, and nothing before them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from articles.models import Article, ArticleAuthor, ArticleWatch, Author, Series
from record.kinds import Actor, Kind, Op
from record.models import Entry, Subject
from record.sealing import sealing
from record.verifying import verify
from sources.models import Source
from tests.together import at_once
from tracker.models import WatchItem


def _publish(article: Article, notice: str = "", by: Any = None) -> None:
    with sealing(Actor.EDITOR):
        article.publish(by=by, notice=notice)


def _data(article: Article) -> dict[str, Any]:
    data: dict[str, Any] = Subject.objects.now().told().get(uuid=article.uuid).data
    return data


def _ops(article: Article) -> list[str]:
    rows = Entry.objects.filter(uuid=article.uuid).order_by("seq")
    return list(rows.values_list("op", flat=True))


def test_publishing_says_what_the_revision_holds(article: Article, publisher: Any) -> None:
    _publish(article, by=publisher)
    revision = article.revisions.get()
    entry = Entry.objects.select_related("payload").get(uuid=article.uuid)
    assert entry.payload.text == revision.text
    assert (revision.number, revision.made_by) == (1, publisher)
    assert _data(article)["revision"] == 1
    assert publisher.username not in entry.payload.text


def test_a_draft_is_nobody_s_business(article: Article, client: Client) -> None:
    article.title = "A secret plan"
    article.save()
    assert not Entry.objects.exists()
    assert client.get("/api/v1/articles").json()["results"] == []
    assert client.get(f"/api/v1/articles/{article.uuid}").status_code == 404


def test_editing_changes_nothing_until_it_is_published(article: Article) -> None:
    _publish(article)
    said = _data(article)
    article.title, article.slug, article.body = "Other", "other", "<p>Other.</p>"
    article.save()
    article.bylines.all().delete()
    assert _data(article) == said
    assert Subject.objects.now().get(uuid=article.uuid).slug == "the-dam-at-last"


def test_an_update_makes_the_next_revision(article: Article) -> None:
    _publish(article)
    article.title = "The dam, again"
    article.save()
    _publish(article, notice="A new headline.")
    assert _ops(article) == ["publish", "update"]
    assert (_data(article)["title"], _data(article)["revision"]) == ("The dam, again", 2)
    assert _data(article)["notice"] == "A new headline."
    assert [revision.number for revision in article.revisions.all()] == [2, 1]


def test_earlier_revisions_stay_as_they_were(article: Article) -> None:
    _publish(article)
    text = article.revisions.get(number=1).text
    article.title = "The dam, again"
    article.save()
    _publish(article)
    assert article.revisions.get(number=1).text == text
    assert json.loads(text)["title"] == "The dam, at last"


def test_a_correction_says_what_was_wrong(article: Article) -> None:
    with sealing(Actor.EDITOR), pytest.raises(ValidationError, match="Only a public article"):
        article.correct("The year was wrong.", by=None)
    _publish(article)
    with sealing(Actor.EDITOR), pytest.raises(ValidationError) as error:
        article.correct(" ", by=None)
    assert set(error.value.message_dict) == {"notice"}
    with sealing(Actor.EDITOR):
        article.correct("The year was wrong.", by=None)
    assert _ops(article) == ["publish", "correct"]
    assert _data(article)["notice"] == "The year was wrong."


def test_a_withdrawn_article_leaves_its_reason_at_its_address(article: Article) -> None:
    _publish(article)
    with sealing(Actor.EDITOR), pytest.raises(ValidationError) as error:
        article.withdraw(" ", by=None)
    assert set(error.value.message_dict) == {"reason"}
    with sealing(Actor.EDITOR):
        article.withdraw("The source was forged.", by=None)
    row = Subject.objects.now().told().get(uuid=article.uuid)
    assert (row.state, row.slug) == ("withdrawn", "the-dam-at-last")
    assert row.data == {"reason": "The source was forged.", "successor": None}
    with sealing(Actor.EDITOR), pytest.raises(ValidationError, match="Only a public article"):
        article.withdraw("Twice.", by=None)


def test_a_withdrawn_article_can_be_restored(article: Article) -> None:
    _publish(article)
    with sealing(Actor.EDITOR):
        article.withdraw("The source was forged.", by=None)
    _publish(article)
    assert _ops(article) == ["publish", "withdraw", "restore"]
    rows = Subject.objects.filter(uuid=article.uuid)
    assert {row.first_seq for row in rows} == {rows.earliest("since").since}


def test_what_is_unfit_for_readers_is_named_at_once(article: Article, dam: WatchItem) -> None:
    article.bylines.all().delete()
    article.body = f'<p> </p><div data-watch="{dam.uuid}"></div>'
    article.save()
    with sealing(Actor.EDITOR), pytest.raises(ValidationError) as error:
        article.publish(by=None)
    assert error.value.messages == [
        "It has no author.",
        "It has no text.",
        "“The dam” is not public yet.",
    ]
    assert not Entry.objects.exists()
    assert not article.revisions.exists()


def test_the_watch_list_opens_no_item(article: Article, dam: WatchItem) -> None:
    ArticleWatch.objects.create(article=article, item=dam, note="Look here.")
    with sealing(Actor.EDITOR), pytest.raises(ValidationError, match="“The dam” is not public"):
        article.publish(by=None)


def test_an_article_may_show_one_that_is_public(article: Article) -> None:
    later = Article.objects.create(
        slug="later",
        title="Later",
        dated="2024-10",
        body=f'<p>Since then.</p><div data-article="{article.uuid}"></div>',
    )
    ArticleAuthor.objects.create(article=later, author=Author.objects.get())
    with sealing(Actor.EDITOR), pytest.raises(ValidationError, match="is not public yet"):
        later.publish(by=None)
    _publish(article)
    _publish(later)
    resting = Subject.objects.now().resting_on(article.uuid)
    assert [row.uuid for row in resting] == [later.uuid]


def test_everything_it_rests_on_becomes_public_with_it(article: Article, source: Source) -> None:
    article.series = Series.objects.create(slug="dams", title="Dams")
    article.part = 1
    article.save()
    article.tags.add("Water")
    _publish(article)
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert kinds == {"article", "author", "publisher", "series", "source", "tag"}
    assert Subject.objects.now().public().get(uuid=source.uuid).kind == Kind.SOURCE
    assert verify()[1] is None


def test_one_series_has_one_first_part(article: Article) -> None:
    article.series, article.part = Series.objects.create(slug="dams", title="Dams"), 1
    article.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.create(
            slug="other", title="Other", body="", dated="2024", series=article.series, part=1
        )


def test_the_text_is_cleaned_whoever_wrote_it(article: Article) -> None:
    article.body = '<p onclick="x()">Calm.<script>alert(1)</script></p><img src="https://x.test/">'
    article.save()
    assert article.body == "<p>Calm.</p>"


def test_the_texts_names_are_kept_as_rows(article: Article, source: Source) -> None:
    assert [row.source for row in article.references.all()] == [source]
    article.body = "<p>Nothing named.</p>"
    article.save()
    assert not article.references.exists()


def test_an_old_address_leads_to_the_new_one(article: Article, client: Client) -> None:
    _publish(article)
    article.slug = "the-dam-at-its-new-address"
    article.save()
    _publish(article)
    answer = client.get("/articles/the-dam-at-last/")
    assert answer.status_code == 301
    assert answer["Location"] == "/articles/the-dam-at-its-new-address/"


def test_two_publications_in_one_write_are_one_entry(article: Article) -> None:
    with sealing(Actor.EDITOR):
        article.publish(by=None)
        article.title = "The dam, again"
        article.save()
        article.publish(by=None)
    assert _ops(article) == [Op.PUBLISH]
    assert (_data(article)["title"], _data(article)["revision"]) == ("The dam, again", 2)


@pytest.mark.django_db(transaction=True)
def test_two_people_publishing_at_once_take_turns(article: Article) -> None:
    def publish(title: str) -> Callable[[], int]:
        def call() -> int:
            with sealing(Actor.EDITOR):
                mine = Article.objects.get(pk=article.pk)
                mine.title = title
                mine.save()
                return mine.publish(by=None).number

        return call

    assert sorted(at_once(*map(publish, ["One", "Two", "Three"]))) == [1, 2, 3]
    assert _ops(article) == ["publish", "update", "update"]
    assert verify()[1] is None
