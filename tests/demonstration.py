"""The demo desk, loaded once for a file of tests that only read it, behind a real server."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from tests import flushing
from watchdesk import edge

DEMO_PASSWORD = "the-demo-password"


@dataclass(frozen=True)
class DemoDesk:
    """Where the demo desk answers, and where its files lie."""

    url: str
    media: Path
    private: Path


@pytest.fixture(scope="module")
def loaded_demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoDesk]:
    """A desk that holds the demo, behind a server."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        media, private = tmp_path_factory.mktemp("media"), tmp_path_factory.mktemp("private")
        patch.setattr(settings, "MEDIA_ROOT", media)
        patch.setattr(settings, "PRIVATE_ROOT", private)
        patch.setenv("DEMO_PASSWORD", DEMO_PASSWORD)
        edge.copies.clear()
        # Whatever a run that was cut short left behind.
        flushing.flush()
        call_command("demo", verbosity=0)
        server = LiveServer("127.0.0.1")
        try:
            yield DemoDesk(server.url, media, private)
        finally:
            server.stop()
            flushing.flush()


@pytest.fixture
def demo_desk(loaded_demo: DemoDesk, own_uploads: None, settings: Any) -> DemoDesk:
    """The same, with this test's settings led to the demo's files."""
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = loaded_demo.media, loaded_demo.private
    return loaded_demo


@pytest.fixture
def open_page(browser: Any, demo_desk: DemoDesk) -> Iterator[Any]:
    """Open a page of the demo desk: `open_page(path, width, scheme)` gives it and its errors."""
    contexts = []

    def opened(path: str, width: int = 1280, scheme: str = "light") -> tuple[Any, list[str]]:
        size = {"width": width, "height": 900}
        context = browser.new_context(base_url=demo_desk.url, viewport=size, color_scheme=scheme)
        contexts.append(context)
        page, said = context.new_page(), []
        page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path)
        return page, said

    yield opened
    for context in contexts:
        context.close()
