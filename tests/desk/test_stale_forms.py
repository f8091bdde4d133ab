"""Two at one form: what a colleague saved is not overwritten by who has not seen it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.models import Article, ArticleSource, Author, Series
from record.kinds import Actor, Op
from record.models import Entry
from record.sealing import say, sealing
from sources.models import Publisher, Source, Tag
from tests.together import at_once
from tracker.models import WatchItem
from watchdesk.models import Desk, Page

pytestmark = pytest.mark.django_db

ABOUT = "articles_article"


def address(model: str, pk: int) -> str:
    return reverse(f"admin:{model}_change", args=[pk])


def opened(client: Client, at: str) -> dict[str, Any]:
    """The form at `at` as a browser would send it, if nothing were typed."""
    page = html.fromstring(client.get(at).content.decode())
    (form,) = (one for one in page.forms if one.get("id", "").endswith("_form"))
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        if "__prefix__" not in name:
            sent.setdefault(name, []).append(value)
    return sent


@pytest.fixture
def second(member: Callable[..., Any]) -> Client:
    """A colleague who sits at the same article."""
    client = Client()
    client.force_login(member("colleague", "Publishing editor", "Tracker staff"))
    return client


@pytest.fixture
def first(as_member: Any, publisher: Any) -> Client:
    """The member whose form grows old."""
    client: Client = as_member(publisher)
    return client


def told(response: Any) -> dict[str, list[str]]:
    """What a refused form says of the copy that stands there now."""
    return {
        part.label: [str(line) for line in part.lines] for part in response.context["stale"].theirs
    }


def test_an_older_form_is_refused_with_what_stands_there_now(
    first: Client, second: Client, article: Article
) -> None:
    at = address(ABOUT, article.pk)
    mine, theirs = opened(first, at), opened(second, at)
    saved = {**theirs, "title": "Theirs", "body": "<p>It holds.</p>"}
    assert second.post(at, saved).status_code == 302
    refused = first.post(at, {**mine, "title": "Mine", "standfirst": "Typed with care."})
    assert refused.status_code == 409
    text = refused.content.decode()
    assert re.search(r"colleague saved it on \d+ \w+ \d{4}, \d\d:\d\d, after you opened it\.", text)
    assert told(refused) == {"Headline": ["Theirs"], "Text": ["<p>It holds.</p>"]}
    assert re.search(r">\s*Mine</textarea>", text)
    assert "Typed with care." in text
    article.refresh_from_db()
    assert (article.title, article.standfirst) == ("Theirs", "What the report says.")


def test_it_is_saved_over_knowingly_and_never_over_a_third(
    first: Client, second: Client, article: Article
) -> None:
    at = address(ABOUT, article.pk)
    mine, theirs = opened(first, at), opened(second, at)
    second.post(at, {**theirs, "title": "Theirs"})
    mine["title"] = "Mine"
    shown = first.post(at, mine).context["stale"].over
    # Sent again without the box, it is refused again.
    assert first.post(at, mine).status_code == 409
    second.post(at, {**opened(second, at), "title": "Theirs again"})
    late = first.post(at, {**mine, "_over": shown})
    assert late.status_code == 409
    assert told(late) == {"Headline": ["Theirs again"]}
    assert first.post(at, {**mine, "_over": late.context["stale"].over}).status_code == 302
    article.refresh_from_db()
    assert article.title == "Mine"


@pytest.mark.parametrize("button", ["_publish", "_correct"])
def test_an_older_form_publishes_nothing(
    first: Client, second: Client, article: Article, button: str
) -> None:
    at = address(ABOUT, article.pk)
    first.post(at, {**opened(first, at), "_publish": "1"})
    mine = opened(first, at)
    second.post(at, {**opened(second, at), "title": "Theirs"})
    before = Entry.objects.count()
    sent = {**mine, "title": "Mine", "notice": "The headline was wrong.", button: "1"}
    assert first.post(at, sent).status_code == 409
    assert Entry.objects.count() == before


def test_rows_beneath_the_form_are_part_of_the_copy(
    first: Client, second: Client, article: Article, source: Source
) -> None:
    at = address(ABOUT, article.pk)
    mine = opened(first, at)
    ArticleSource.objects.create(article=article, source=source, why="It says so.")
    refused = first.post(at, {**mine, "title": "Mine"})
    assert refused.status_code == 409
    assert told(refused) == {"Sources that matter": ["Report on the dam, It says so."]}
    assert "It was changed after you opened it, by an import or a merge" in refused.content.decode()
    # The row that came in stands in the form, and is taken out only by who sees it there.
    assert refused.context["seen"] == mine["_seen"][0]
    assert 'name="listed_sources-0-why" value="It says so."' in refused.content.decode()


def test_a_row_that_a_colleague_took_away_can_be_saved_again(
    first: Client, second: Client, article: Article
) -> None:
    at = address(ABOUT, article.pk)
    mine, byline = opened(first, at), article.bylines.get()
    other = Author.objects.create(slug="other", name="Other")
    theirs = {**opened(second, at), "bylines-0-DELETE": "on", "bylines-TOTAL_FORMS": "2"}
    theirs |= {"bylines-1-author": other.pk, "bylines-1-position": "0", "bylines-1-article": ""}
    assert second.post(at, theirs).status_code == 302
    assert [row.author for row in article.bylines.all()] == [other]
    refused = first.post(at, {**mine, "title": "Mine"})
    assert told(refused) == {"Authors": ["Other"]}
    again = _as_shown(refused)
    again["_over"] = refused.context["stale"].over
    assert first.post(at, again).status_code == 302
    # Both names stand: one was typed here, the other shown here and left.
    authors = {row.author_id for row in article.bylines.all()}
    assert authors == {other.pk, byline.author_id}


def _as_shown(response: Any) -> dict[str, Any]:
    page = html.fromstring(response.content.decode())
    (form,) = (one for one in page.forms if one.get("id", "").endswith("_form"))
    return {name: value for name, value in form.form_values() if "__prefix__" not in name}


def test_a_form_sent_twice_is_no_conflict(first: Client, article: Article) -> None:
    at = address(ABOUT, article.pk)
    mine = {**opened(first, at), "title": "Mine"}
    assert [first.post(at, mine).status_code for _ in range(2)] == [302, 302]


def test_what_the_form_does_not_show_disturbs_nobody(first: Client, source: Source) -> None:
    at = address("sources_source", source.pk)
    mine = opened(first, at)
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    Source.objects.filter(pk=source.pk).update(link_is_dead=True)
    assert first.post(at, {**mine, "title": "Mine"}).status_code == 302


def test_a_tag_merged_meanwhile_is_the_one_that_stayed(first: Client, source: Source) -> None:
    goes, stays = Tag.objects.create(name="Ferry"), Tag.objects.create(name="Ferries")
    source.tags.add(goes)
    at = address("sources_source", source.pk)
    mine = opened(first, at)
    with sealing(Actor.DESK):
        goes.merge_into(stays, "One is enough.")
    assert first.post(at, {**mine, "title": "Mine"}).status_code == 302
    assert [tag.name for tag in source.tags.all()] == ["Ferries"]


CHANGES: dict[str, tuple[type[Any], dict[str, Any], str]] = {
    "sources_source": (Source, {"csl_type": "report", "title": "Memo"}, "note"),
    "sources_publisher": (Publisher, {"name": "Office", "slug": "office"}, "country"),
    "sources_tag": (Tag, {"name": "Water", "slug": "water"}, "description"),
    "articles_author": (Author, {"name": "Anna", "slug": "anna"}, "bio"),
    "articles_series": (Series, {"title": "Dams", "slug": "dams"}, "description"),
    "watchdesk_page": (Page, {"title": "About", "slug": "about", "body": "<p>Us.</p>"}, "title"),
    "watchdesk_desk": (Desk, {"name": "Watchdesk"}, "tagline"),
}


@pytest.mark.parametrize("model", CHANGES)
def test_every_form_of_a_public_copy_is_compared(model: str, first: Client, second: Client) -> None:
    kept, columns, field = CHANGES[model]
    obj = kept.objects.create(**columns)
    at = address(model, obj.pk)
    mine = opened(first, at)
    assert second.post(at, {**opened(second, at), field: "Theirs"}).status_code == 302
    refused = first.post(at, {**mine, field: "Mine"})
    assert refused.status_code == 409
    assert list(told(refused).values()) == [["Theirs"]]
    assert "Mine" in refused.content.decode()
    obj.refresh_from_db()
    assert getattr(obj, field) == "Theirs"
    assert first.post(at, {**mine, field: "Mine", "_over": refused.context["stale"].over})
    obj.refresh_from_db()
    assert getattr(obj, field) == "Mine"


def test_a_watch_item_is_compared_with_its_lanes(
    as_member: Any, staff: Any, second: Client, dam: WatchItem
) -> None:
    client = as_member(staff)
    at = address("tracker_watchitem", dam.pk)
    mine = opened(client, at)
    lane = {"lanes-TOTAL_FORMS": "1", "lanes-0-name": "Jets", "lanes-0-key": "jets"}
    theirs = {**opened(second, at), **lane, "lanes-0-position": "0", "lanes-0-item": dam.pk}
    assert second.post(at, {**theirs, "why": "Theirs"}).status_code == 302
    refused = client.post(at, {**mine, "why": "Mine"})
    assert refused.status_code == 409
    assert told(refused) == {"Why it matters": ["Theirs"], "Lanes": ["Jets, jets"]}


def test_criteria_that_were_fixed_meanwhile_are_not_typed_for_nothing(
    as_member: Any, staff: Any, second: Client, dam: WatchItem
) -> None:
    words = {"question": "Will it flow?", "short": "Flow", "why": "Water.", "track": dam.track}
    item, client = WatchItem.objects.create(slug="flow", **words), as_member(staff)
    at = address("tracker_watchitem", item.pk)
    criteria = {"yes": "It flows.", "no": "No.", "edge_cases": "None.", "by_when": "2030"}
    mine = {**opened(client, at), **criteria, "yes": "Mine."}
    assert second.post(at, {**opened(second, at), **criteria}).status_code == 302
    refused = client.post(at, mine)
    assert refused.status_code == 409
    assert "You typed: Mine." in told(refused)["What counts as yes"][0]
    assert item.criteria.get().yes == "It flows."


@pytest.mark.django_db(transaction=True)
def test_in_the_browser_it_is_read_and_saved_over(
    come_in: Any, publisher: Any, second: Client, article: Article
) -> None:
    page, at = come_in(publisher), address(ABOUT, article.pk)
    page.goto(at)
    theirs = {"title": "Theirs", "body": f"<p>{'It holds. ' * 30}</p>"}
    assert second.post(at, {**opened(second, at), **theirs}).status_code == 302
    page.get_by_label("Headline").fill("Mine")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("colleague saved it on").wait_for()
    page.get_by_text("Read it Text").click()
    assert page.locator(".theirs").inner_text().startswith("It holds. It holds.")
    page.get_by_label("I have seen it. What I typed is to replace it.").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("Published as revision 1. Readers see it now.").wait_for()
    standing = article.standing()
    assert standing
    assert standing.title == "Mine"
    assert "It leaks." in standing.data["body"]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_told(
    first: Client, second: Client, article: Article
) -> None:
    at = address(ABOUT, article.pk)
    forms = {title: opened(client, at) for client, title in ((first, "One"), (second, "Two"))}

    def save(client: Client, title: str) -> Callable[[], int]:
        return lambda: client.post(at, {**forms[title], "title": title}).status_code

    for _ in range(3):
        answers = dict(zip(forms, at_once(save(first, "One"), save(second, "Two")), strict=True))
        assert sorted(answers.values()) == [302, 409]
        article.refresh_from_db()
        assert answers[article.title] == 302
        forms = {title: opened(first, at) for title in forms}
        first.post(at, {**forms["One"], "title": "Between"})
        forms = {title: opened(first, at) for title in forms}
