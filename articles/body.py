"""An article's text: what may stand in it, how it is cleaned, and what it names.

`FORMAT` is the one configuration. The editor loads these extensions, the sanitiser allows
exactly the tags and attributes that they write, and `articles.grammar` puts them in order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import nh3
from django.utils.text import slugify
from django_prose_editor.config import allowlist_from_extensions, html_tags
from js_asset import static_lazy
from lxml import html as lxml_html
from lxml.html import HtmlElement

from articles import grammar

SCHEMES = ["http", "https", "mailto"]

FORMAT: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Citation": True,
    "Footnote": True,
    "Picture": True,
    "Video": True,
    "WatchCard": True,
    "ArticleCard": True,
    "PullQuote": True,
    "Tools": True,
    # There is always a line to write on after a table or a card.
    "TrailingNode": True,
    # Its buttons are icons and its names are English: our own tools are words.
    "Menu": False,
    # Writers want to see their spelling mistakes.
    "NoSpellCheck": False,
}


def _link(configuration: Any, allowed: dict[str, Any]) -> None:
    """Links have an address and nothing else; the stock processor lets in more."""
    html_tags(["a"], {"a": ["href"]})(configuration, allowed)
    allowed["link_rel"] = None
    allowed["url_schemes"] = set(SCHEMES)


# For settings.DJANGO_PROSE_EDITOR_EXTENSIONS. Callables, because dotted names fail there.
EXTENSIONS: list[dict[str, Any]] = [
    {
        "js": [static_lazy(f"editor/{name}.js") for name in ("nodes", "blocks", "tools")],
        "extensions": {
            "Link": _link,
            "OrderedList": html_tags(["ol"]),
            "Table": html_tags(
                ["table", "thead", "tbody", "tr", "th", "td"], {"table": ["data-caption"]}
            ),
            "Citation": html_tags(["cite"], {"cite": ["data-source", "data-locator"]}),
            "Footnote": html_tags(["span"], {"span": ["data-footnote"]}),
            "Picture": html_tags(["figure", "figcaption"], {"figure": ["data-image"]}),
            "Video": html_tags(["figure"], {"figure": ["data-video"]}),
            "WatchCard": html_tags(["div"], {"div": ["data-watch"]}),
            "ArticleCard": html_tags(["div"], {"div": ["data-article"]}),
            "PullQuote": html_tags(["blockquote"], {"blockquote": ["data-pull"]}),
            "Tools": html_tags([]),
            "TrailingNode": html_tags([]),
        },
    }
]

# What word processors and other sites write for what we have, read before the grammar.
FOREIGN_TAGS = {"b", "i", "h1", "h4", "h5", "h6", "pre", "caption"}
FOREIGN_ATTRIBUTES = {"b": {"style"}, "span": {"data-footnote", "style"}}
WITHOUT_TEXT = {"script", "style", "xml", "title", "template"}

# No text has these; lxml refuses most of them and browsers read them in different ways.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True)
class References:
    """What a text names, each once, in order of first mention."""

    sources: tuple[UUID, ...] = ()
    items: tuple[UUID, ...] = ()
    articles: tuple[UUID, ...] = ()
    images: tuple[UUID, ...] = ()
    videos: tuple[UUID, ...] = ()

    def __len__(self) -> int:
        """How many records that is."""
        parts = (self.sources, self.items, self.articles, self.images, self.videos)
        return sum(len(part) for part in parts)


@cache
def _allowed() -> dict[str, Any]:
    return allowlist_from_extensions(FORMAT)


@cache
def _strict() -> nh3.Cleaner:
    return nh3.Cleaner(**_allowed())


@cache
def _lenient() -> nh3.Cleaner:
    allowed = _allowed()
    return nh3.Cleaner(
        **allowed
        | {
            "tags": allowed["tags"] | FOREIGN_TAGS,
            "attributes": allowed["attributes"] | FOREIGN_ATTRIBUTES,
            "clean_content_tags": WITHOUT_TEXT,
        }
    )


def parse(html: str) -> HtmlElement:
    """The body's blocks, as the children of one element. Takes cleaned HTML."""
    return lxml_html.fragment_fromstring(html, create_parent="div")


def clean(html: str) -> str:
    """Return `html` as the one form that is stored: only our nodes, one block to a line.

    Cleaning what is clean changes nothing. Text is kept where its markup is not.
    """
    readable = CONTROLS.sub("", _lenient().clean(CONTROLS.sub("", html)))
    ordered = "\n".join(
        lxml_html.tostring(block, encoding="unicode", with_tail=False)
        for block in grammar.blocks(parse(readable))
    )
    # Last, so that nothing stands between the sanitiser and the reader.
    return _strict().clean(ordered)


def safe(html: str) -> str:
    """Return `html` with nothing but our tags and attributes in it, in whatever order."""
    return _strict().clean(html)


def references(html: str) -> References:
    """What the cleaned `html` names."""
    root = parse(html)

    def named(attribute: str) -> tuple[UUID, ...]:
        found = (str(value) for value in root.xpath(f"//@{attribute}"))
        return tuple(dict.fromkeys(UUID(value) for value in found))

    return References(
        sources=named("data-source"),
        items=named("data-watch"),
        articles=named("data-article"),
        images=named("data-image"),
        videos=named("data-video"),
    )


def renamed(html: str, names: dict[UUID, UUID]) -> str:
    """The cleaned `html`, with other sources in the place of those that `names` has as keys."""
    for old, new in names.items():
        html = html.replace(f'data-source="{old}"', f'data-source="{new}"')
    return html


def plain_text(html: str) -> str:
    """The words of the cleaned `html`, one block to a line; each footnote follows its block."""
    return "\n".join(line for block in parse(html) for line in _lines(block) if line)


def _lines(block: HtmlElement) -> Iterator[str]:
    """The lines of one block. Notes stand after it, so that no sentence is cut in two."""
    notes = block.xpath(".//span[@data-footnote]")
    texts = [note.text_content().strip() for note in notes]
    for note in notes:
        note.drop_tree()
    yield block.get("data-caption", "")
    yield _spaced(block)
    yield from texts


def _spaced(block: HtmlElement) -> str:
    """Text with a space wherever an element ends a line: cells and items are not one word."""
    for part in block.iter("br", "td", "th", "li", "p", "tr"):
        part.tail = " " + (part.tail or "")
    return " ".join(block.text_content().split())


def words(html: str) -> int:
    """How many words the cleaned `html` has, footnotes included."""
    return len(plain_text(html).split())


def heading_text(heading: HtmlElement) -> str:
    """A heading's words without its footnotes."""
    return " ".join("".join(heading.xpath(".//text()[not(ancestor::span)]")).split())


def anchors(root: HtmlElement) -> dict[HtmlElement, str]:
    """An address for every heading: its words, numbered where two are the same."""
    taken: dict[HtmlElement, str] = {}
    for heading in root.iter("h2", "h3"):
        name = slugify(heading_text(heading), allow_unicode=True) or "untitled"
        # The prefix keeps them apart from the page's own addresses.
        wanted, number = f"section-{name}", 2
        while wanted in taken.values():
            wanted, number = f"section-{name}-{number}", number + 1
        taken[heading] = wanted
    return taken


def sections(html: str) -> list[tuple[str, str]]:
    """The sections of the cleaned `html` for a list of contents: (anchor, title)."""
    found = anchors(parse(html))
    return [(anchor, heading_text(one)) for one, anchor in found.items() if one.tag == "h2"]
