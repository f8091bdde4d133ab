"""The demo desk, loaded once for a file of tests that only read it, behind a real server."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from tests import flushing
from watchdesk import edge

DEMO_PASSWORD = "the-demo-password"


@pytest.fixture(scope="module")
def demo_desk(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a desk that holds the demo."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        media = tmp_path_factory.mktemp("media")
        patch.setattr(settings, "MEDIA_ROOT", media)
        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        patch.setattr(settings, "STORAGES", {**settings.STORAGES, "staticfiles": plain})
        patch.setenv("DEMO_PASSWORD", DEMO_PASSWORD)
        edge.copies.clear()
        call_command("demo", verbosity=0)
        server = LiveServer("127.0.0.1")
        try:
            yield server.url
        finally:
            server.stop()
            flushing.flush()


@pytest.fixture
def open_page(browser: Any, demo_desk: str) -> Iterator[Any]:
    """Open a page of the demo desk: `open_page(path, width, scheme)` gives it and its errors."""
    contexts = []

    def opened(path: str, width: int = 1280, scheme: str = "light") -> tuple[Any, list[str]]:
        size = {"width": width, "height": 900}
        context = browser.new_context(base_url=demo_desk, viewport=size, color_scheme=scheme)
        contexts.append(context)
        page, said = context.new_page(), []
        page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path, wait_until="networkidle")
        return page, said

    yield opened
    for context in contexts:
        context.close()
