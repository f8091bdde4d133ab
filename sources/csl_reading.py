"""A CSL-JSON item read as a source that could be kept; what cannot be kept is refused or told."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from record.vague import VagueDate
from sources.csl_dates import read_date
from sources.csl_kinds import kind_of
from sources.csl_languages import read_languages
from sources.csl_names import Name, read_names
from sources.csl_numbers import numbers_of
from sources.csl_types import ALIASES, DATES, NAMES, NEEDS, PUBLISHER_VARIABLE, TEXTS, CslType
from sources.csl_words import one_line, some_lines, without_key, without_markup
from sources.formats.entries import Item
from sources.urls import normalised

STANDS_BEHIND = ("publisher", "authority", "container-title")
# A file's own name for an item says nothing about the source.
UNSAID = ("id", "citation-key")
LONGEST_NAME, LONGEST_DOCKET = 200, 100


@dataclass(frozen=True)
class Candidate:
    """A source as an item describes it, not kept yet. `publisher` is a name, "" for none.

    `left_out` names what the item said besides: the ledger does not keep that.
    """

    csl_type: str
    title: str
    title_is_ours: bool = False
    authors: list[Name] = field(default_factory=list)
    publisher: str = ""
    issued: VagueDate | None = None
    url: str = ""
    archived_url: str = ""
    languages: list[str] = field(default_factory=list)
    doi: str = ""
    ecli: str = ""
    celex: str = ""
    docket: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    left_out: tuple[str, ...] = ()

    def columns(self) -> dict[str, Any]:
        """What a row of `Source` keeps of it, by column; the publisher is another row's."""
        apart = {"publisher", "left_out", "issued"}
        kept = {name: value for name, value in vars(self).items() if name not in apart}
        return {**kept, "issued": self.issued or ""}


def from_csl(item: Item) -> Candidate:
    """The source that an item describes.

    Raises ValidationError, by field of `Source`, with a sentence for each thing to be mended.
    """
    taken = Taken(item)
    csl_type, genre = _kind(taken)
    custom = taken.held("custom") or {}
    custom = dict(custom) if isinstance(custom, dict) else {}
    title = taken.plain("title", "title")
    if not title:
        taken.refuse("title", _("It has no title. Give it one, the desk’s own if it bears none."))
    url, archived = _addresses(taken, custom)
    languages, unread = read_languages(taken.text("language", "languages"))
    taken.left += ["language"] if unread else []
    number = taken.text("number", "docket")
    note = without_key(taken.text("note", "note", lines=True))
    numbers = _numbers(taken, custom, {"number": number, "note": note, "URL": url})
    docket = number if csl_type == CslType.CASE and len(number) <= LONGEST_DOCKET else ""
    known: dict[str, Any] = {
        "csl_type": csl_type,
        "title": title,
        "title_is_ours": bool(custom.pop("title-is-ours", False)),
        "authors": taken.names("author", "authors"),
        "publisher": _publisher(taken, csl_type),
        "issued": taken.date("issued", "issued"),
        "url": url,
        "archived_url": archived,
        "languages": languages,
        "docket": docket or one_line(str(custom.pop("docket", ""))),
        "note": note,
        **numbers,
    }
    if number and not docket:
        taken.details["number"] = number
    _details(taken, genre)
    taken.left += [*taken.rest, *(f"custom.{name}" for name in custom)]
    if taken.wrong:
        raise ValidationError(taken.wrong)
    return Candidate(**known, details=taken.details, left_out=tuple(dict.fromkeys(taken.left)))


