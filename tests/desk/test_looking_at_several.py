"""“Looked, nothing changed” of several questions: one form, a statement for each, none doubled."""

from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from lxml import html

from record.kinds import Actor
from record.models import Entry
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tests.proposing import propose
from tests.together import at_once
from tracker.evidence import Use
from tracker.models import StatusChange, WatchItem

pytestmark = pytest.mark.django_db

LOOKS = reverse("admin:tracker_watchitem_looks")
LIST = reverse("admin:tracker_watchitem_changelist")


@pytest.fixture
def items(public_dam: WatchItem, opening: dict[str, Any]) -> list[WatchItem]:
    """Three public questions, and one that is not."""
    made = [public_dam]
    for name in ("Ferry", "Bridge", "Draft"):
        item = WatchItem(slug=name.lower(), short=name, question=f"{name}?", why="w")
        item.track = public_dam.track
        item.save()
        with sealing(Actor.TRACKER):
            item.set_criteria(yes="y", no="n", edge_cases="e", by_when="b")
            if name != "Draft":
                item.open("watching", **opening)
        made.append(item)
    return made


def shown(page: Any) -> dict[str, Any]:
    """The form as a browser would send it, if nothing were ticked or typed."""
    (form,) = (
        one
        for one in html.fromstring(page.content.decode()).forms
        if "looks" in one.get("class", "")
    )
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def ticked(page: Any, *items: WatchItem, **more: str) -> dict[str, Any]:
    return {**shown(page), **{f"item-{item.pk}-looked": "on" for item in items}, **more}


def looks(*items: WatchItem) -> list[list[str]]:
    rows = StatusChange.objects.filter(type="check").order_by("pk")
    return [[row.searched for row in rows if row.item_id == item.pk] for item in items]


def change(item: WatchItem, by: Any, source: Source) -> None:
    with sealing(Actor.TRACKER):
        WatchItem.objects.get(pk=item.pk).change_status(
            "moving",
            seen="watching",
            effective=VagueDate.parse("2024"),
            headline="Work began",
            evidence=[Use(source)],
            by=by,
        )


def test_one_text_for_all_or_one_of_its_own(
    as_member: Any, staff: Any, items: list[WatchItem]
) -> None:
    client = as_member(staff)
    dam, ferry, bridge, _draft = items
    assert LOOKS in client.get(reverse("admin:index")).content.decode()
    page = client.get(LOOKS)
    assert [row.item for row in page.context["rows"]] == [dam, ferry, bridge]
    before = Entry.objects.count()
    own = {f"item-{ferry.pk}-searched": "The harbour's list."}
    form = ticked(page, dam, ferry, searched="The register.", **own)
    answer = client.post(LOOKS, form, follow=True)
    assert answer.redirect_chain == [(reverse("admin:index"), 302)]
    assert "Looked, nothing changed: The dam, Ferry." in answer.content.decode()
    assert looks(*items) == [["The register."], ["The harbour's list."], [], []]
    assert {row.by for row in StatusChange.objects.filter(type="check")} == {staff}
    assert Entry.objects.count() == before + 2
    # Sent again, and again: it was said.
    assert [client.post(LOOKS, form).status_code for _ in range(2)] == [302, 302]
    assert Entry.objects.count() == before + 2
    # The same from a form that was opened later is another look.
    client.post(LOOKS, ticked(client.get(LOOKS), dam, searched="The register."))
    assert looks(dam) == [["The register."] * 2]


