"""A look on the status form takes what was searched; and no form passes over what was not seen."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from record.kinds import Actor
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tracker.evidence import Use
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db


def posted(item: WatchItem, **more: Any) -> dict[str, Any]:
    counts = {"evidence-TOTAL_FORMS": "1", "evidence-INITIAL_FORMS": "0"}
    return {"seen": item.status, **counts, **more}


def test_what_a_look_does_not_take_is_no_fault_and_is_told(
    as_member: Any, staff: Any, public: WatchItem
) -> None:
    address = reverse("admin:tracker_watchitem_status", args=[public.pk])
    left = {"headline": "It moves", "evidence-0-typed": "zzzz no such"}
    look = posted(public, status="check", searched="The papers.", **left)
    answer = as_member(staff).post(address, look)
    assert answer.status_code == 302
    said = [str(one) for one in get_messages(answer.wsgi_request)]
    assert "A look says only what was searched. Not taken: It moves; zzzz no such" in said
    assert public.changes.first().searched == "The papers."


def test_a_status_that_went_and_came_back_was_not_seen(
    as_member: Any, staff: Any, public: WatchItem, source: Source
) -> None:
    address = reverse("admin:tracker_watchitem_status", args=[public.pk])
    client = as_member(staff)
    version = client.get(address).context["form"]["version"].value()
    seen = "watching"
    for to, day in (("moving", "2024-06"), ("watching", "2024-07")):
        with sealing(Actor.TRACKER):
            WatchItem.objects.get(pk=public.pk).change_status(
                to,
                seen=seen,
                effective=VagueDate.parse(day),
                headline="It goes on",
                evidence=[Use(source)],
            )
        seen = to
    form = posted(public, status="reversing", effective="2024-08", headline="Back", version=version)
    form |= {"evidence-0-source": source.pk, "evidence-0-stance": "supports", "seen": "watching"}
    answer = client.post(address, form)
    assert answer.status_code == 409
    assert "It goes on" in answer.content.decode()
    again = {**form, "version": answer.context["form"]["version"].value()}
    assert client.post(address, again).status_code == 302
