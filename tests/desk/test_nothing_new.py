"""What readers see already is not said again: publishing it is refused, and nothing is recorded."""

from typing import Any

import pytest
from django.urls import reverse

from articles.models import Article, ArticleWatch, Image
from record.kinds import Actor, Op
from record.models import Entry, NothingNew
from record.sealing import say, sealing
from record.vague import VagueDate
from sources.models import Source, Tag
from tests.together import at_once
from tracker.models import WatchItem
from watchdesk.models import Desk, Page

pytestmark = pytest.mark.django_db

SENTENCE = (
    r"^\['Nothing that readers see has changed since \d+ \w+ \d{4}, \d\d:\d\d \(no\. \d+\)\.'\]$"
)


def publish(subject: Any, **more: Any) -> None:
    with sealing(Actor.EDITOR):
        subject.publish(**more)


@pytest.fixture
def public(article: Article) -> Article:
    """The article, published."""
    publish(article, by=None)
    return article


def ops(subject: Any) -> list[str]:
    return list(
        Entry.objects.filter(uuid=subject.uuid).order_by("seq").values_list("op", flat=True)
    )


def test_an_unchanged_article_is_not_published_again(public: Article) -> None:
    with pytest.raises(NothingNew, match=SENTENCE):
        publish(Article.objects.get(pk=public.pk), by=None)
    assert (ops(public), public.revisions.count()) == (["publish"], 1)


def test_what_was_changed_and_put_back_is_no_change(public: Article) -> None:
    for title in ("Another", "The dam, at last"):
        public.title = title
        public.save()
    with pytest.raises(NothingNew):
        publish(public, by=None)


def test_a_merged_tag_is_no_change_of_the_article(public: Article) -> None:
    kept, doubled = Tag.objects.create(name="Ferries"), Tag.objects.create(name="Ferry")
    public.tags.add(doubled)
    publish(public, by=None)
    with sealing(Actor.DESK):
        doubled.merge_into(kept, "One is enough.")
    with pytest.raises(NothingNew):
        publish(Article.objects.get(pk=public.pk), by=None)


@pytest.mark.parametrize("part", ["headline", "tag", "byline", "watch list", "notice"])
def test_whatever_readers_see_is_something_new(
    public: Article, dam: WatchItem, opening: dict[str, Any], part: str
) -> None:
    if part == "headline":
        public.title = "The dam, again"
        public.save()
    if part == "tag":
        public.tags.add("Water")
    if part == "byline":
        public.bylines.create(author=public.authors.model.objects.create(slug="anna", name="Anna"))
    if part == "watch list":
        with sealing(Actor.TRACKER):
            dam.open("watching", **opening)
        ArticleWatch.objects.create(article=public, item=dam)
    publish(public, by=None, notice="A map was added." if part == "notice" else "")
    assert ops(public) == ["publish", "update"]


def test_an_entry_is_made_where_it_is_meant(public: Article) -> None:
    with sealing(Actor.EDITOR):
        public.correct("The year was wrong.", by=None)
    with sealing(Actor.EDITOR):
        public.withdraw("The source was forged.", by=None)
    publish(public, by=None)
    assert ops(public) == ["publish", "correct", "withdraw", "restore"]
    # Without the notice, the same text again is nothing new.
    with pytest.raises(NothingNew):
        publish(public, by=None)


@pytest.mark.parametrize("made", ["page", "desk"])
def test_pages_and_the_desk_itself_are_not_said_twice(made: str) -> None:
    subject: Any = Desk.objects.get_or_create(pk=1)[0]
    if made == "page":
        subject = Page.objects.create(slug="about", title="About", body="<p>Us.</p>")
    publish(subject)
    with pytest.raises(NothingNew, match=SENTENCE):
        publish(subject)
    assert ops(subject) == ["publish"]


