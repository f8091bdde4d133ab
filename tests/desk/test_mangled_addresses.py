"""Whatever stands in an address of the desk, it is answered: none of it makes the desk fail."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.admin.options import ModelAdmin
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from articles.models import Article
from sources.models import Source, Tag
from tracker.models import WatchItem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("said")]

HUGE = "9" * 20
MANGLED = ["\0", "a\0b", "abc", "-1", HUGE, b"\xff", b"\xed\xa0\x80", "\\ud800"]
MODELS = list(admin.site._registry)
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)


class Desk:
    """Somebody who may open everything, and is answered as any member is where something fails."""

    def __init__(self, client: Client) -> None:
        self.member = get_user_model().objects.create_superuser("everybody")
        self.client = client
        client.force_login(self.member)
        client.raise_request_exception = False

    def get(self, address: str, query: Any = None) -> HttpResponse:
        """The answer, whatever the database refused on the way."""
        before = transaction.savepoint()
        answer = self.client.get(f"{address}?{urlencode(query)}" if query else address)
        transaction.savepoint_rollback(before)
        return answer  # type: ignore[return-value]

    def failed(self, address: str, names: Any, values: Any) -> list[tuple[str, Any]]:
        """At which names and values it failed, or let the database fail."""
        asked = [(name, value) for name in names for value in values]
        return [one for one in asked if self.get(address, [one]).status_code >= 500]


@pytest.fixture
def desk(client: Client) -> Desk:
    return Desk(client)


def screen(model: type[Any], name: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def filters(model: type[Any]) -> Iterator[str]:
    """By what the list of `model` may be narrowed, and by some that it may not."""
    screen: ModelAdmin[Any] = admin.site._registry[model]
    yield from ("q", "p", "o", "id__exact", "source", "_to_field")
    for one in screen.list_filter:
        yield str(one[0] if isinstance(one, tuple) else getattr(one, "parameter_name", one))
    if screen.date_hierarchy:
        yield f"{screen.date_hierarchy}__year"


@each_model
def test_a_list_is_narrowed_by_nonsense(model: type[Any], desk: Desk) -> None:
    address = screen(model, "changelist")
    assert desk.failed(address, filters(model), ["abc", HUGE]) == []
    assert desk.get(address, [("q", "\0")]).status_code == 400


@each_model
def test_a_new_form_begins_with_nonsense(model: type[Any], desk: Desk) -> None:
    address = screen(model, "add")
    context = desk.get(address).context  # type: ignore[attr-defined]
    fields = context["adminform"].form.fields if context and "adminform" in context else {}
    for value in ("abc", HUGE, "1,x"):
        answer = desk.get(address, [(name, value) for name in fields])
        assert answer.status_code in {200, 302, 403}, value


@each_model
def test_a_name_that_is_none_is_nobody(model: type[Any], desk: Desk) -> None:
    for key in ("abc", HUGE, "\0"):
        assert desk.get(screen(model, "change", key)).status_code in {302, 404}, key


@each_model
def test_suggestions_for_nonsense(model: type[Any], desk: Desk) -> None:
    asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
    for field in model._meta.get_fields():
        known = {**asked, "field_name": field.name}
        for given in ({"term": "\0"}, {"term": "abc", "page": HUGE}) if field.is_relation else ():
            answer = desk.get("/desk/autocomplete/", {**known, **given})
            assert answer.status_code in {400, 403, 404}, {**known, **given}


@pytest.mark.parametrize("name", ["app_label", "model_name", "field_name"])
def test_suggestions_for_a_field_that_is_none(name: str, desk: Desk) -> None:
    known = {"app_label": "sources", "model_name": "source", "field_name": "publisher"}
    assert desk.get("/desk/autocomplete/", known).status_code == 200
    for value in MANGLED:
        assert desk.get("/desk/autocomplete/", {**known, name: value}).status_code in {400, 403}


@pytest.mark.parametrize("kind", ["source", "item", "article", "image", "video", "x"])
def test_the_editor_asks_for_nonsense(kind: str, desk: Desk) -> None:
    for value in MANGLED:
        words = desk.get("/desk/find/", {"kind": kind, "q": value})
        assert words.status_code == (400 if kind == "x" or "\0" in str(value) else 200), value
        assert desk.get("/desk/find/", {"kind": kind, "uuid": value}).status_code == 400, value


def test_the_small_answers_take_nonsense(desk: Desk) -> None:
    item, source = WatchItem.objects.get(), Source.objects.get()
    for address, asked in (
        ("/desk/read-date/", "text"),
        ("/desk/sources/source/alike/", "source publisher title issued url doi ecli docket"),
        ("/desk/login/", "next"),
        (f"/desk/tracker/watchitem/{item.pk}/status/", "status"),
        (f"/desk/sources/source/{source.pk}/merge/", "other"),
        (f"/desk/articles/article/{Article.objects.get().pk}/preview/", "known_at"),
    ):
        assert desk.failed(address, asked.split(), MANGLED) == []


def test_what_cannot_be_read_is_told_in_a_sentence(desk: Desk) -> None:
    for query in ({"type": "\0"}, {"source": "abc"}, {"\0": "1"}):
        answer = desk.get("/desk/sources/tag/", query)
        assert answer.status_code == 400
        assert "A part of this address cannot be read" in answer.content.decode()


def test_the_rows_chosen_in_a_list_may_be_nonsense(desk: Desk) -> None:
    request = RequestFactory().get("/")
    request.user = desk.member
    for model in (Source, Tag, Article):
        actions = list(admin.site._registry[model].get_actions(request))
        for action in (actions[0], actions[-1], "x\0"):
            for value in ("\0", HUGE):
                chosen = {"action": action, "index": "0", "_selected_action": value}
                answer = desk.client.post(screen(model, "changelist"), chosen)
                assert answer.status_code in {200, 302, 400}, chosen


def test_a_history_is_read(desk: Desk) -> None:
    for model in (Source, Article, WatchItem, Tag):
        key = model._default_manager.values_list("pk", flat=True).first()
        assert desk.get(screen(model, "history", key)).status_code == 200


def test_a_session_that_is_none_is_nobodys(client: Client) -> None:
    client.raise_request_exception = False
    client.cookies["sessionid"] = "\0" * 10
    for address in ("/desk/", "/desk/login/", "/desk/sources/source/", "/desk/find/?kind=item"):
        before = transaction.savepoint()
        assert client.get(address).status_code in {200, 302, 400, 403}, address
        transaction.savepoint_rollback(before)
