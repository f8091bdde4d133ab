"""Members at their screens: in a browser, and as plain requests."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from articles.models import Article
from record.kinds import Actor
from record.sealing import sealing
from tracker.models import WatchItem


@pytest.fixture
def come_in(page: Any, client: Client) -> Callable[[Any], Any]:
    """Let a member in; gives the tab. Another one may come in after."""

    def enter(user: Any) -> Any:
        client.force_login(user)
        page.context.clear_cookies()
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "domain": "localhost",
                    "path": "/",
                }
            ]
        )
        return page

    return enter


@pytest.fixture
def choose(page: Any) -> Callable[[str, str], None]:
    """Find a row by typing into an autocomplete field, and take the first that is found."""

    def choose(field: str, words: str) -> None:
        box = page.locator(f"#id_{field} + .select2")
        box.click()
        searching = page.locator(".select2-container--open .select2-search__field")
        searching.fill(words)
        page.locator(".select2-results__option", has_text=words).first.click()

    return choose


@pytest.fixture
def public_dam(dam: WatchItem, opening: dict[str, Any]) -> WatchItem:
    """The question about the dam, open and watched."""
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
    return dam


@pytest.fixture
def article_form() -> Callable[..., dict[str, Any]]:
    """An article's screen as it is posted: the working copy as it stands, with what is changed."""

    def form(article: Article, **changed: Any) -> dict[str, Any]:
        posted: dict[str, Any] = {
            "title": article.title,
            "standfirst": article.standfirst,
            "body": article.body,
            "slug": article.slug,
            "dated": str(article.dated),
            "language": article.language,
        }
        for prefix in ("bylines", "watched", "listed_sources"):
            posted |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
        return {**posted, **changed}

    return form
