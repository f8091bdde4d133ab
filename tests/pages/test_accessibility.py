"""axe finds nothing on the public pages, light and dark, narrow and wide; no error is shown."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

# One worker loads the demo.
pytestmark = pytest.mark.xdist_group("demo")

PAGES = {
    "home": "/",
    "list": "/articles/",
    "article": "/articles/two-years-after-banjska/",
    "board": "/watch/",
    "item": "/watch/rafale-and-gas-timelines/",
    "training item": "/watch/lake-orla-ferry/",
    "sources": "/sources/",
    "past": "/watch/?known_at=2024-09-24",
    "methods": "/methods/",
    "record": "/record/",
    "corrections": "/corrections/",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(width: int, scheme: str, open_page: Any) -> None:
    faults = []
    for name, path in PAGES.items():
        page, said = open_page(path, width, scheme)
        faults += [f"{name}: {line}" for line in said]
        for violation in Axe().run(page).response["violations"]:
            nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
            faults.append(f"{name}: {violation['id']}: {nodes}")
        page.close()
    assert faults == []


@pytest.mark.parametrize("width", [320, 360, 760, 1000, 1240, 1440])
def test_nothing_scrolls_sideways(width: int, open_page: Any) -> None:
    wide = []
    for name, path in PAGES.items():
        page, _said = open_page(path, width)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(name)
        page.close()
    assert wide == []
