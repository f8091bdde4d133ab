"""A real browser, where the machine has one."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

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


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium. Skips where there is none; fails there when CI is true."""
    path = shutil.which("chromium")
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


@pytest.fixture
def console() -> list[str]:
    """Errors that the browser's console showed to `page`: broken scripts, refused styles."""
    return []


@pytest.fixture
def page(browser: Any, live_server: Any, console: list[str]) -> Iterator[Any]:
    """An empty tab whose addresses are relative to the running desk."""
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.on("console", lambda said: console.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: console.append(str(error)))
    yield page
    context.close()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say it once more where nobody overlooks it."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any(MISSING in str(report.longrepr) for report in skipped):
        terminalreporter.write_line("*" * 78, red=True)
        terminalreporter.write_line(MISSING, red=True)
        terminalreporter.write_line("*" * 78, red=True)
