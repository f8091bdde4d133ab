"""axe finds nothing on the public pages, light and dark, narrow and wide; no error is shown."""

from typing import Any

import pytest

from tests import axe

PAGES = {
    "home": "/",
    "list": "/articles/",
    "article": "/articles/two-years-after-banjska/",
    "board": "/watch/",
    "item": "/watch/rafale-and-gas-timelines/",
    "training item": "/watch/lake-orla-ferry/",
    "sources": "/sources/",
    "past": "/watch/?valid_at=2024-06-01&known_at=2024-09-24&since=2024-01-01",
    "narrowed": "/watch/?group=status&status=final&tag=serbia&track=nowhere&known_at=2024-09-24",
    "methods": "/methods/",
    "record": "/record/",
    "corrections": "/corrections/",
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, open_page: Any) -> None:
    page, said = open_page(PAGES[name])
    faults = list(said)
    for width in (360, 1280):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            # In the dark the page is the same but for its colours.
            rules = axe.COLOURS if scheme == "dark" else None
            for violation in axe.violations(page, rules=rules):
                nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
                faults.append(f"{width} {scheme}: {violation['id']}: {nodes}")
    assert faults == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways(name: str, open_page: Any) -> None:
    page, _said = open_page(PAGES[name])
    wide = []
    for width in (320, 360, 760, 1000, 1240, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(width)
    assert wide == []
