"""Two entries for one source become one, and every name that readers kept leads on."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from articles.drafts import drafts
from articles.models import Article, ArticleSource
from articles.serializers import ArticlePayload
from record.clock import now, read_now, standing
from record.kinds import Actor, Op
from record.models import Entry, Subject
from record.saying import say_later
from record.sealing import say, sealing
from record.statements import as_text
from record.vague import VagueDate
from sources.models import Capture, Source, Tag
from tracker.evidence import Use
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db

WHY = "It was entered twice."


@pytest.fixture
def twin(source: Source) -> Source:
    """The same report, entered a second time with what the first entry lacks."""
    twin = Source.objects.create(
        csl_type="report",
        title="The report about the dam",
        url="https://example.org/dam",
        doi="10.1234/dam",
        details={"genre": "Report", "page": "1-9"},
        authors=[{"name": "A. Person", "kind": "person"}],
    )
    twin.tags.add(Tag.objects.create(name="Water", slug="water"))
    return twin


def publish(*sources: Source) -> None:
    with sealing(Actor.DESK):
        for one in sources:
            say(Op.PUBLISH, one)
    for one in sources:
        one.refresh_from_db()


def merge(source: Source, other: Source, reason: str = WHY) -> None:
    with sealing(Actor.DESK):
        Source.objects.get(pk=source.pk).merge_into(Source.objects.get(pk=other.pk), reason)
    source.refresh_from_db()
    other.refresh_from_db()


def data(subject: Any) -> dict[str, Any]:
    found: dict[str, Any] = Subject.objects.now().told().get(uuid=subject.uuid).data
    return found


def test_the_old_page_and_the_old_id_lead_to_the_other(
    source: Source, twin: Source, client: Client
) -> None:
    publish(source, twin)
    before = standing().seq
    merge(twin, source)
    page = client.get(f"/sources/{twin.number}/")
    assert (page.status_code, page["Location"]) == (301, f"/sources/{source.number}/")
    answer = client.get(f"/api/v1/sources/{twin.uuid}")
    assert answer.status_code == 308
    assert answer["Location"].startswith(f"/api/v1/sources/{source.uuid}")
    then = client.get(f"/sources/{twin.number}/", {"known_at": before})
    assert then.status_code == 200
    assert "The report about the dam" in then.content.decode()
    old = client.get(f"/api/v1/sources/{twin.uuid}", {"known_at": before})
    assert old.json()["payload"]["title"] == twin.title


def test_it_is_said_with_its_reason_after_what_the_other_took_over(
    source: Source, twin: Source
) -> None:
    publish(source, twin)
    merge(twin, source)
    update, ended = Entry.objects.order_by("-seq")[:2][::-1]
    assert [(update.op, update.uuid), (ended.op, ended.uuid)] == [
        ("update", source.uuid),
        ("merge", twin.uuid),
    ]
    assert data(twin) == {"reason": WHY, "successor": str(source.uuid)}
    assert data(source)["url"] == "https://example.org/dam"


def test_the_other_takes_over_what_it_lacks_and_keeps_what_it_has(
    source: Source, twin: Source
) -> None:
    source.details = {"page": "7"}
    source.save()
    merge(twin, source)
    assert (source.title, source.publisher.name) == ("Report on the dam", "Harbour Office")
    assert (source.url, source.doi) == ("https://example.org/dam", "10.1234/dam")
    assert source.details == {"genre": "Report", "page": "7"}
    assert source.authors[0]["name"] == "A. Person"
    assert [tag.slug for tag in source.tags.all()] == ["water"]
    # The constraints count what stands: both may have the address now.
    assert Source.objects.filter(url=source.url).count() == 2


def test_a_merge_of_drafts_says_nothing(source: Source, twin: Source) -> None:
    merge(twin, source)
    assert not Entry.objects.exists()


def test_a_public_one_makes_the_draft_public_that_it_is_merged_into(
    source: Source, twin: Source, client: Client
) -> None:
    publish(twin)
    merge(twin, source)
    assert source.number
    page = client.get(f"/sources/{twin.number}/")
    assert page["Location"] == f"/sources/{source.number}/"
    seqs = dict(Subject.objects.now().values_list("uuid", "since"))
    assert seqs[source.uuid] < seqs[twin.uuid]


def test_an_article_written_before_names_the_other_when_it_is_published(
    source: Source, twin: Source, article: Article
) -> None:
    ArticleSource.objects.create(article=article, source=source, why="It says so.")
    ArticleSource.objects.create(article=article, source=twin, why="Once more.")
    merge(source, twin)
    with sealing(Actor.EDITOR):
        Article.objects.get(pk=article.pk).publish(by=None)
    said = data(article)
    assert said["cites"] == [str(twin.uuid)]
    assert [row["source"] for row in said["sources"]] == [str(twin.uuid)]
    assert str(source.uuid) not in as_text(said)
    # The name that readers never met has no entry, and the desk does not call it a change.
    assert not Subject.objects.filter(uuid=source.uuid).exists()
    assert not drafts(Article.objects.all())[0].differs


def test_an_item_opened_after_names_the_other(
    source: Source, twin: Source, dam: WatchItem, opening: dict[str, Any]
) -> None:
    merge(source, twin)
    with sealing(Actor.TRACKER):
        change = dam.open("watching", evidence=[Use(source, credibility=2)], **opening)
    assert [use["source"] for use in data(change)["evidence"]] == [str(twin.uuid)]
    assert not Subject.objects.filter(uuid=source.uuid).exists()


def test_a_name_taken_once_is_kept_through_a_second_merge(source: Source, twin: Source) -> None:
    third = Source.objects.create(csl_type="report", title="Third")
    merge(source, twin)
    publish(twin)
    assert source.known_as == twin
    merge(twin, third)
    # Its public name stays the one that texts were published under; readers are led on.
    assert Source.objects.get(pk=source.pk).known_as == twin
    found = read_now(standing()).resolve([twin.uuid])
    assert found[twin.uuid].uuid == third.uuid


def test_what_was_published_before_stays_and_is_found_under_the_other(
    source: Source, twin: Source, article: Article, public_claim: Any, client: Client, api: Any
) -> None:
    publish(twin)
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    source.refresh_from_db()
    kept = Subject.objects.now().told().get(uuid=article.uuid).entry.payload.text
    merge(source, twin)
    row = Subject.objects.now().told().get(uuid=article.uuid)
    assert row.entry.payload.text == kept
    text = client.get(row.url).content.decode()
    assert f"/sources/{twin.number}/" in text
    assert "The report about the dam" in text
    page = client.get(f"/sources/{twin.number}/").content.decode()
    assert "It leaks" not in page
    assert "The dam, at last" in page
    assert "Water was seen" in page
    for name in (twin.uuid, source.uuid):
        _status, answer = api("articles", rests_on=str(name))
        assert [one["id"] for one in answer["results"]] == [str(article.uuid)]


@pytest.fixture
def public_claim(dam: WatchItem, opening: dict[str, Any], source: Source) -> Any:
    """An event on a public item, known from the source."""
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
        return dam.add_event(
            VagueDate.parse("2024"), headline="Water was seen", evidence=[Use(source)]
        )


def test_two_names_of_one_source_have_one_number_in_a_text(
    source: Source, twin: Source, article: Article, client: Client
) -> None:
    article.body += f'<p>Again.<cite data-source="{twin.uuid}" data-locator="p. 2"></cite></p>'
    article.save()
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    merge(twin, source)
    text = client.get(f"/articles/{article.slug}/").content.decode()
    assert "as 1, p. 2" in text


def test_files_kept_of_the_one_that_goes_are_said_with_the_other(
    source: Source, twin: Source
) -> None:
    Capture.objects.create(
        source=twin, file="x", sha256="a" * 64, media_type="text/html", size=3, captured_at=now()
    )
    publish(source, twin)
    merge(twin, source)
    assert [one["sha256"] for one in data(source)["captures"]] == ["a" * 64]


@pytest.mark.parametrize(
    ("prepare", "field", "words"),
    [
        ("nothing", "reason", "Say why the two are one"),
        ("itself", "other", "into itself"),
        ("merged before", "other", "was merged into “Third” already"),
        ("other merged before", "other", "was merged into “Third” already"),
        ("back again", "other", "already"),
        ("own article", "other", "an article of the desk’s own"),
        ("retracted", "other", "Say of both the same first"),
        ("scheduled", "other", "A scheduled publication names"),
    ],
)
def test_a_merge_is_refused_with_a_sentence(
    source: Source, twin: Source, prepare: str, field: str, words: str
) -> None:
    third = Source.objects.create(csl_type="report", title="Third")
    reason, other = WHY, twin
    if prepare == "nothing":
        reason = " "
    elif prepare == "itself":
        other = source
    elif prepare == "merged before":
        merge(source, third)
    elif prepare == "other merged before":
        merge(twin, third)
    elif prepare == "back again":
        merge(twin, source)
    elif prepare == "own article":
        Source.objects.filter(pk=twin.pk).update(own_article=third.uuid)
    elif prepare == "retracted":
        with sealing(Actor.DESK):
            source.retract("Taken back.")
    else:
        schedule(source)
    entries = Entry.objects.count()
    with pytest.raises(ValidationError) as error:
        merge(source, other, reason)
    assert words in " ".join(error.value.message_dict[field])
    assert Entry.objects.count() == entries


def schedule(source: Source) -> None:
    draft = Article.objects.create(
        slug="later",
        title="Later",
        dated=VagueDate.parse("2025"),
        body=f'<p>x<cite data-source="{source.uuid}"></cite></p>',
    )
    with sealing(Actor.EDITOR):
        text = as_text(ArticlePayload(draft).data)
        say_later(now() + dt.timedelta(hours=1), Op.PUBLISH, draft, snapshot=text, by=None)


def test_a_copy_that_knows_nothing_of_the_merge_neither_undoes_nor_says_it(
    source: Source, twin: Source
) -> None:
    publish(source, twin)
    stale = Source.objects.get(pk=twin.pk)
    merge(twin, source)
    stale.title = "Typed before"
    stale.save()
    assert Source.objects.get(pk=twin.pk).merged_into == source
    with sealing(Actor.DESK), pytest.raises(ValidationError):
        stale.before_sealing()
    assert Subject.objects.now().get(uuid=twin.uuid).state == "merged"


def test_what_was_merged_is_not_judged(source: Source, twin: Source) -> None:
    merge(twin, source)
    with sealing(Actor.DESK), pytest.raises(ValidationError, match="Judge that one"):
        twin.retract("Taken back.")


@pytest.mark.parametrize("screen", ["retract", "downgrade", "reinstate", "merge"])
def test_the_screens_of_what_was_merged_lead_to_what_it_became(
    client: Client, editor: Any, source: Source, twin: Source, screen: str
) -> None:
    merge(twin, source)
    client.force_login(editor)
    address = reverse(f"admin:sources_source_{screen}", args=[twin.pk])
    page = client.get(address, follow=True)
    own = reverse("admin:sources_source_change", args=[twin.pk])
    assert page.redirect_chain == [(own, 302)]
    assert "It was merged into “Report on the dam”. Say it of that one." in page.content.decode()
    # What was typed before it was merged is refused with the form, and is not lost.
    typed = {"note": "It was made up.", "reason": "It was made up.", "other": source.pk}
    refused = client.post(address, typed).content.decode()
    assert "It was made up." in refused
    assert "Readers do not see this source yet." not in refused


def test_what_was_merged_is_read_and_not_picked(
    client: Client, editor: Any, source: Source, twin: Source
) -> None:
    merge(twin, source)
    client.force_login(editor)
    screen = reverse("admin:sources_source_change", args=[twin.pk])
    assert "Merged into another" in client.get(screen).content.decode()
    assert client.post(screen, {"title": "Other"}).status_code == 403
    names = {"app_label": "sources", "model_name": "source", "field_name": "merged_into"}
    found = client.get(reverse("admin:autocomplete"), {"term": "dam", **names}).json()
    assert [one["text"] for one in found["results"]] == ["Report on the dam, Harbour Office, 2024"]
    offered = client.get(reverse("desk-find"), {"kind": "source", "q": "dam"}).json()
    assert [one["title"] for one in offered["results"]] == ["Report on the dam"]
    # A text that names it already still shows what it names.
    named = client.get(reverse("desk-find"), {"kind": "source", "uuid": str(twin.uuid)}).json()
    assert len(named["results"]) == 1
    listed = client.get(reverse("admin:sources_source_changelist")).content.decode()
    assert "The report about the dam" not in listed


def test_two_ticked_in_the_list_are_compared_and_merged(
    client: Client, editor: Any, source: Source, twin: Source
) -> None:
    client.force_login(editor)
    listed = reverse("admin:sources_source_changelist")
    chosen = {"action": "merge_two", "_selected_action": [source.pk, twin.pk]}
    answer = client.post(listed, chosen)
    screen = reverse("admin:sources_source_merge", args=[twin.pk])
    assert answer["Location"] == f"{screen}?other={source.pk}"
    compared = client.get(answer["Location"]).content.decode()
    assert "takes over what stands at the left" in compared
    refused = client.post(screen, {"other": source.pk, "reason": ""})
    assert "Say why the two are one" in refused.content.decode()
    assert client.post(screen, {"other": source.pk, "reason": WHY}).status_code == 302
    twin.refresh_from_db()
    assert twin.merged_into == source


def test_one_alone_is_not_merged_from_the_list(client: Client, editor: Any, source: Source) -> None:
    client.force_login(editor)
    listed = reverse("admin:sources_source_changelist")
    chosen = {"action": "merge_two", "_selected_action": [source.pk]}
    client.post(listed, chosen)
    assert not Source.objects.exclude(merged_into=None).exists()


def test_a_writer_does_not_merge(client: Client, writer: Any, source: Source, twin: Source) -> None:
    client.force_login(writer)
    screen = reverse("admin:sources_source_merge", args=[twin.pk])
    assert client.post(screen, {"other": source.pk, "reason": WHY}).status_code == 403
