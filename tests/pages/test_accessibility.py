"""On the public pages axe finds nothing, nothing scrolls sideways, and no error is shown."""

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
    "refused": f"/watch/?tag={200 * 'x'}",
    "methods": "/methods/",
    "record": "/record/",
    "corrections": "/corrections/",
}


# These are looked at narrow and wide in both schemes; the others once in each scheme.
FOREMOST = ("home", "list", "article", "board", "item")
LOOKS = [(360, "light"), (1280, "dark")]
EVERY_LOOK = [*LOOKS, (360, "dark"), (1280, "light")]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(name: str, open_page: Any) -> None:
    page, said = open_page(PAGES[name])
    faults = []
    for width in (320, 360, 760, 1000, 1240, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{width}: wider than the window")
    # What axe itself is refused by the policy, from here on, is not ours.
    faults += said
    for width, scheme in EVERY_LOOK if name in FOREMOST else LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        # In the dark the page is the same but for its colours.
        rules = axe.COLOURS if scheme == "dark" else None
        for violation in axe.violations(page, rules=rules):
            nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
            faults.append(f"{width} {scheme}: {violation['id']}: {nodes}")
    assert faults == []


@pytest.mark.parametrize("name", ["home", "board"])
def test_a_word_longer_than_the_screen_is_broken(name: str, open_page: Any) -> None:
    page, _said = open_page(PAGES[name])
    page.set_viewport_size({"width": 360, "height": 900})
    page.locator(".question").first.evaluate("node => { node.textContent = 'Donau'.repeat(40) }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
