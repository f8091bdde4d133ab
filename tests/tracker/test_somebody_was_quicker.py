"""Two people at one question that is closed: whoever is later loses nothing that was typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from record.kinds import Actor
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tracker.evidence import Use
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db


def _say(item: WatchItem, verb: str, to: str, source: Source, **more: Any) -> None:
    item = WatchItem.objects.get(pk=item.pk)
    said = {"effective": VagueDate.parse("2024"), "headline": "h", "evidence": [Use(source)]}
    with sealing(Actor.TRACKER):
        getattr(item, verb)(to, **said, **more)


@pytest.fixture
def send(staff: Any, as_member: Callable[[Any], Client]) -> Callable[..., str]:
    """What the page says when the form is sent as it was opened on a status."""

    def sent(item: WatchItem, **typed: str) -> str:
        address = reverse("admin:tracker_watchitem_status", args=[item.pk])
        count = {"evidence-TOTAL_FORMS": "0", "evidence-INITIAL_FORMS": "0"}
        form = {"effective": "2024-05", "headline": "HEADLINE-TYPED", "version": "1", **count}
        answer = as_member(staff).post(address, {**form, **typed})
        assert answer.status_code in {200, 409}
        return str(answer.content.decode())

    return sent


def test_the_reason_of_a_second_reopening_stays_on_the_form(
    public: WatchItem, source: Source, send: Callable[..., str]
) -> None:
    _say(public, "change_status", "closed", source, seen="watching", outcome="overtaken")
    _say(public, "reopen", "watching", source, reason="It goes on.")
    page = send(public, seen="closed", status="moving", reason="REASON-TYPED")
    assert "REASON-TYPED" in page and "HEADLINE-TYPED" in page
    page = send(public, seen="watching", status="moving", reason="REASON-TYPED")
    assert "REASON-TYPED" in page and "move it to the note" in page


def test_what_was_chosen_and_does_not_follow_any_more_is_named(
    public: WatchItem, source: Source, send: Callable[..., str]
) -> None:
    _say(public, "change_status", "closed", source, seen="watching", outcome="overtaken")
    page = send(public, seen="closed", status="closed", outcome="overtaken")
    assert "“Closed” is the status that stands already. Choose one of these." in page
    _say(public, "reopen", "watching", source, reason="It goes on.")
    page = send(public, seen="watching", status="watching")
    assert "“Watching” is the status that stands already." in page


@pytest.mark.parametrize("key", ["9" * 5000, "²", "x", "-1"])
def test_a_proposal_that_nobody_made_is_passed_over(
    public: WatchItem, staff: Any, as_member: Callable[[Any], Client], key: str
) -> None:
    address = reverse("admin:tracker_watchitem_status", args=[public.pk])
    assert as_member(staff).get(address, {"proposal": key}).status_code == 200
