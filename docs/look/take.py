"""Takes the screenshots of this folder from a running desk.

    DEMO_PASSWORD=look-at-the-desk make run
    .venv/bin/python docs/look/take.py http://127.0.0.1:8000 look-at-the-desk [name ...]

Every public page, and the desk's screens as the member of the right group, at 360 and 1440 px,
light and dark. Names take those alone.
"""

import hashlib
import io
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from screens import DESK, PUBLIC
from ways import Way

HERE = Path(__file__).parent
LOOKS = [(width, scheme) for width in (360, 1440) for scheme in ("light", "dark")]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

taken: dict[str, str] = {}


def keep(tab: Page, name: str) -> None:
    """Keep what stands in the tab, in each of its looks, as small PNGs."""
    for width, scheme in LOOKS:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        tab.wait_for_timeout(150)
        tab.wait_for_load_state("networkidle")
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            print(f"{name} is wider than {width} px.")
        shot = tab.screenshot(full_page=True)
        picture = f"{name}-{width}-{scheme}"
        other = taken.setdefault(hashlib.sha256(shot).hexdigest(), picture)
        if not other.startswith(f"{name}-"):
            raise SystemExit(f"{picture} is the same as {other}: an address leads elsewhere.")
        if other != picture:
            print(f"{picture} looks like {other}.")
        small = Image.open(io.BytesIO(shot)).convert("RGB").quantize(128)
        small.save(HERE / f"{picture}.png", optimize=True)
    print(name, flush=True)


def visit(browser: Browser, site: str, ways: dict[str, Way], account: Iterable[str]) -> None:
    """Each of these screens, after coming in with the account's name and password, if any."""
    if not ways:
        return
    with browser.new_context(base_url=site) as context:
        tab = context.new_page()
        if account:
            name, password = account
            tab.goto("/desk/login/?next=/desk/")
            tab.fill("input[name=username]", name)
            tab.fill("input[name=password]", password)
            with tab.expect_navigation():
                tab.click("[type=submit]")
        for screen, way in ways.items():
            way(tab)
            keep(tab, screen)


def main() -> None:
    """Take them all, or those that are named."""
    site, password, *names = sys.argv[1:]
    door: dict[str, Way] = {"desk-login": lambda tab: tab.goto("/desk/login/?next=/desk/") and None}
    rounds = [(PUBLIC | door, ()), *((ways, (who, password)) for who, ways in DESK.items())]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for ways, account in rounds:
            wanted = {name: way for name, way in ways.items() if not names or name in names}
            visit(browser, site.rstrip("/"), wanted, account)
        browser.close()


if __name__ == "__main__":
    main()
