"""Two people and one answer, at their screens."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from record.models import Entry
from sources.models import Source
from tracker.models import Proposal, WatchItem

ASKS = "A final status waits as a proposal until a second person confirms it."


@pytest.fixture
def asking(public_dam: WatchItem) -> WatchItem:
    """The question about the dam, on a track that asks for a second person."""
    public_dam.track.second_person = True
    public_dam.track.save()
    return public_dam


@pytest.mark.django_db(transaction=True)
def test_one_proposes_another_sends_it_back_and_then_confirms_it(
    come_in: Callable[[Any], Any],
    staff: Any,
    member: Callable[..., Any],
    asking: WatchItem,
    console: list[str],
) -> None:
    entries = Entry.objects.count()
    front = reverse("admin:index")

    def press(name: str) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=name, exact=True).click()

    page = come_in(staff)
    page.goto(reverse("admin:tracker_watchitem_status", args=[asking.pk]))
    page.get_by_text(ASKS).wait_for()
    page.get_by_label("Answered yes").check()
    page.get_by_label("In effect since").fill("2024")
    page.get_by_label("Headline").fill("It holds water")
    # A source that the ledger does not have yet: it is entered with the proposal.
    page.locator("#id_evidence-0-typed").fill("https://office.example/crest The crest is dry")
    press("Say it in public")
    page.get_by_text("Kept as a proposal.").wait_for()
    page.get_by_text("It waits for a second person.").wait_for()
    assert page.get_by_role("button", name="Confirm, and say it in public").count() == 0

    page = come_in(member("colleague", "Tracker staff"))
    page.goto(front)
    page.get_by_role("link", name="Read and answer").click()
    page.get_by_text("The crest is dry").wait_for()
    page.get_by_label("Why it is sent back").fill("Since which month?")
    press("Send it back")

    page = come_in(staff)
    page.goto(front)
    page.get_by_text("Since which month?").wait_for()
    page.get_by_role("link", name="See it").click()
    page.get_by_role("link", name="Change it and propose it again").click()
    # Nothing that was typed is lost.
    assert page.get_by_label("Headline").input_value() == "It holds water"
    assert page.get_by_label("Answered yes").is_checked()
    assert "The crest is dry" in page.locator("#id_evidence-0-typed").input_value()
    page.get_by_label("In effect since").fill("March 2024")
    press("Say it in public")
    assert Entry.objects.count() == entries

    page = come_in(member("another", "Tracker staff"))
    page.goto(front)
    page.get_by_role("link", name="Read and answer").click()
    page.get_by_text("March 2024").first.wait_for()
    press("Confirm, and say it in public")
    page.get_by_text("Confirmed, and said in public.").wait_for()
    page.get_by_text("confirmed by another").wait_for()
    page.goto(reverse("item", args=[asking.slug]))
    page.get_by_text("A second person at the desk confirmed it before it was said.").wait_for()
    assert console == []


@pytest.mark.django_db
def test_a_stale_proposal_is_refused_and_says_who_said_what(
    as_member: Callable[[Any], Client],
    staff: Any,
    member: Callable[..., Any],
    asking: WatchItem,
    source: Source,
) -> None:
    answer = {
        "seen": "watching",
        "status": "answered_no",
        "effective": "2024",
        "headline": "The works are given up",
        "evidence-TOTAL_FORMS": "1",
        "evidence-INITIAL_FORMS": "0",
        "evidence-0-source": str(source.pk),
        "evidence-0-stance": "supports",
    }
    client = as_member(staff)
    screen = reverse("admin:tracker_watchitem_status", args=[asking.pk])
    assert client.post(screen, answer).status_code == 302
    proposal = Proposal.objects.get()
    # A second one for the same item is told of the first, and keeps what was typed.
    again = client.post(screen, {**answer, "headline": "Another"})
    assert again.status_code == 409
    assert "staff proposed “Answered no” already" in again.content.decode()
    assert "Another" in again.content.decode()
    client.post(screen, {**answer, "status": "stalled", "headline": "Nothing moves"})
    client = as_member(member("colleague", "Tracker staff"))
    refused = client.post(proposal.address)
    assert refused.status_code == 409
    assert "staff said “Stalled” of “The dam” meanwhile: Nothing moves" in refused.content.decode()
    assert "The works are given up" in refused.content.decode()
    # Their own answer is not theirs to give, whatever is sent.
    own = as_member(staff).post(proposal.address, {"do": "send_back", "reason": "x"})
    assert own.status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


@pytest.mark.django_db
def test_only_an_administrator_says_which_tracks_need_two(
    as_member: Callable[[Any], Client], staff: Any, administrator: Any, asking: WatchItem
) -> None:
    track = asking.track
    screen = reverse("admin:tracker_track_change", args=[track.pk])
    form = {"slug": track.slug, "name": track.name, "position": "0"}
    as_member(staff).post(screen, form)
    track.refresh_from_db()
    assert track.second_person
    # Nor does moving the question to another track lead around it.
    item = as_member(staff).get(reverse("admin:tracker_watchitem_change", args=[asking.pk]))
    assert "track" not in item.context["adminform"].form.fields
    as_member(administrator).post(screen, form)
    track.refresh_from_db()
    assert not track.second_person
