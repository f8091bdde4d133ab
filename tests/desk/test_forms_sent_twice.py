"""A form that is sent twice is taken once, whatever it says, also at the same moment."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from lxml import html

from record.kinds import Actor
from record.models import Entry, SentForm
from record.once import FIELD
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tests.together import at_once
from tracker.evidence import Use
from tracker.models import WatchItem

EVIDENCE = {
    "evidence-TOTAL_FORMS": "1",
    "evidence-INITIAL_FORMS": "0",
    "evidence-0-stance": "supports",
    "evidence-0-typed": "Report on the dam",
}
SAID = {"effective": "2024", "headline": "It is so", **EVIDENCE}
FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "a look": ("status", {"status": "check", "searched": "The register."}),
    "a change": ("status", {"status": "stalled", **SAID}),
    "an event": ("event", {"date": "2024", "headline": "The gate was cast", **EVIDENCE}),
    "a milestone": ("milestone", {"title": "Filling begins"}),
    "a date": ("date", {"role": "forecast", "date": "2027", "asserted_by": "O", **EVIDENCE}),
    "criteria": ("criteria", {"yes": "It is full.", "reason": "A new law."}),
    "a correction": ("correct", {"status": "stalled", "reason": "It was not so.", **SAID}),
    "a retraction": ("retract", {"reason": "It was not so."}),
}


@pytest.fixture
def moved(public_dam: WatchItem, source: Source) -> WatchItem:
    """The dam, moving, with something expected."""
    with sealing(Actor.TRACKER):
        public_dam.change_status(
            "moving",
            seen="watching",
            effective=VagueDate.parse("2023-06"),
            headline="Work began",
            evidence=[Use(source)],
        )
        public_dam.add_milestone("The wall stands")
    return public_dam


@pytest.fixture
def address(moved: WatchItem) -> Callable[[str], str]:
    """The address of one of the item's screens."""
    change, milestone = moved.changes.first(), moved.milestones.get()
    assert change
    named = {"correct": [change.pk], "retract": [change.pk], "date": [milestone.pk]}

    def found(screen: str) -> str:
        args = [moved.pk, *named.get(screen, [])]
        return reverse(f"admin:tracker_watchitem_{screen}", args=args)

    return found


def opened(client: Client, at: str) -> dict[str, Any]:
    """The form at `at` as a browser would send it, if nothing were typed."""
    page = html.fromstring(client.get(at).content.decode())
    (form,) = (one for one in page.forms if "saying" in one.get("class", ""))
    return dict(form.form_values())


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMS)
def test_the_second_leads_where_the_first_did_and_says_nothing(
    as_member: Any, staff: Any, address: Callable[[str], str], name: str
) -> None:
    client, (screen, typed) = as_member(staff), FORMS[name]
    form = {**opened(client, address(screen)), **typed}
    before = Entry.objects.count(), LogEntry.objects.count()
    first = client.post(address(screen), form)
    after = Entry.objects.count(), LogEntry.objects.count()
    assert (first.status_code, after) == (302, (before[0] + 1, before[1] + 1))
    second = client.post(address(screen), form, follow=True)
    assert second.redirect_chain == [(first["Location"], 302)]
    assert "This form was sent twice. It was taken once." in second.content.decode()
    assert (Entry.objects.count(), LogEntry.objects.count()) == after


@pytest.mark.django_db
def test_another_text_in_the_same_form_is_another_statement(
    as_member: Any, staff: Any, address: Callable[[str], str], moved: WatchItem
) -> None:
    client, at = as_member(staff), address("milestone")
    form = {**opened(client, at), "title": "Filling begins"}
    for title in ("Filling begins", "Filling ends"):
        assert client.post(at, {**form, "title": title}).status_code == 302
    assert moved.milestones.count() == 3


@pytest.mark.django_db
def test_what_was_refused_was_not_taken(
    as_member: Any, staff: Any, address: Callable[[str], str], moved: WatchItem
) -> None:
    client, at = as_member(staff), address("event")
    form = {**opened(client, at), **FORMS["an event"][1]}
    bare = {**form, "evidence-0-typed": ""}
    assert [client.post(at, bare).status_code for _ in range(2)] == [200, 200]
    assert not SentForm.objects.exists()
    assert client.post(at, form).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x", "a\0", "0" * 500])
def test_a_form_without_a_key_is_taken_as_it_comes(
    as_member: Any, staff: Any, address: Callable[[str], str], moved: WatchItem, key: str
) -> None:
    client, at = as_member(staff), address("milestone")
    for _ in range(2):
        assert client.post(at, {FIELD: key, "title": "Filling begins"}).status_code == 302
    assert moved.milestones.count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["a look", "a change", "an event"])
def test_of_two_at_the_same_moment_one_is_taken(
    staff: Any, address: Callable[[str], str], name: str
) -> None:
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(staff)
    screen, typed = FORMS[name]
    form = {**opened(clients[0], address(screen)), **typed}
    before = Entry.objects.count()
    answers = at_once(*(partial(client.post, address(screen), form) for client in clients))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Entry.objects.count() == before + 1
    assert SentForm.objects.get().at > dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
