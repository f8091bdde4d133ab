"""A line of an article's text: runs of text under marks, read from anything, written one way."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from lxml.html import HtmlElement
from lxml.html.builder import E

MARKS = ("a", "strong", "em")  # from the outside in, as the editor nests them
SAME = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "pre": "p"}
INLINE = {"a", "strong", "em", "b", "i", "br", "cite", "span"}
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Our own pages, or an address with a scheme. Browsers read `//` and `/\` as another host.
ADDRESS = re.compile(r"(https?://|mailto:)[^\s\\]+|/(?![/\\])[^\s\\]*|#[^\s\\]+", re.IGNORECASE)
SPACE = re.compile(r"[ \t\n\r\f]+")
LONGEST_LOCATOR = 100


@dataclass(frozen=True)
class Run:
    """A piece of a line: text under its marks, or one element (a citation, a note, a break)."""

    content: str | HtmlElement
    marks: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_text(self) -> bool:
        """Whether it is words, not an element."""
        return isinstance(self.content, str)

    @property
    def is_break(self) -> bool:
        """Whether it ends a line within its block."""
        return not isinstance(self.content, str) and self.content.tag == "br"


def named(element: HtmlElement, attribute: str) -> str | None:
    """The UUID in `attribute`, in its one spelling; None where there is no valid one."""
    value = (element.get(attribute) or "").strip()
    return str(UUID(value)) if UUID_TEXT.fullmatch(value) else None


def _mark(element: HtmlElement) -> tuple[str, str] | None:
    """The mark that `element` puts on its text, by its name or, from a paste, by its style."""
    tag, style = SAME.get(element.tag, element.tag), element.get("style", "").replace(" ", "")
    if tag == "a":
        href = (element.get("href") or "").strip()
        return ("a", href) if ADDRESS.fullmatch(href) else None
    if element.tag == "b" and "font-weight:normal" in style:
        return None  # Google Docs wraps whatever it copies in one of these.
    if element.tag == "span" and re.search(r"font-weight:(bold|[6-9]00)", style):
        return ("strong", "")
    if element.tag == "span" and "font-style:italic" in style:
        return ("em", "")
    return (tag, "") if tag in MARKS else None


def _runs(parent: HtmlElement, marks: frozenset[tuple[str, str]], notes: bool) -> Iterator[Run]:
    if parent.text:
        yield Run(parent.text, marks)
    for child in parent:
        yield from _run(child, marks, notes)
        if child.tail:
            yield Run(child.tail, marks)


def _run(child: HtmlElement, marks: frozenset[tuple[str, str]], notes: bool) -> Iterator[Run]:
    mark = _mark(child)
    if child.tag == "br":
        yield Run(E.br())
    elif child.tag == "cite" and (source := named(child, "data-source")):
        yield Run(_citation(source, child.get("data-locator") or ""))
    elif notes and child.get("data-footnote") is not None:
        yield from map(Run, line(E.span({"data-footnote": ""}), child, notes=False))
    elif mark:
        taken = any(name == mark[0] for name, _ in marks)
        yield from _runs(child, marks if taken else marks | {mark}, notes)
    elif child.tag in INLINE:
        yield from _runs(child, marks, notes)
    else:
        yield Run(E.br())
        yield from _runs(child, marks, notes)
        yield Run(E.br())


def _citation(source: str, locator: str) -> HtmlElement:
    place = " ".join(locator.split())[:LONGEST_LOCATOR].strip()
    return E.cite({"data-source": source, **({"data-locator": place} if place else {})})


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Neighbours under the same marks as one run. A mark on nothing but space is dropped."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.is_text and run.is_text and last.marks == run.marks:
            joined[-1] = Run(last.content + run.content, run.marks)
        else:
            joined.append(run)
    return [
        Run(run.content) if isinstance(run.content, str) and not run.content.strip() else run
        for run in joined
    ]


def _trimmed(runs: Iterable[Run]) -> list[Run]:
    """Single spaces, single breaks, and neither at the ends."""
    kept: list[Run] = []
    for run in runs:
        at_start = not kept or kept[-1].is_break
        if run.is_break:
            _drop_space_at_end(kept)
            if not kept or kept[-1].is_break:
                continue
        elif isinstance(run.content, str):
            text = SPACE.sub(" ", run.content)
            after_space = kept and isinstance(kept[-1].content, str) and kept[-1].content[-1] == " "
            text = text.lstrip(" ") if at_start or after_space else text
            if not text:
                continue
            run = Run(text, run.marks)
        kept.append(run)
    while kept and (kept[-1].is_break or kept[-1].content == " "):
        kept.pop()
    _drop_space_at_end(kept)
    return kept


def _drop_space_at_end(runs: list[Run]) -> None:
    if runs and isinstance(runs[-1].content, str):
        text = runs[-1].content.rstrip(" ")
        runs[-1:] = [Run(text, runs[-1].marks)] if text else []


def line(target: HtmlElement, source: HtmlElement, *, notes: bool = True) -> list[HtmlElement]:
    """`target` filled with the line that `source` holds; nothing where there is no line."""
    runs = _trimmed(_joined(_joined(_runs(source, frozenset(), notes))))
    if not any(not isinstance(run.content, str) or run.content.strip() for run in runs):
        return []
    for run in runs:
        _append(target, run)
    return [target]


def _append(target: HtmlElement, run: Run) -> None:
    """Add `run`, inside the marks that are open at the end of `target` where it shares them."""
    place, wanted = target, sorted(run.marks, key=lambda mark: MARKS.index(mark[0]))
    while wanted and len(place) and not place[-1].tail and _is(place[-1], wanted[0]):
        place, wanted = place[-1], wanted[1:]
    for name, address in wanted:
        place.append(E(name, {"href": address} if name == "a" else {}))
        place = place[-1]
    if not isinstance(run.content, str):
        place.append(run.content)
    elif len(place):
        place[-1].tail = (place[-1].tail or "") + run.content
    else:
        place.text = (place.text or "") + run.content


def is_inline(element: HtmlElement) -> bool:
    """Whether `element` and all that it holds may stand in a line."""
    return element.tag in INLINE and all(below.tag in INLINE for below in element.iterdescendants())


def _is(element: HtmlElement, mark: tuple[str, str]) -> bool:
    return element.tag == mark[0] and element.get("href", "") == mark[1]