def test_the_same_criteria_are_no_new_version(dam: WatchItem) -> None:
    names = ("yes", "no", "edge_cases", "by_when")
    same = {name: getattr(dam.criteria.get(), name) for name in names}
    with sealing(Actor.TRACKER), pytest.raises(Exception, match="The criteria say this already"):
        dam.set_criteria(**same, reason="Once more.")
    assert dam.criteria.count() == 1


def test_among_many_the_unchanged_ones_are_passed_over(source: Source) -> None:
    other = Source.objects.create(csl_type="report", title="Other")
    with sealing(Actor.DESK):
        for one in (source, other):
            say(Op.PUBLISH, one)
    other.title = "Another title"
    other.save()
    with sealing(Actor.DESK):
        for one in (source, other):
            one.publish_changes()
    assert (ops(source), ops(other)) == (["publish"], ["publish", "update"])


def test_the_button_says_so_and_keeps_what_was_typed(
    as_member: Any, publisher: Any, public: Article, article_form: Any
) -> None:
    byline = public.bylines.get()
    rows = {"bylines-TOTAL_FORMS": "1", "bylines-INITIAL_FORMS": "1", "bylines-0-id": byline.pk}
    rows |= {"bylines-0-author": byline.author_id, "bylines-0-position": "0"}
    form = article_form(public, _publish="1", **rows, **{"bylines-0-article": public.pk})
    before = Entry.objects.count()
    page = as_member(publisher).post(
        reverse("admin:articles_article_change", args=[public.pk]), form
    )
    assert page.status_code == 200
    assert page.context["adminform"].form.non_field_errors()[0].startswith("Nothing that readers")
    assert Entry.objects.count() == before


def test_a_page_saved_unchanged_is_refused(as_member: Any, publisher: Any) -> None:
    page = Page.objects.create(slug="about", title="About", body="<p>Us.</p>")
    publish(page)
    form = {"slug": "about", "title": "About", "language": "en", "body": "<p>Us.</p>"}
    at = reverse("admin:watchdesk_page_change", args=[page.pk])
    assert "Nothing that readers see" in as_member(publisher).post(at, form).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_save_that_tells_readers_nothing_says_that(as_member: Any, editor: Any) -> None:
    picture = {"alt": "A wall.", "credit": "Desk", "file": "a.png"}
    image = Image.objects.create(title="Wall", **picture)
    with sealing(Actor.EDITOR):
        say(Op.PUBLISH, image)
    at, client = reverse("admin:articles_image_change", args=[image.pk]), as_member(editor)
    form = {"title": "The wall, for our own list", **picture}
    told = [str(one) for one in client.post(at, form, follow=True).context["messages"]]
    assert told[0].startswith("Nothing that readers see has changed since")
    image.refresh_from_db()
    assert (image.title, ops(image)) == ("The wall, for our own list", ["publish"])
    told = [
        str(one)
        for one in client.post(at, {**form, "alt": "A high wall."}, follow=True).context["messages"]
    ]
    assert len(told) == 1
    assert ops(image) == ["publish", "update"]


@pytest.mark.django_db(transaction=True)
def test_of_three_who_publish_the_same_at_once_one_does(public: Article) -> None:
    public.title = "The dam, again"
    public.save()

    def again() -> int:
        with sealing(Actor.EDITOR):
            return Article.objects.get(pk=public.pk).publish(by=None).number

    answers = at_once(again, again, again)
    assert sorted(map(type, answers), key=str) == [int, NothingNew, NothingNew]
    assert ops(public) == ["publish", "update"]


def test_a_look_is_said_as_often_as_somebody_looks(dam: WatchItem, opening: dict[str, Any]) -> None:
    with sealing(Actor.TRACKER):
        dam.open("watching", **{**opening, "effective": VagueDate.parse("2023")})
    for _ in range(2):
        with sealing(Actor.TRACKER):
            dam.look("The same register.")
    assert Entry.objects.filter(kind="status-change").count() == 3
