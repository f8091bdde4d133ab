"""How an article rests on a source: where its text cites it, and whether it lists it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from articles.body import anchors, heading_text, parse
from articles.notes import letter
from record.models import Subject
from sources.cited import CitedSource


@dataclass(frozen=True)
class Mention:
    """A place in the text that cites the source, and how often it does so there."""

    section: str = ""
    note: str = ""
    locator: str = ""
    address: str = ""
    times: int = 1


@dataclass(frozen=True)
class Listed:
    """The source among the sources that matter: why, and the grade of this use."""

    why: str
    code: str
    words: str


def mentions(row: Subject, names: Collection[str]) -> list[Mention]:
    """Where the text of the article `row` cites a source of these `names`, in order."""
    found: dict[tuple[str, ...], int] = {}
    for place in _places(parse(row.data["body"]), names):
        found[place] = found.get(place, 0) + 1
    return [
        Mention(section, note, locator, f"{row.url}#{anchor}" if anchor else row.url, times)
        for (section, note, locator, anchor), times in found.items()
    ]


def listed(row: Subject, cited: CitedSource, names: Collection[str]) -> list[Listed]:
    """The entries for `cited` among the sources that matter for the article `row`."""
    uses: list[dict[str, Any]] = [use for use in row.data["sources"] if use["source"] in names]
    return [
        Listed(use["why"], cited.code(use["credibility"]), cited.words(use["credibility"]))
        for use in uses
    ]


def _places(root: HtmlElement, names: Collection[str]) -> Iterator[tuple[str, str, str, str]]:
    """Each citation as (section, letter of its footnote, locator, anchor)."""
    headings = anchors(root)
    section = anchor = ""
    footnotes = 0
    for block in root:
        if block in headings:
            section, anchor = heading_text(block), headings[block]
        for element in block.xpath(".//cite | .//span[@data-footnote]"):
            if element.tag == "span":
                footnotes += 1
            elif element.get("data-source") in names:
                note = letter(footnotes) if element.xpath("ancestor::span[@data-footnote]") else ""
                where = f"note-{note}" if note else anchor
                yield section, note, element.get("data-locator", ""), where
