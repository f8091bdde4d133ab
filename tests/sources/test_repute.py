"""A source that was retracted or downgraded says so wherever it is named, and asks for a look."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, ArticleSource
from record.clock import standing
from record.kinds import Actor
from record.models import Entry, Subject
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source, Tag
from tracker.evidence import Use
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db

NOTE = "The office took it back on 3 May 2025."


@pytest.fixture
def resting(source: Source, dam: WatchItem, article: Article, opening: dict[str, Any]) -> Source:
    """The report, on which a public status and a public article rest."""
    source.tags.add(Tag.objects.create(name="Water", slug="water"))
    ArticleSource.objects.create(article=article, source=source, why="It measured the wall.")
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
    with sealing(Actor.TRACKER):
        dam.change_status(
            "moving",
            seen="watching",
            effective=VagueDate.parse("2024-09"),
            headline="The wall stands",
            evidence=[Use(source)],
        )
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    source.refresh_from_db()
    return source


def judge(source: Source, verb: str, note: str = NOTE) -> None:
    with sealing(Actor.DESK):
        getattr(Source.objects.get(pk=source.pk), verb)(note)
    source.refresh_from_db()


def matters(client: Client, person: Any) -> list[tuple[str, str]]:
    client.force_login(person)
    response = client.get(reverse("admin:index"))
    return [(one.what, one.why) for one in response.context["matters"]]


@pytest.mark.parametrize(
    ("verb", "word", "op"),
    [("retract", "Retracted", "retract"), ("downgrade", "Downgraded", "correct")],
)
def test_every_page_that_names_it_says_so_with_the_note(
    resting: Source, client: Client, verb: str, word: str, op: str
) -> None:
    before = standing().seq
    pages = [
        f"/sources/{resting.number}/",
        "/sources/",
        "/tags/water/",
        "/watch/the-dam/",
        "/articles/the-dam-at-last/",
    ]
    for page in pages:
        assert NOTE not in client.get(page).content.decode()
    judge(resting, verb)
    assert Entry.objects.latest("seq").op == op
    for page in pages:
        text = client.get(page).content.decode()
        assert word in text, page
        assert NOTE in text, page
        assert NOTE not in client.get(page, {"known_at": before}).content.decode()
    article = client.get("/articles/the-dam-at-last/").content.decode()
    # In its note, and among the sources that matter.
    assert article.count(NOTE) == 2
    corrections = client.get("/corrections/").content.decode()
    assert "Report on the dam" in corrections
    assert NOTE in corrections


def test_one_that_stands_again_says_so_and_nothing_beside_what_rests_on_it(
    resting: Source, client: Client
) -> None:
    judge(resting, "retract")
    judge(resting, "reinstate", "The office published it anew.")
    page = client.get(f"/sources/{resting.number}/").content.decode()
    assert "It stands again." in page
    assert "The office published it anew." in page
    assert "Retracted" not in client.get("/watch/the-dam/").content.decode()
    corrections = client.get("/corrections/").content.decode()
    assert "It stands again." in corrections
    assert NOTE in corrections


def test_what_rests_on_it_is_not_rewritten(resting: Source, article: Article) -> None:
    before = Entry.objects.count()
    judge(resting, "retract")
    assert Entry.objects.count() == before + 1
    assert Subject.objects.now().get(uuid=article.uuid).since <= before


def test_a_note_is_needed_and_what_stands_does_not_stand_again(resting: Source) -> None:
    for verb, note, words in (
        ("retract", " ", "readers are told"),
        ("reinstate", NOTE, "It stands"),
    ):
        with pytest.raises(ValidationError) as error:
            judge(resting, verb, note)
        assert words in " ".join(error.value.messages)


def test_a_source_of_drafts_is_judged_in_silence(source: Source) -> None:
    judge(source, "downgrade")
    assert source.repute == "downgraded"
    assert not Entry.objects.exists()


def test_the_item_and_the_article_need_attention_until_somebody_has_looked(
    resting: Source, dam: WatchItem, article: Article, client: Client, administrator: Any
) -> None:
    assert not [why for _what, why in matters(client, administrator) if "Rests on" in why]
    judge(resting, "retract")
    found = dict(matters(client, administrator))
    assert found["Will the dam be finished?"].startswith("Rests on “Report on the dam”, retracted")
    assert NOTE in found["Will the dam be finished?"]
    assert "The dam, at last" in found
    with sealing(Actor.TRACKER):
        WatchItem.objects.get(pk=dam.pk).look("The office's other reports.")
    found = dict(matters(client, administrator))
    assert "Will the dam be finished?" not in found
    assert "The dam, at last" in found
    with sealing(Actor.EDITOR):
        Article.objects.get(pk=article.pk).publish(by=administrator, notice="Looked at again.")
    assert not [why for _what, why in matters(client, administrator) if "Rests on" in why]


def test_a_statement_that_was_taken_back_needs_nobody(
    resting: Source, dam: WatchItem, client: Client, staff: Any
) -> None:
    with sealing(Actor.TRACKER):
        dam.changes.get(type="change").retract("It was another wall.")
    judge(resting, "retract")
    assert matters(client, staff) == []


def test_what_rests_on_one_that_was_merged_into_it_needs_attention_too(
    resting: Source, client: Client, staff: Any
) -> None:
    other = Source.objects.create(csl_type="report", title="The same report")
    with sealing(Actor.DESK):
        resting.merge_into(other, "Entered twice.")
    judge(other, "downgrade")
    assert [what for what, _why in matters(client, staff)] == ["Will the dam be finished?"]


def test_each_is_told_what_they_can_see_to(
    resting: Source,
    dam: WatchItem,
    client: Client,
    staff: Any,
    editor: Any,
    writer: Any,
    manager: Any,
) -> None:
    judge(resting, "retract")
    question, piece = "Will the dam be finished?", "The dam, at last"
    assert [what for what, _why in matters(client, staff)] == [question]
    assert [what for what, _why in matters(client, editor)] == [question, piece]
    assert [what for what, _why in matters(client, writer)] == [piece]
    assert matters(client, manager) == []
    client.force_login(staff)
    front = client.get(reverse("admin:index")).context["matters"]
    assert front[0].address == reverse("admin:tracker_watchitem_status", args=[dam.pk])


def test_the_front_page_asks_no_more_for_more_of_them(
    resting: Source, dam: WatchItem, client: Client, administrator: Any
) -> None:
    def queries() -> int:
        client.force_login(administrator)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("admin:index"))
        return len(captured)

    judge(resting, "retract")
    few = queries()
    for n in range(5):
        more = Source.objects.create(csl_type="report", title=f"Report {n}")
        with sealing(Actor.TRACKER):
            dam.add_event(VagueDate.parse("2024"), headline=f"Event {n}", evidence=[Use(more)])
        judge(more, "retract")
    assert queries() == few


def test_the_screen_shows_what_rests_on_it_before_it_asks(
    resting: Source, client: Client, editor: Any
) -> None:
    client.force_login(editor)
    screen = reverse("admin:sources_source_retract", args=[resting.pk])
    text = client.get(screen).content.decode()
    assert text.index("The wall stands") < text.index("What readers are told")
    assert "watch item, moving, readers see it" in text
    refused = client.post(screen, {"note": ""})
    assert "Say who says so, and when" in refused.content.decode()
    assert client.post(screen, {"note": NOTE}).status_code == 302
    resting.refresh_from_db()
    assert resting.repute == "retracted"


@pytest.mark.parametrize("screen", ["retract", "downgrade", "reinstate"])
def test_who_may_not_judge_is_refused(
    source: Source, client: Client, writer: Any, staff: Any, screen: str
) -> None:
    for person in (writer, staff):
        client.force_login(person)
        address = reverse(f"admin:sources_source_{screen}", args=[source.pk])
        assert client.get(address).status_code == 403
        assert client.post(address, {"note": NOTE}).status_code == 403
    source.refresh_from_db()
    assert source.repute == "stands"
