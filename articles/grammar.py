"""What may stand where in an article's text: the order that the editor keeps by itself.

A text is read as blocks, each block's words as a line (`articles.lines`), and both are written
anew. So whatever was pasted, imported or sent, one meaning has one form.
"""

from collections.abc import Iterable

from lxml.html import HtmlElement
from lxml.html.builder import E

from articles.lines import SAME, is_inline, line, named


def blocks(parent: HtmlElement) -> list[HtmlElement]:
    """The blocks that `parent` holds, in order; loose text becomes paragraphs."""
    found: list[HtmlElement] = []
    loose = E.p(parent.text or "")
    for child in list(parent):
        after, child.tail = child.tail, None
        if is_inline(child):
            loose.append(child)
            child.tail = after
            continue
        found += line(E.p(), loose) + _block(child)
        loose = E.p(after or "")
    return found + line(E.p(), loose)


def _block(element: HtmlElement) -> list[HtmlElement]:
    tag = SAME.get(element.tag, element.tag)
    if tag == "hr":
        return [E.hr()]
    if tag in {"p", "h2", "h3"} and all(is_inline(child) for child in element):
        return line(E(tag), element)
    if tag in {"ul", "ol"}:
        return _list(tag, element)
    if tag == "blockquote":
        return _quote(element)
    if tag == "table":
        return _table(element)
    return _own(element) or blocks(element)


def _own(element: HtmlElement) -> list[HtmlElement]:
    """One of the desk's own blocks, where `element` is one that names a record."""
    if image := element.tag == "figure" and named(element, "data-image"):
        caption = element.find(".//figcaption")
        words = [] if caption is None else line(E.figcaption(), caption, notes=False)
        return [E.figure({"data-image": image}, *words)]
    for tag, attribute in (
        ("figure", "data-video"),
        ("div", "data-watch"),
        ("div", "data-article"),
    ):
        if element.tag == tag and (uuid := named(element, attribute)):
            return [E(tag, {attribute: uuid})]
    return []


def _only(allowed: set[str], found: Iterable[HtmlElement]) -> list[HtmlElement]:
    """`found` with what is not `allowed` there turned into paragraphs of its text."""
    return [
        one for block in found for one in ([block] if block.tag in allowed else line(E.p(), block))
    ]


def _quote(element: HtmlElement) -> list[HtmlElement]:
    is_pull = element.get("data-pull") is not None
    inside = _only({"p"} if is_pull else {"p", "ul", "ol"}, blocks(element))
    return [E.blockquote({"data-pull": ""} if is_pull else {}, *inside)] if inside else []


def _list(tag: str, element: HtmlElement) -> list[HtmlElement]:
    items: list[HtmlElement] = []
    for child in element:
        inside = _only({"p", "ul", "ol"}, blocks(child) if child.tag == "li" else _block(child))
        while inside and inside[0].tag != "p":  # an item begins with words: lift what stands there
            items += list(inside.pop(0))
        if inside:
            items.append(E.li(*inside))
    return [E(tag, *items)] if items else []


def _table(element: HtmlElement) -> list[HtmlElement]:
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    cells = [[cell for cell in row if cell.tag in {"td", "th"}] for row in rows]
    headed = bool(cells and cells[0]) and all(cell.tag == "th" for cell in cells[0])
    caption = " ".join((element.get("data-caption") or _caption(element)).split())
    width = max(map(len, cells), default=0)
    lines = [_row("th" if headed and not at else "td", row, width) for at, row in enumerate(cells)]
    filled = [row for row in lines if any(len(cell) or cell.text for cell in row)]
    if not filled:
        return []
    headed = headed and filled[0] is lines[0]
    head = [E.thead(E.tr(*filled[0]))] if headed else []
    body = [E.tr(*row) for row in filled[headed:]]
    return [E.table({"data-caption": caption} if caption else {}, *head, E.tbody(*body))]


def _caption(table: HtmlElement) -> str:
    found = table.find("caption")
    return "" if found is None else found.text_content()


def _row(tag: str, sources: list[HtmlElement], width: int) -> list[HtmlElement]:
    """A row's cells, made up to `width`: joined cells are parted, and no column is missing."""
    cells = [E(tag) for _ in range(width)]
    for cell, source in zip(cells, sources, strict=False):
        line(cell, source)
    return cells
