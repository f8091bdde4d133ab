"""Retracting and merging a source at the desk, in a real browser."""

from typing import Any

import pytest
from django.urls import reverse

from record.kinds import Actor
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tracker.evidence import Use
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db(transaction=True)

NOTE = "The office took it back on 3 May 2025."


@pytest.fixture
def resting(public_dam: WatchItem, source: Source) -> Source:
    """The report, with the dam's status resting on it."""
    with sealing(Actor.TRACKER):
        public_dam.change_status(
            "moving",
            seen="watching",
            effective=VagueDate.parse("2024"),
            headline="The wall stands",
            evidence=[Use(source, credibility=2)],
        )
    source.refresh_from_db()
    return source


def test_an_editor_retracts_a_source_and_the_question_needs_attention(
    come_in: Any, editor: Any, resting: Source, console: list[str]
) -> None:
    page = come_in(editor)
    page.goto(reverse("admin:sources_source_change", args=[resting.pk]))
    page.get_by_role("link", name="Retract", exact=True).click()
    page.get_by_text("The wall stands").wait_for()
    page.get_by_text("watch item, moving, readers see it").wait_for()
    page.get_by_label("What readers are told").fill(NOTE)
    page.get_by_role("button", name="Say it in public").click()
    page.get_by_text("Retracted. What rests on it needs attention").wait_for()
    page.goto(reverse("admin:index"))
    matters = page.locator(".matters")
    matters.get_by_text("Will the dam be finished?").first.wait_for()
    assert NOTE in matters.inner_text()
    matters.get_by_role("link", name="See it").click()
    page.get_by_role("heading", name="Will the dam be finished?").wait_for()
    page.goto(reverse("item", args=["the-dam"]))
    page.get_by_text("Retracted.").wait_for()
    assert NOTE in page.locator("main").inner_text()
    assert console == []


def test_a_writer_is_not_offered_it_and_is_refused(
    come_in: Any, writer: Any, resting: Source
) -> None:
    page = come_in(writer)
    page.goto(reverse("admin:sources_source_change", args=[resting.pk]))
    page.get_by_role("link", name="Who changed it").wait_for()
    for name in ("Retract", "Downgrade", "Merge"):
        assert page.get_by_role("link", name=name, exact=True).count() == 0
    response = page.goto(reverse("admin:sources_source_retract", args=[resting.pk]))
    assert response.status == 403


def test_an_editor_merges_two_sources_after_seeing_both(
    come_in: Any, choose: Any, editor: Any, resting: Source, console: list[str]
) -> None:
    twin = Source.objects.create(
        csl_type="report", title="The report, again", url="https://example.org/dam"
    )
    page = come_in(editor)
    page.goto(reverse("admin:sources_source_change", args=[twin.pk]))
    page.get_by_role("link", name="Merge", exact=True).click()
    choose("other", "Report on the dam")
    page.get_by_role("button", name="Compare the two").click()
    page.get_by_text("takes over what stands at the left").first.wait_for()
    page.get_by_role("heading", name="Rests on the one that stays").wait_for()
    page.get_by_label("Why the two are one").fill("It was entered twice.")
    page.get_by_role("button", name="Merge it").click()
    page.get_by_text("Merged. The old number and address lead here.").wait_for()
    assert page.get_by_role("heading", name="Report on the dam").count() == 1
    resting.refresh_from_db()
    twin.refresh_from_db()
    assert (twin.merged_into, resting.url) == (resting, "https://example.org/dam")
    assert console == []
