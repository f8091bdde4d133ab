"""The door and the front page of the desk, and the preview of an article."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from articles.models import Article
from tests import axe
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_door_is_still_and_accessible(page: Any, console: list[str]) -> None:
    page.goto(reverse("admin:login"))
    assert console == []
    assert axe.violations(page) == []


def test_the_front_page_shows_what_needs_the_person(
    as_member: Callable[[Any], Any],
    publisher: Any,
    staff: Any,
    manager: Any,
    public_dam: WatchItem,
    article: Article,
) -> None:
    front = reverse("admin:index")
    seen = as_member(publisher).get(front)
    assert [matter.what for matter in seen.context["matters"]] == ["The dam, at last"]
    assert "Update" not in seen.content.decode()
    seen = as_member(staff).get(front)
    assert seen.context["matters"] == []
    assert "Nothing needs you." in seen.content.decode()
    assert "Nothing changed" in seen.content.decode()
    sections = [one["label"] for one in as_member(manager).get(front).context["sections"]]
    assert sections == ["Articles", "Watch items", "Sources", "Media", "Record"]


def test_a_preview_shows_the_working_copy_and_writes_nothing(
    as_member: Callable[[Any], Any], writer: Any, article: Article
) -> None:
    page = as_member(writer).get(reverse("admin:articles_article_preview", args=[article.pk]))
    text = page.content.decode()
    assert "The dam, at last" in text
    assert "Report on the dam" in text
    assert "Readers see nothing of it yet." in text
    assert article.standing() is None
