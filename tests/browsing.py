"""A real browser, where the machine has one."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest, HttpResponseBase

# The first draws no window of its own, and is a fifth cheaper.
BROWSERS = ("chromium-headless-shell", "chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
MISSING = "NO CHROMIUM ON THIS MACHINE: nothing that needs a browser was tested."
# What a page may keep beside its cookies. The cache of files is not among it.
STORES = "local_storage,indexeddb,cache_storage,service_workers,file_systems,websql"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium. Skips where there is none; fails there when CI is true."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, which Django takes for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def profiles(browser: Any) -> Iterator[Callable[[str], Any]]:
    """The browser's profile for a server: `profiles(url)`. Whoever takes it forgets afterwards.

    It is made once: its cache holds the files that all pages load, and a window costs seconds,
    since Chromium loads its own address bar as a page of some two hundred scripts.
    """
    made: dict[str, Any] = {}
    serve = StaticFilesHandler.serve

    def kept(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        answer = serve(handler, request)
        answer["Cache-Control"] = "max-age=86400, immutable"
        return answer

    def profile(url: str) -> Any:
        if url not in made:
            made[url] = browser.new_context(base_url=url, locale="en-GB")
            # This tab keeps the window open while the tests' own tabs come and go.
            made[url].new_page()
        return made[url]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", kept)
        yield profile


def forget(context: Any, url: str) -> None:
    """Close the tabs of a test; nothing that it left in the profile for `url` meets the next."""
    first, *others = context.pages
    for page in others:
        page.close()
    session = context.new_cdp_session(first)
    session.send("Storage.clearDataForOrigin", {"origin": url, "storageTypes": STORES})
    session.detach()
    context.clear_cookies()
    context.clear_permissions()


def listen(page: Any, said: list[str]) -> None:
    """Write down the errors that the browser shows on its console for this tab."""
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))


@pytest.fixture
def console() -> list[str]:
    """Errors that the browser's console showed to `page`: broken scripts, refused styles."""
    return []


@pytest.fixture
def page(profiles: Callable[[str], Any], live_server: Any, console: list[str]) -> Iterator[Any]:
    """An empty tab whose addresses are relative to the running desk."""
    context = profiles(live_server.url)
    page = context.new_page()
    page.set_default_timeout(10_000)
    listen(page, console)
    yield page
    forget(context, live_server.url)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say it once more where nobody overlooks it."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any(MISSING in str(report.longrepr) for report in skipped):
        terminalreporter.write_line("*" * 78, red=True)
        terminalreporter.write_line(MISSING, red=True)
        terminalreporter.write_line("*" * 78, red=True)
