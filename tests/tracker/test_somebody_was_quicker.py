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


def test_criteria_that_somebody_fixed_meanwhile_are_not_replaced_unseen(
    public: WatchItem, staff: Any, as_member: Callable[[Any], Client]
) -> None:
    client, at = as_member(staff), reverse("admin:tracker_watchitem_criteria", args=[public.pk])
    opened = client.get(at).context["form"].initial
    with sealing(Actor.TRACKER):
        public.set_criteria(
            **{**_criteria(public), "edge_cases": "A smaller one is one."}, reason="The law changed"
        )
    mine = {**opened, "yes": "YES-TYPED", "reason": "REASON-TYPED"}
    refused = client.post(at, mine)
    page = refused.content.decode()
    assert (refused.status_code, public.criteria.count()) == (409, 2)
    assert "Version 2 was fixed meanwhile: The law changed. It stands beside the form" in page
    assert "A smaller one is one." in page and "YES-TYPED" in page and "REASON-TYPED" in page
    again = {**mine, "seen": refused.context["form"]["seen"].value()}
    assert client.post(at, again).status_code == 302
    assert public.criteria.last().yes == "YES-TYPED"


def _criteria(item: WatchItem) -> dict[str, str]:
    last = item.criteria.last()
    return {name: getattr(last, name) for name in ("yes", "no", "edge_cases", "by_when")}


def test_a_correction_is_taken_though_evidence_was_added_meanwhile(
    public: WatchItem, source: Source, staff: Any, as_member: Callable[[Any], Client]
) -> None:
    _say(public, "change_status", "moving", source, seen="watching")
    change, client = public.changes.first(), as_member(staff)
    at = reverse("admin:tracker_watchitem_correct", args=[public.pk, change.pk])
    form = {
        "evidence-TOTAL_FORMS": "2",
        "evidence-INITIAL_FORMS": "1",
        "evidence-0-source": source.pk,
        "evidence-0-stance": "supports",
        "evidence-1-stance": "supports",
    }
    with sealing(Actor.TRACKER):
        change.add_evidence([Use(Source.objects.create(csl_type="report", title="Minutes"))])
    said = {"status": "stalled", "effective": "2024", "headline": "h", "reason": "Misread."}
    assert client.post(at, {**form, **said}).status_code == 302
    assert public.changes.first().supersedes == change


@pytest.mark.parametrize("typed", [{"credibility": "3"}, {"stance": "contradicts"}])
def test_what_is_said_of_no_source_is_asked_about(
    public: WatchItem,
    source: Source,
    staff: Any,
    as_member: Callable[[Any], Client],
    typed: dict[str, str],
) -> None:
    at = reverse("admin:tracker_watchitem_status", args=[public.pk])
    form = {
        "seen": "watching",
        "status": "moving",
        "effective": "2024",
        "headline": "h",
        "evidence-TOTAL_FORMS": "2",
        "evidence-INITIAL_FORMS": "0",
        "evidence-0-source": source.pk,
        "evidence-0-stance": "supports",
        "evidence-1-stance": "supports",
        **{f"evidence-1-{name}": value for name, value in typed.items()},
    }
    refused = as_member(staff).post(at, form)
    assert refused.status_code == 200
    assert "Name the source that this is said of" in refused.content.decode()


def test_whoever_rests_on_a_retracted_source_is_told(
    public: WatchItem, source: Source, staff: Any, as_member: Callable[[Any], Client]
) -> None:
    with sealing(Actor.TRACKER):
        source.retract("The office took it back.")
    form = {
        "seen": "watching",
        "status": "moving",
        "effective": "2024",
        "headline": "h",
        "evidence-TOTAL_FORMS": "1",
        "evidence-INITIAL_FORMS": "0",
        "evidence-0-source": source.pk,
        "evidence-0-stance": "supports",
    }
    at = reverse("admin:tracker_watchitem_status", args=[public.pk])
    page = as_member(staff).post(at, form, follow=True).content.decode()
    assert "“Report on the dam” is retracted. Readers see that beside it." in page
