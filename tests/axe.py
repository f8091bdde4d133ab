"""axe looks at a page: loaded into it once, however often it looks."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

# What it sees by the colours that a page is drawn in. The rest reads the same in any scheme.
COLOURS = ["color-contrast", "link-in-text-block"]
# And by how wide it is drawn.
DRAWN = [*COLOURS, "scrollable-region-focusable", "aria-hidden-focus"]
LOOK = """async ([within, rules]) => {
  const options = { resultTypes: ["violations"], preload: { assets: ["media"] } };
  if (rules.length) options.runOnly = { type: "rule", values: rules };
  return (await axe.run(within, options)).violations;
}"""


def violations(page: Any, within: str = "html", rules: list[str] | None = None) -> list[Any]:
    """What axe finds wrong in the page as it stands, by all its rules or by those named."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[Any] = page.evaluate(LOOK, [within, rules or []])
    return found


def faults(page: Any) -> list[str]:
    """What is wrong with the page as it stands, wide and light, then narrow and dark.

    The second time axe looks only by what a width or a scheme can change.
    """
    found = []
    for width, scheme, rules in ((1440, "light", None), (360, "dark", DRAWN)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        seen = f"{page.url} at {width} px, {scheme}"
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{seen}: wider than the page")
        for violation in violations(page, rules=rules):
            found.append(f"{seen}: {violation['id']}: {violation['nodes'][0]['html'][:160]}")
    return found
