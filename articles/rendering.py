"""An article's text as blocks for its page, each with the notes that stand beside it.

Pure: no queries. What the text names is asked of a `Context`, which has found it before.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html.builder import E

from articles.body import anchors, parse, safe
from articles.notes import Note, Numbering, Sources, inner_html

Found = dict[str, Any] | None
NUMBERED = re.compile(r"\s*(\d+)[.)]?\s+")


class Context(Sources, Protocol):
    """What a text names, found before it is rendered.

    Each answers with the context of the template that shows it, or with None: then a quiet
    sentence stands in its place.
    """

    def image(self, uuid: UUID) -> Found:
        """For articles/_figure.html, which gets `own_caption` (safe HTML or "") beside it."""

    def video(self, uuid: UUID) -> Found:
        """For articles/_video.html."""

    def watch_item(self, uuid: UUID) -> Found:
        """For articles/_watch_card.html."""

    def article(self, uuid: UUID) -> Found:
        """For articles/_article_card.html."""


@dataclass(frozen=True)
class Block:
    """One block of the text: its kind (a CSS class), its HTML and its notes."""

    kind: str
    html: SafeString
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class Shown:
    """How a node that names a record is shown."""

    attribute: str
    kind: str
    template: str
    find: Callable[[Context, UUID], Found]
    missing: str


SHOWN = [
    Shown(
        "data-image",
        "figure",
        "articles/_figure.html",
        lambda context, uuid: context.image(uuid),
        gettext_noop("A picture stood here that is no longer shown."),
    ),
    Shown(
        "data-video",
        "video",
        "articles/_video.html",
        lambda context, uuid: context.video(uuid),
        gettext_noop("A video stood here that is no longer shown."),
    ),
    Shown(
        "data-watch",
        "watch",
        "articles/_watch_card.html",
        lambda context, uuid: context.watch_item(uuid),
        gettext_noop("A watch item stood here that is not public at this reading."),
    ),
    Shown(
        "data-article",
        "article",
        "articles/_article_card.html",
        lambda context, uuid: context.article(uuid),
        gettext_noop("An article stood here that is not public at this reading."),
    ),
]

KINDS = {"p": "text", "h2": "section", "h3": "section", "ul": "list", "ol": "list", "hr": "break"}


def render(html: str, context: Context) -> list[Block]:
    """The blocks of `html`, one for each of its outermost elements."""
    # Cleaned once more: what an older release let in is held to today's rule.
    root = parse(safe(html))
    numbering = Numbering(context)
    for heading, anchor in anchors(root).items():
        heading.set("id", anchor)
    return [_block(element, numbering, context) for element in root]


def _block(element: HtmlElement, numbering: Numbering, context: Context) -> Block:
    notes = numbering.take(element)
    for shown in SHOWN:
        if uuid := element.get(shown.attribute):
            return Block(shown.kind, _shown(element, shown, UUID(uuid), context), notes)
    if element.tag in {"h2", "h3"}:
        _part_number(element)
    if element.tag == "table":
        _furnish(element)
        return Block("table", _html(element), notes)
    if element.tag == "blockquote":
        return Block(*_quote(element), notes)
    return Block(KINDS.get(element.tag, "text"), _html(element), notes)


def _html(element: HtmlElement) -> SafeString:
    """The element as the serialiser escapes it. The tree was cleaned before it was parsed."""
    return mark_safe(lxml_html.tostring(element, encoding="unicode", with_tail=False))


def _shown(element: HtmlElement, shown: Shown, uuid: UUID, context: Context) -> SafeString:
    found = shown.find(context, uuid)
    if found is None:
        return format_html('<p class="missing">{}</p>', _(shown.missing))
    caption = element.find("figcaption")
    own = "" if caption is None else inner_html(caption)
    return render_to_string(shown.template, {**found, "own_caption": own})


def _quote(element: HtmlElement) -> tuple[str, SafeString]:
    if element.attrib.pop("data-pull", None) is None:
        return "quote", _html(element)
    element.set("class", "pull")
    return "pull", _html(element)


def _part_number(heading: HtmlElement) -> None:
    """Part a leading number from the heading's words: “1 Guns”, “2. Gas”."""
    if number := NUMBERED.match(heading.text or ""):
        rest = (heading.text or "")[number.end() :]
        mark = E.span({"class": "section-number"}, number.group(1))
        mark.tail = f" {rest}"
        heading.text = None
        heading.insert(0, mark)


def _furnish(table: HtmlElement) -> None:
    """Give the table its caption and its heads, and each cell the head that it stands under.

    The roles are written out: narrow screens show rows as blocks, and a browser then no longer
    takes the table for one.
    """
    for tag, role in (("thead", "rowgroup"), ("tbody", "rowgroup"), ("tr", "row")):
        for part in table.iter(tag):
            part.set("role", role)
    heads = [head.text_content().strip() for head in table.iterfind("thead/tr/th")]
    for head in table.findall("thead/tr/th"):
        _furnish_head(head)
    for row in table.iterfind("tbody/tr"):
        _furnish_row(row, heads)
    table.set("role", "table")
    if caption := table.attrib.pop("data-caption", ""):
        table.insert(0, E.caption(caption))


def _furnish_head(head: HtmlElement) -> None:
    if head.text_content().strip():
        head.attrib.update({"scope": "col", "role": "columnheader"})
    else:
        head.tag = "td"  # an empty corner heads nothing
        head.set("role", "cell")


def _furnish_row(row: HtmlElement, heads: list[str]) -> None:
    for at, cell in enumerate(row):
        if heads and at == 0 and cell.text_content().strip():
            cell.tag = "th"
            cell.attrib.update({"scope": "row", "role": "rowheader"})
        else:
            cell.set("role", "cell")
        if at < len(heads) and heads[at]:
            cell.set("data-label", heads[at])
