"""A public source whose link died stands on the desk's front page."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from record.clock import now
from record.kinds import Actor, Op
from record.saying import say
from record.sealing import sealing
from sources.models import Source

pytestmark = pytest.mark.django_db


def matters(client: Client, person: Any) -> list[Any]:
    client.force_login(person)
    return list(client.get(reverse("admin:index")).context["matters"])


def test_a_dead_link_needs_whoever_may_change_sources(
    source: Source, client: Client, writer: Any, manager: Any
) -> None:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    assert matters(client, writer) == []
    died = now() - dt.timedelta(days=3)
    Source.objects.filter(pk=source.pk).update(link_is_dead=True, link_dead_since=died)
    (found,) = matters(client, writer)
    assert found.what == "Report on the dam"
    assert "Find an archived copy." in found.why
    assert found.address == reverse("admin:sources_source_change", args=[source.pk])
    assert matters(client, manager) == []


def test_an_archived_copy_is_news_for_a_while_and_then_rest(
    source: Source, client: Client, writer: Any
) -> None:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    columns = {"link_is_dead": True, "archived_url": "https://archive.example/dam"}
    for days, shown in ((1, 1), (90, 0)):
        died = now() - dt.timedelta(days=days)
        Source.objects.filter(pk=source.pk).update(**columns, link_dead_since=died)
        found = matters(client, writer)
        assert len(found) == shown
    assert Source.objects.get(pk=source.pk).link_is_dead
