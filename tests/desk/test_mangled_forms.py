"""Whatever comes with a form of the desk is told on the form: none of it makes the desk fail."""

from itertools import cycle, islice
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.models import Article
from record.kinds import Actor
from record.models import Erasure, Subject
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db

# What no text has, what is no number, one too large, and half a character as JSON writes it.
MANGLED = ["a\0b", "abc", "9" * 20, '["\\ud800"]', '{"a": "\\u0000"}', "<p>&#0;&#xd800;</p>"]
SAYING = ["status", "open", "criteria", "event", "milestone"]
JUDGING = ["retract", "downgrade", "reinstate", "merge", "look", "accept", "archive", "keep"]


@pytest.fixture
def desk(client: Client) -> Client:
    """Somebody who may open everything, and is answered as any member is where something fails."""
    client.force_login(get_user_model().objects.create_superuser("everybody"))
    client.raise_request_exception = False
    return client


@pytest.fixture
def screens(said: dict[str, Any]) -> list[str]:
    """Every form of the desk: new ones, those of what is there, and those that say something."""
    with sealing(Actor.TRACKER):
        expected = said["item"].add_milestone("It holds.")
        expected.set_date("forecast", VagueDate.parse("2030"), asserted_by="They")
    erasure = Erasure(reason="A court asked for it.", ground="Decision 12.")
    erasure.ask(Subject.objects.now().get(uuid=said["item"].uuid), get_user_model().objects.get())
    found = [f"/desk/record/erasure/{erasure.pk}/{name}/" for name in ("confirm", "end")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found.append(reverse(f"{name}_add"))
        if model.__name__ not in {"User", "Group"} and model._default_manager.exists():
            found.append(reverse(f"{name}_change", args=[model._default_manager.first().pk]))  # type: ignore[union-attr]
    item, source = WatchItem.objects.get().pk, Source.objects.get().pk
    found += [f"/desk/tracker/watchitem/{item}/{name}/" for name in SAYING]
    found += [f"/desk/tracker/watchitem/{item}/date/{expected.pk}/"]
    found += [
        f"/desk/tracker/watchitem/{item}/{name}/{said['change'].pk}/"
        for name in ("correct", "retract")
    ]
    found += [f"/desk/sources/source/{source}/{name}/" for name in JUDGING]
    found += [
        f"/desk/sources/publisher/{said['publisher'].pk}/rate/",
        "/desk/sources/source/paste/",
    ]
    return [*found, f"/desk/articles/article/{Article.objects.get().pk}/withdraw/"]


def fields(desk: Client, address: str) -> list[str]:
    """The names of what the form at `address` sends."""
    answer = desk.get(address)
    if answer.status_code != 200:
        return []
    forms = html.fromstring(answer.content.decode()).iterfind(".//form[@method='post']")
    names = {str(name) for form in forms for name in form.xpath(".//@name")}
    return sorted(name for name in names if not name.startswith("_") and "__prefix__" not in name)


def test_a_form_full_of_nonsense_is_drawn_again(desk: Client, screens: list[str]) -> None:
    """And one whose parts do not say how many rows they have."""
    for address in screens:
        names = fields(desk, address)
        for first in range(0, len(MANGLED), 2):
            values = islice(cycle(MANGLED), first, None)
            sent = {name: "1" if is_count(name) else next(values) for name in names}
            assert desk.post(address, sent).status_code < 500, (address, first)
        counts = [name for name in names if is_count(name)]
        for value in ("abc", "-1") if counts else ():
            answer = desk.post(address, dict.fromkeys(counts, value))
            assert answer.status_code in {200, 403}, (address, value)


def is_count(name: str) -> bool:
    """Whether it says how many rows a part of the form has."""
    return name.endswith("_FORMS")


def test_one_field_of_an_article_holds_nonsense(desk: Client, said: dict[str, Any]) -> None:
    """Beside fields that are whole, so that it is kept where it can be."""
    address = reverse("admin:articles_article_change", args=[said["article"].pk])
    form = html.fromstring(desk.get(address).content.decode()).get_element_by_id("article_form")
    whole = {name: text or "" for name, text in form.fields.items() if "__prefix__" not in name}
    for name in whole:
        if not (name.startswith("_") or is_count(name) or name == "csrfmiddlewaretoken"):
            sent = {**whole, name: "a\0b", "_save": "Save"}
            assert desk.post(address, sent).status_code < 500, name
