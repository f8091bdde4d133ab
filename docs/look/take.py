"""Takes the screenshots of this folder from a running desk.

    DEMO_PASSWORD=look-at-the-desk make run
    .venv/bin/python docs/look/take.py http://127.0.0.1:8000 look-at-the-desk

Every public page, and the desk's screens as the member of the right group, at 360 and 1440 px,
light and dark.
"""

import hashlib
import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

HERE = Path(__file__).parent
ITEM = "rafale-and-gas-timelines"
PUBLIC = {
    "home": "/",
    "articles": "/articles/",
    "article": "/articles/two-years-after-banjska/",
    "article-versions": "/articles/two-years-after-banjska/versions/",
    "article-withdrawn": "",
    "board": "/watch/",
    "board-past": "/watch/?known_at=2024-09-24",
    "item": f"/watch/{ITEM}/",
    "item-training": "/watch/lake-orla-ferry/",
    "item-criteria": f"/watch/{ITEM}/criteria/",
    "sources": "/sources/",
    "source": "/sources/1/",
    "tag": "",
    "series": "/series/banjska-anniversaries/",
    "author": "/authors/the-desk/",
    "corrections": "/corrections/",
    "methods": "/methods/",
    "record": "/record/",
    "entry": "/record/1/",
    "about": "/about/",
    "not-found": "/articles/no-such-thing/",
    "bad-moment": "/watch/?known_at=spring",
}
DESK = {
    "desk-front": ("staff", "/desk/"),
    "desk-status": ("staff", ""),
    "desk-item": ("staff", ""),
    "desk-items": ("staff", "/desk/tracker/watchitem/"),
    "desk-writing": ("publisher", ""),
    "desk-articles": ("publisher", "/desk/articles/article/"),
    "desk-source": ("writer", "/desk/sources/source/add/"),
    "desk-sources": ("writer", "/desk/sources/source/"),
    "desk-record": ("admin", "/desk/record/entry/"),
    "desk-users": ("admin", "/desk/accounts/user/"),
}
WIDTHS = (360, 1440)
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


def keep(page: Page, name: str) -> None:
    """Keep the whole page as a small PNG."""
    shot = page.screenshot(full_page=True)
    other = taken.setdefault(hashlib.sha256(shot).hexdigest(), name)
    if other != name:
        raise SystemExit(f"{name} is the same picture as {other}: an address leads elsewhere.")
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    picture.quantize(256).save(HERE / f"{name}.png", optimize=True)
    print(name)


def address_of(link: Locator) -> str:
    """Where a link leads; a link that leads nowhere ends it all."""
    address = link.get_attribute("href")
    if not address:
        raise SystemExit("A link has no address.")
    return address


def found(page: Page, site: str, name: str) -> str:
    """Addresses that depend on the demo's numbers are looked up on its pages."""
    if name == "tag":
        page.goto(f"{site}/articles/two-years-after-banjska/")
        return address_of(page.locator("a[href^='/tags/']").first)
    page.goto(f"{site}/corrections/")
    gone = page.locator("main a[href^='/articles/']").all()
    for link in gone:
        address = address_of(link)
        if page.request.get(f"{site}{address}").status == 410:
            return address
    raise SystemExit("The demo shows no withdrawn article.")


def public(browser: Browser, site: str) -> None:
    """Every public page."""
    with browser.new_context() as context:
        page = context.new_page()
        addresses = {name: path or found(page, site, name) for name, path in PUBLIC.items()}
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            size = {"width": width, "height": 900}
            with browser.new_context(viewport=size, color_scheme=scheme) as context:
                page = context.new_page()
                for name, path in addresses.items():
                    page.goto(f"{site}{path}", wait_until="networkidle")
                    keep(page, f"{name}-{width}-{scheme}")


def desk(browser: Browser, site: str, password: str) -> None:
    """The desk's screens, each as a member of the right group."""
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            size = {"width": width, "height": 900}
            for user in dict.fromkeys(user for user, _ in DESK.values()):
                with browser.new_context(viewport=size, color_scheme=scheme) as context:
                    page = context.new_page()
                    page.goto(f"{site}/desk/login/?next=/desk/")
                    if user == "staff":
                        keep(page, f"desk-login-{width}-{scheme}")
                    page.fill("input[name=username]", user)
                    page.fill("input[name=password]", password)
                    page.click("[type=submit]")
                    for name, (who, path) in DESK.items():
                        if who == user:
                            page.goto(f"{site}{path or screen(page, site, name)}")
                            page.wait_for_load_state("networkidle")
                            keep(page, f"{name}-{width}-{scheme}")


def screen(page: Page, site: str, name: str) -> str:
    """The address of one object's screen, from its list."""
    kind, words = {
        "desk-status": ("tracker/watchitem", "extraditions"),
        "desk-item": ("tracker/watchitem", "rafale"),
        "desk-writing": ("articles/article", "Two+years"),
    }[name]
    page.goto(f"{site}/desk/{kind}/?q={words}")
    address = address_of(page.locator("#result_list tbody th a").first)
    return address.replace("/change/", "/status/") if name == "desk-status" else address


def main() -> None:
    """Take them all."""
    site, password = sys.argv[1].rstrip("/"), sys.argv[2]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        public(browser, site)
        desk(browser, site, password)
        browser.close()


if __name__ == "__main__":
    main()