class Taken:
    """An item that is taken apart: what is left of it, what is wrong with it, what is kept."""

    def __init__(self, item: Item) -> None:
        named = {ALIASES[name]: value for name, value in item.items() if name in ALIASES}
        named.update((name, value) for name, value in item.items() if name not in ALIASES)
        empty: tuple[Any, ...] = (None, "", [], {})
        self.rest = {name: value for name, value in named.items() if value not in empty}
        self.details: dict[str, Any] = {}
        self.left: list[str] = []
        self.wrong: dict[str, list[str]] = {}
        for name in UNSAID:
            self.rest.pop(name, None)

    def refuse(self, field_name: str, *sentences: Any) -> None:
        """Note what has to be mended in a field of the source."""
        self.wrong.setdefault(field_name, []).extend(map(str, sentences))

    def held(self, name: str) -> Any:
        """What the variable holds, which is not asked for again."""
        return self.rest.pop(name, None)

    def text(self, name: str, field_name: str, *, lines: bool = False) -> str:
        """A variable that is text, or figures."""
        value = self.held(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            if value is not None:
                self.refuse(field_name, _("“%s” has to be text.") % name)
            return ""
        return some_lines(value) if lines else one_line(value)

    def plain(self, name: str, field_name: str) -> str:
        """A variable that is text of one line; what marked words in it is left out."""
        text, marks = without_markup(self.text(name, field_name))
        self.left += [f"{name} ({mark})" for mark in marks]
        return text

    def date(self, name: str, field_name: str) -> VagueDate | None:
        """A variable that is a date."""
        try:
            date, left = read_date(self.held(name))
        except ValueError as refusal:
            self.refuse(field_name, refusal)
            return None
        self.left += [f"{name} ({part})" for part in left]
        return date

    def names(self, name: str, field_name: str) -> list[Name]:
        """A variable that is a list of names."""
        if name not in self.rest:
            return []
        try:
            names, left = read_names(self.held(name))
        except ValueError as refusal:
            self.refuse(field_name, refusal)
            return []
        self.left += [f"{name} ({part})" for part in left]
        return names


def _kind(taken: Taken) -> tuple[str, str]:
    given = taken.text("type", "csl_type")
    try:
        csl_type, genre = kind_of(given)
    except ValueError as refusal:
        taken.refuse("csl_type", refusal)
        return "", ""
    if csl_type != given:
        taken.left.append(f"type ({given})")
    return csl_type, genre


def _addresses(taken: Taken, custom: dict[str, Any]) -> tuple[str, str]:
    """The address, and that of an archived copy: an export gives the copy where the link died."""
    given = taken.text("URL", "url")
    original = one_line(str(custom.pop("original-url", "")))
    archived = one_line(str(custom.pop("archived-url", "")))
    if original:
        given, archived = original, given
    try:
        return (normalised(given) if given else ""), archived
    except ValidationError as error:
        taken.refuse("url", *error.messages)
        return "", archived


def _numbers(taken: Taken, custom: dict[str, Any], said: dict[str, str]) -> dict[str, str]:
    given = {name: one_line(str(custom.pop(name, ""))) for name in ("ecli", "celex")}
    numbers, memory, wrong = numbers_of({**given, "doi": taken.text("DOI", "doi")}, said)
    taken.details.update(memory)
    for name, sentences in wrong.items():
        taken.refuse(name, *sentences)
    return numbers


def _publisher(taken: Taken, csl_type: str) -> str:
    """Who stands behind it. Where another variable than its kind's says so, that is remembered."""
    usual = PUBLISHER_VARIABLE.get(csl_type, "publisher")
    needs = NEEDS.get(csl_type, ())
    places = [usual, *(name for name in STANDS_BEHIND if name != usual and name not in needs)]
    place = next((name for name in places if name in taken.rest), usual)
    name = taken.plain(place, "publisher")
    if len(name) > LONGEST_NAME:
        taken.refuse("publisher", _("A publisher’s name has %d characters at most.") % LONGEST_NAME)
    if name and place != usual:
        taken.details["publisher-variable"] = place
    return name


def _details(taken: Taken, genre: str) -> None:
    """Move what citations need from the rest to the details."""
    for name in [*taken.rest]:
        value: Any = None
        if name in TEXTS:
            value = taken.plain(name, "details")
        elif name in DATES:
            date = taken.date(name, "details")
            value = str(date) if date else None
        elif name in NAMES:
            value = taken.names(name, "details")
        if value:
            taken.details[name] = value
    if genre:
        taken.details.setdefault("genre", genre)
