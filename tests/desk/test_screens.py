"""The desk's main screens: a still console, nothing for axe to find, nothing too wide."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from articles.models import Article
from sources.models import Source, Tag
from tests import axe
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db(transaction=True)

LISTS = [
    "articles_article",
    "tracker_watchitem",
    "sources_source",
    "sources_publisher",
    "sources_tag",
    "sources_importrun",
    "articles_image",
    "record_entry",
    "watchdesk_page",
    "accounts_user",
    "admin_logentry",
]


@pytest.fixture
def screens(public_dam: WatchItem, source: Source, article: Article) -> list[str]:
    """The addresses of the main screens, with something on each."""
    source.tags.add(Tag.objects.create(name="Water", slug="water"))
    item = [public_dam.pk]
    return [
        reverse("admin:index"),
        reverse("admin:tracker_watchitem_status", args=item),
        reverse("admin:tracker_watchitem_event", args=item),
        reverse("admin:tracker_watchitem_looks"),
        reverse("admin:tracker_watchitem_change", args=item),
        reverse("admin:tracker_watchitem_add"),
        reverse("admin:articles_article_change", args=[article.pk]),
        reverse("admin:articles_article_add"),
        reverse("admin:articles_article_preview", args=[article.pk]),
        reverse("admin:sources_source_change", args=[source.pk]),
        reverse("admin:sources_source_add"),
        reverse("admin:sources_source_paste"),
        reverse("admin:sources_publisher_rate", args=[source.publisher_id]),
        reverse("admin:articles_video_add"),
        reverse("admin:record_entry_change", args=[1]),
        reverse("admin:accounts_user_add"),
        reverse("admin:password_change"),
        *(reverse(f"admin:{name}_changelist") for name in LISTS),
    ]


def test_screens_are_still_and_accessible(
    come_in: Callable[[Any], Any],
    administrator: Any,
    screens: list[str],
    console: list[str],
) -> None:
    page = come_in(administrator)
    faults = []
    for address in screens:
        page.goto(address)
        faults += [f"{address}: {line}" for line in console]
        faults += axe.faults(page)
        # What axe itself is refused by the policy is not ours.
        console.clear()
    assert faults == []


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
