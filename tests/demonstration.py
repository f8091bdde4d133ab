"""The demo desk, loaded once and put back for each file of tests, behind a real server."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from tests import flushing
from tests.browsing import forget, listen
from tests.keeping import Rows
from watchdesk import edge

DEMO_PASSWORD = "the-demo-password"


@dataclass(frozen=True)
class DemoDesk:
    """Where the demo desk answers, and where its files lie."""

    url: str
    media: Path
    private: Path


@dataclass(frozen=True)
class Loaded:
    """What loading the demo made: rows, and two folders of files."""

    rows: Rows
    media: Path
    private: Path


@pytest.fixture(scope="session")
def loaded_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Loaded:
    """The demo, loaded and kept. The tables are empty again."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        media, private = tmp_path_factory.mktemp("media"), tmp_path_factory.mktemp("private")
        patch.setattr(settings, "MEDIA_ROOT", media)
        patch.setattr(settings, "PRIVATE_ROOT", private)
        patch.setenv("DEMO_PASSWORD", DEMO_PASSWORD)
        # Whatever a run that was cut short left behind.
        flushing.flush()
        try:
            call_command("demo", verbosity=0)
            return Loaded(Rows.take(), media, private)
        finally:
            flushing.flush()


@pytest.fixture(scope="module")
def loaded_demo(
    loaded_once: Loaded, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoDesk]:
    """A desk that holds the demo as it was loaded, behind a server."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        files = tmp_path_factory.mktemp("demo")
        media = Path(shutil.copytree(loaded_once.media, files / "media"))
        private = Path(shutil.copytree(loaded_once.private, files / "private"))
        patch.setattr(settings, "MEDIA_ROOT", media)
        patch.setattr(settings, "PRIVATE_ROOT", private)
        edge.copies.clear()
        flushing.flush()
        loaded_once.rows.put_back()
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
def open_page(profiles: Callable[[str], Any], demo_desk: DemoDesk) -> Iterator[Any]:
    """Open a page of the demo desk: `open_page(path, width, scheme)` gives it and its errors."""
    context = profiles(demo_desk.url)

    def opened(path: str, width: int = 1280, scheme: str = "light") -> tuple[Any, list[str]]:
        said: list[str] = []
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        listen(page, said)
        page.goto(path)
        return page, said

    yield opened
    forget(context, demo_desk.url)
