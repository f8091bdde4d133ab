"""What each member does at the desk, in a real browser, as a member of the right group."""

from typing import Any

import pytest
from django.urls import reverse

from articles.models import Article
from record.models import Entry, Subject
from sources.models import Source, Tag
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = ".ProseMirror[contenteditable=true]"


def send(page: Any, name: str) -> None:
    """Press a button, and wait for the screen that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_a_writer_enters_a_source_by_hand_and_tags_it(
    come_in: Any, choose: Any, writer: Any, source: Source, console: list[str]
) -> None:
    page = come_in(writer)
    page.goto(reverse("admin:sources_source_add"))
    page.get_by_label("Title", exact=True).fill("Minutes of the valley council")
    page.get_by_label("Kind of source").select_option("report")
    choose("publisher", "Harbour Office")
    page.get_by_label("Date", exact=True).fill("Sept 2024")
    page.get_by_text("Read as: September 2024, day not known").wait_for()
    page.get_by_label("Name 1", exact=True).first.fill("Person, Anna")
    page.keyboard.press("Enter")
    page.keyboard.type("Council of the Valley")
    page.get_by_label("Name 2 is a").first.select_option("body")
    with page.expect_popup() as opened:
        page.locator("#add_id_tags").click()
    popup = opened.value
    popup.get_by_label("Name").fill("Water")
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Save").click()
    page.locator(".select2-selection__choice", has_text="Water").wait_for()
    send(page, "Save")
    made = Source.objects.get(title="Minutes of the valley council")
    assert [tag.name for tag in made.tags.all()] == ["Water"]
    assert made.issued.edtf == "2024-09"
    assert made.authors == [
        {"name": "Anna Person", "kind": "person", "family": "Person", "given": "Anna"},
        {"name": "Council of the Valley", "kind": "body"},
    ]
    # What only drafts use is nobody's business.
    assert not Entry.objects.exists()
    assert console == []


def test_a_source_is_tagged_with_a_tag_found_by_another_spelling(
    come_in: Any, choose: Any, writer: Any, source: Source
) -> None:
    Tag.objects.create(name="Niš", slug="nis", aliases=["Nish"])
    page = come_in(writer)
    page.goto(reverse("admin:sources_source_change", args=[source.pk]))
    page.locator("#id_tags + .select2 .select2-search__field").fill("Nish")
    page.locator(".select2-results__option", has_text="Niš").click()
    send(page, "Save")
    assert [tag.name for tag in source.tags.all()] == ["Niš"]


def test_staff_open_a_watch_item_with_criteria(
    come_in: Any, staff: Any, dam: WatchItem, console: list[str]
) -> None:
    page = come_in(staff)
    page.goto(reverse("admin:tracker_watchitem_add"))
    page.get_by_label("Question").fill("Will the bridge be repaired?")
    page.get_by_label("Short name", exact=True).first.fill("The bridge")
    page.get_by_label("Why it matters").fill("It is the only way across.")
    page.get_by_label("Track").select_option("Water")
    page.get_by_label("What counts as yes").fill("Lorries cross it.")
    page.get_by_label("What counts as no").fill("It is closed for good.")
    page.get_by_label("Edge cases").fill("Walkers do not count.")
    page.get_by_label("By when").fill("2027")
    send(page, "Save and continue editing")
    page.get_by_role("link", name="Open in public").click()
    page.get_by_label("Watching").check()
    page.get_by_label("In effect since").fill("2023")
    page.get_by_label("Headline").fill("We watch the bridge")
    page.get_by_label("Reason").fill("It was closed.")
    send(page, "Open in public")
    item = WatchItem.objects.get(slug="the-bridge")
    assert item.status == "watching"
    assert item.criteria.get().yes == "Lorries cross it."
    assert item.changes.get().by == staff
    assert [entry.actor for entry in Entry.objects.all()] == ["tracker", "tracker"]
    assert console == []


def test_staff_change_a_status_with_evidence(
    come_in: Any, staff: Any, public_dam: WatchItem, source: Source, console: list[str]
) -> None:
    page = come_in(staff)
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="Update The dam").click()
    page.get_by_label("Moving").check()
    page.get_by_label("In effect since").fill("24 Sep 2024")
    page.get_by_label("moderate").check()
    page.get_by_label("Headline").fill("The wall stands")
    page.get_by_label("Source", exact=True).first.fill("report dam")
    page.get_by_role("option", name="Report on the dam, Harbour Office, 2024").click()
    page.get_by_label("Credibility of this use").first.select_option("2")
    page.get_by_text("Place, quotation, why it matters").first.click()
    page.get_by_label("Why it matters here").first.fill("It alone names the day.")
    send(page, "Say it in public")
    public_dam.refresh_from_db()
    change = public_dam.changes.first()
    assert (public_dam.status, change.effective.edtf) == ("moving", "2024-09-24")
    assert change.evidence.get().credibility == 2
    assert change.evidence.get().why == "It alone names the day."
    page.goto(f"/watch/{public_dam.slug}/")
    page.locator(".evidence .use-why", has_text="It alone names the day.").wait_for()
    assert Subject.objects.now().public().filter(uuid=source.uuid).exists()
    assert console == []


def test_staff_look_and_find_nothing_changed(
    come_in: Any, staff: Any, public_dam: WatchItem
) -> None:
    page = come_in(staff)
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="Nothing changed The dam").click()
    assert not page.get_by_label("Headline").is_visible()
    page.get_by_label("What was searched").fill("The office's register.")
    send(page, "Say it in public")
    assert public_dam.changes.first().type == "check"


def test_a_writer_writes_and_a_publishing_editor_publishes_and_updates(
    come_in: Any, choose: Any, writer: Any, publisher: Any, article: Article, console: list[str]
) -> None:
    page = come_in(writer)
    page.goto(reverse("admin:articles_article_add"))
    page.get_by_label("Headline").fill("Two walls")
    page.get_by_label("Date it bears").fill("24 September 2025")
    page.get_by_role("button", name="Add another Author").click()
    choose("bylines-0-author", "The desk")
    page.locator(TEXT).click()
    page.keyboard.type("It leaks ")
    page.get_by_role("button", name="Cite").click()
    page.locator(".finder [role=option]", has_text="Report on the dam").click()
    page.locator(TEXT).press("Control+End")
    page.get_by_role("button", name="Note", exact=True).click()
    page.keyboard.type("By the lower sluice.")
    send(page, "Save")
    draft = Article.objects.get(slug="two-walls")
    assert "data-source" in draft.body
    assert "data-footnote" in draft.body
    assert not draft.is_public
    assert not page.get_by_role("button", name="Publish").is_visible()

    page = come_in(publisher)
    page.goto(reverse("admin:articles_article_change", args=[draft.pk]))
    send(page, "Publish")
    page.get_by_text("Published as revision 1. Readers see it now.").wait_for()
    assert draft.standing().data["revision"] == 1

    page.get_by_label("Headline").fill("Two walls and a sluice")
    send(page, "Save")
    page.get_by_text("You are writing the next; readers see nothing of it yet.").wait_for()
    assert draft.standing().title == "Two walls"
    send(page, "Publish as update")
    assert draft.standing().title == "Two walls and a sluice"
    assert [e.op for e in Entry.objects.filter(kind="article")] == ["update", "publish"]
    assert console == []
