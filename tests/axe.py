"""axe looks at a page: loaded into it once, however often it looks."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

# What it sees by the colours that a page is drawn in. The rest reads the same in any scheme.
COLOURS = ["color-contrast", "link-in-text-block"]
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
