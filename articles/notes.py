"""The notes of a text: citations numbered, footnotes lettered, markers and notes linked."""

import string
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html.builder import E

TEMPLATES = {
    "citation": "articles/_citation_note.html",
    "footnote": "articles/_footnote.html",
}


class Sources(Protocol):
    """Whoever knows what a citation's note says."""

    def source(self, uuid: UUID) -> dict[str, Any] | None:
        """Title, publisher, date, code, words and url of a source; None where it is unknown."""


@dataclass
class Note:
    """One note beside the text. `again` marks a further place in a source already noted."""

    kind: str
    mark: str
    id: str
    back: str
    source: dict[str, Any] | None = None
    locator: str = ""
    again: bool = False
    html: SafeString = field(default_factory=SafeString)

    @property
    def template(self) -> str:
        """The template that shows it."""
        return TEMPLATES[self.kind]


def letter(number: int) -> str:
    """The mark of the footnote with this number, counted from 1: a to z, then aa, ab …"""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = string.ascii_lowercase[rest] + letters
    return letters


def inner_html(element: HtmlElement) -> SafeString:
    """What stands inside `element`, as the serialiser escapes it."""
    whole = lxml_html.tostring(element, encoding="unicode", with_tail=False)
    # The tree was cleaned before it was parsed: see articles.rendering.
    return mark_safe(whole[whole.index(">") + 1 : whole.rindex("<")])


def replace(old: HtmlElement, new: HtmlElement) -> None:
    """Put `new` where `old` stood; the text after it stays."""
    new.tail = old.tail
    old.getparent().replace(old, new)


class Numbering:
    """Numbers the notes of one text, block by block, in order of first mention."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.numbers: dict[UUID, int] = {}
        self.places: dict[tuple[UUID, str], Note] = {}
        self.mentions: dict[str, int] = {}
        self.footnotes = 0

    def take(self, block: HtmlElement) -> list[Note]:
        """Replace the block's citations and footnotes by markers; return its notes in order."""
        notes: list[Note] = []
        lettered: list[tuple[HtmlElement, Note]] = []
        for element in block.xpath(".//cite | .//span[@data-footnote]"):
            if element.tag == "cite":
                note = self._cited(element, notes)
                replace(element, self._marker(note, _("Source %(mark)s")))
            else:
                note = self._lettered()
                notes.append(note)
                lettered.append((element, note))
        # Last, when the citations inside them are markers already.
        for element, note in lettered:
            note.html = inner_html(element)
            replace(element, self._marker(note, _("Note %(mark)s")))
        return notes

    def _cited(self, element: HtmlElement, notes: list[Note]) -> Note:
        """The note that a citation leads to: an earlier one, or a new one added to `notes`."""
        uuid, locator = UUID(element.get("data-source")), element.get("data-locator", "")
        source = self.sources.source(uuid)
        if source:
            # Two names of one source, from before they were merged, have one number.
            uuid = source.get("uuid", uuid)
        if (uuid, locator) in self.places:
            return self.places[uuid, locator]
        again = uuid in self.numbers
        number = str(self.numbers.setdefault(uuid, len(self.numbers) + 1))
        place = sum(one == uuid for one, where in self.places if where) + 1
        name = f"{number}-{place}" if again else number
        note = Note("citation", number, f"note-{name}", f"mark-{name}", locator=locator)
        note.again, note.source = again, source
        # A later mention without a place leads to the first note.
        self.places.setdefault((uuid, ""), note)
        self.places[uuid, locator] = note
        notes.append(note)
        return note

    def _lettered(self) -> Note:
        self.footnotes += 1
        mark = letter(self.footnotes)
        return Note("footnote", mark, f"note-{mark}", f"mark-{mark}")

    def _marker(self, note: Note, name: str) -> HtmlElement:
        """The raised link to a note. The first one is where the note leads back to."""
        count = self.mentions[note.id] = self.mentions.get(note.id, 0) + 1
        address = note.back if count == 1 else f"{note.back}-at-{count}"
        link = {
            "id": address,
            "href": f"#{note.id}",
            "role": "doc-noteref",
            "aria-label": name % {"mark": note.mark},
        }
        return E.sup({"class": "mark"}, E.a(link, note.mark))