def test_the_list_leads_to_the_chosen_ones(
    as_member: Any, staff: Any, items: list[WatchItem]
) -> None:
    client = as_member(staff)
    chosen = [items[0].pk, items[2].pk, items[3].pk]
    action = {"action": "look_at_selected", "_selected_action": chosen}
    page = client.post(LIST, action, follow=True)
    assert [row.item for row in page.context["rows"]] == [items[0], items[2]]
    form = {**shown(page), "searched": "The register."}
    answer = client.post(LOOKS, form, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert looks(*items) == [["The register."], [], ["The register."], []]
    only_draft = {"action": "look_at_selected", "_selected_action": [items[3].pk]}
    told = client.post(LIST, only_draft, follow=True).content.decode()
    assert "None of these is public yet" in told


def test_what_changed_meanwhile_is_told_by_name_and_keeps_what_was_typed(
    as_member: Any, staff: Any, publisher: Any, items: list[WatchItem], source: Source
) -> None:
    client = as_member(staff)
    dam, ferry = items[:2]
    own = {f"item-{dam.pk}-searched": "Typed for the dam."}
    form = ticked(client.get(LOOKS), dam, ferry, searched="Typed for all.", **own)
    change(dam, publisher, source)
    answer = client.post(LOOKS, form)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "publisher said “Moving” of “The dam” meanwhile: Work began" in text
    assert "Typed for the dam." in text
    assert "Typed for all." in text
    assert looks(dam, ferry) == [[], ["Typed for all."]]
    assert [row.item for row in answer.context["rows"]] == [dam]
    # It has been seen now: sent again, it is meant.
    assert client.post(LOOKS, shown(answer)).status_code == 302
    assert looks(dam, ferry) == [["Typed for the dam."], ["Typed for all."]]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, "Tick the questions that you looked at."),
        ({"searched": "x"}, "Tick the questions that you looked at."),
        ({"item-{}-looked": "on"}, "Say what was searched, here or at each question."),
        ({"item-{}-looked": "on", "searched": "  "}, "Say what was searched"),
        ({"item-{}-looked": "on", "searched": "a\0b"}, "Null characters are not allowed."),
        ({"item-{}-looked": "on", "searched": "x", "item-{}-seen": "y"}, "Enter a whole number."),
        ({"item-{}-looked": "on", "searched": "x", "item-{}-seen": ""}, "This field is required."),
        ({"item": ["x", "²", "-1", "99999"], "searched": "x"}, "None of the questions that were"),
    ],
)
def test_what_says_nothing_is_refused_in_a_sentence(
    as_member: Any, staff: Any, items: list[WatchItem], more: dict[str, Any], sentence: str
) -> None:
    client = as_member(staff)
    form = shown(client.get(LOOKS)) | {k.format(items[0].pk): v for k, v in more.items()}
    answer = client.post(LOOKS, form)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert looks(*items) == [[], [], [], []]


def test_who_may_not_say_a_status_may_not_look(
    client: Client, member: Any, editor: Any, items: list[WatchItem]
) -> None:
    client.force_login(editor)
    assert client.get(LOOKS).status_code == client.post(LOOKS, {}).status_code == 403
    group = Group.objects.create(name="Writes items, says nothing")
    rights = ["view_watchitem", "change_watchitem"]
    group.permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(member("asker", group.name))
    assert "look_at_selected" not in client.get(LIST).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_same_form_twice_at_the_same_moment_says_each_look_once(
    staff: Any, items: list[WatchItem]
) -> None:
    first, second = Client(), Client()
    first.force_login(staff)
    second.force_login(staff)
    for round_ in range(5):
        form = ticked(first.get(LOOKS), *items[:3], searched=f"Round {round_}.")
        answers = at_once(partial(first.post, LOOKS, form), partial(second.post, LOOKS, form))
        assert [answer.status_code for answer in answers] == [302, 302]
    assert looks(*items) == [[f"Round {n}." for n in range(5)]] * 3 + [[]]


def test_what_was_chosen_and_is_not_public_is_said(
    as_member: Any, staff: Any, items: list[WatchItem]
) -> None:
    page = as_member(staff).get(LOOKS, {"item": ["abc", items[-1].pk]}).content.decode()
    assert "None of the questions that were chosen is public." in page


def test_a_proposal_that_waits_is_told_beside_its_question(
    as_member: Any, staff: Any, items: list[WatchItem], source: Source
) -> None:
    dam = items[0]
    dam.track.second_person = True
    dam.track.save()
    since = VagueDate.parse("2024")
    answer = {"effective": since, "headline": "It holds", "evidence": [Use(source)], "by": staff}
    propose(partial(dam.change_status, "answered_yes", seen="watching", **answer), staff)
    page = as_member(staff).get(LOOKS, {"item": [item.pk for item in items]}).content.decode()
    assert page.count("it waits for a second person") == 1


def test_more_than_the_screen_has_room_for_are_counted(
    as_member: Any, staff: Any, items: list[WatchItem], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.desk_looks.AT_ONCE", 2)
    assert "One more question has no room here" in as_member(staff).get(LOOKS).content.decode()
