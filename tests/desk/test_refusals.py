"""Each thing at the desk is refused to who may not do it, and nothing is written."""

from typing import Any

import pytest
from django.urls import reverse

from articles.models import Article
from record.models import Entry
from sources.models import Source
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db

NOBODY_ELSE = ["writer", "editor", "publisher", "manager"]


@pytest.fixture
def person(request: pytest.FixtureRequest) -> Any:
    """The member whose name the test is given."""
    return request.getfixturevalue(request.param)


def test_a_stranger_is_sent_to_the_door(as_member: Any, stranger: Any) -> None:
    response = as_member(stranger).get(reverse("admin:index"))
    assert response.status_code == 302
    assert reverse("admin:login") in response["Location"]


@pytest.mark.parametrize("person", ["manager"], indirect=True)
def test_entering_and_tagging_a_source_is_refused(
    as_member: Any, person: Any, source: Source
) -> None:
    client = as_member(person)
    refused = client.get(reverse("admin:sources_source_add"))
    assert refused.status_code == 403
    assert "None of your groups has the right to this." in refused.content.decode()
    assert client.post(reverse("admin:sources_source_add"), {"title": "X"}).status_code == 403
    change = reverse("admin:sources_source_change", args=[source.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"title": "X"}).status_code == 403
    source.refresh_from_db()
    assert source.title == "Report on the dam"


@pytest.mark.parametrize("person", NOBODY_ELSE, indirect=True)
def test_opening_and_changing_an_item_is_refused(
    as_member: Any, person: Any, dam: WatchItem
) -> None:
    client = as_member(person)
    assert client.get(reverse("admin:tracker_watchitem_add")).status_code == 403
    for screen in ("open", "status", "criteria", "event", "milestone"):
        address = reverse(f"admin:tracker_watchitem_{screen}", args=[dam.pk])
        assert client.get(address).status_code == 403
        assert client.post(address, {"status": "moving", "seen": ""}).status_code == 403
    dam.refresh_from_db()
    assert (dam.status, Entry.objects.count()) == ("", 0)


@pytest.mark.parametrize("person", ["staff", "manager"], indirect=True)
def test_writing_an_article_is_refused(as_member: Any, person: Any, article: Article) -> None:
    client = as_member(person)
    assert client.post(reverse("admin:articles_article_add"), {}).status_code == 403
    change = reverse("admin:articles_article_change", args=[article.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"title": "X"}).status_code == 403


def test_who_may_only_look_is_led_to_the_preview(
    as_member: Any, staff: Any, article: Article
) -> None:
    change = reverse("admin:articles_article_change", args=[article.pk])
    page = as_member(staff).get(change)
    preview = reverse("admin:articles_article_preview", args=[article.pk])
    assert preview in page.content.decode()
    assert b"data-source" not in page.content


@pytest.mark.parametrize("button", ["_publish", "_correct"])
@pytest.mark.parametrize("person", ["writer", "editor"], indirect=True)
def test_publishing_is_refused(
    as_member: Any, article_form: Any, person: Any, article: Article, button: str
) -> None:
    form = article_form(article, title="Changed by the way", **{button: "1"})
    change = reverse("admin:articles_article_change", args=[article.pk])
    assert as_member(person).post(change, form).status_code == 403
    article.refresh_from_db()
    assert (article.title, Entry.objects.count()) == ("The dam, at last", 0)


@pytest.mark.parametrize("person", ["writer", "editor", "staff", "manager"], indirect=True)
def test_withdrawing_is_refused(as_member: Any, person: Any, article: Article) -> None:
    address = reverse("admin:articles_article_withdraw", args=[article.pk])
    assert as_member(person).post(address, {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("person", [*NOBODY_ELSE, "staff"], indirect=True)
def test_the_members_and_the_log_are_the_administrators(as_member: Any, person: Any) -> None:
    client = as_member(person)
    for model in ("accounts_user", "admin_logentry"):
        assert client.get(reverse(f"admin:{model}_changelist")).status_code == 403


def test_an_administrator_cannot_become_more(
    as_member: Any, administrator: Any, admin_user: Any
) -> None:
    client = as_member(administrator)
    page = client.get(reverse("admin:accounts_user_change", args=[administrator.pk]))
    assert b"is_superuser" not in page.content
    assert b"user_permissions" not in page.content
    password = reverse("admin:auth_user_password_change", args=[admin_user.pk])
    assert client.get(password).status_code == 403


def test_nobody_edits_the_record(as_member: Any, administrator: Any, public_dam: WatchItem) -> None:
    client = as_member(administrator)
    entry = reverse("admin:record_entry_change", args=[1])
    assert client.get(entry).status_code == 200
    assert client.post(entry, {}).status_code == 403
    assert client.post(reverse("admin:record_entry_delete", args=[1])).status_code == 403


def test_what_was_public_is_not_deleted(
    as_member: Any, administrator: Any, public_dam: WatchItem
) -> None:
    address = reverse("admin:tracker_watchitem_delete", args=[public_dam.pk])
    assert as_member(administrator).post(address, {"post": "yes"}).status_code == 403
