"""BibTeX out as UTF-8 for BibLaTeX, and in as Zotero's BibTeX and BibLaTeX exports write it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.parsestack import default_parse_stack, default_unparse_stack
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    ImplicitComment,
    ParsingFailedBlock,
)
from django.utils.translation import gettext as _

from sources.formats import bibtex_fields as fields
from sources.formats.bibtex_joins import NotDefined, put_together, reason
from sources.formats.bibtex_names import (
    MONTHS,
    date_field,
    names_field,
    open_ended,
    read_date,
    read_names,
)
from sources.formats.entries import Found, Item, Malformed
from sources.formats.latex import decoded, decoded_address, encoded, encoded_address

BLOCK = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t]*[{(]", re.MULTILINE)
# So many entries are taken apart at once: the library needs ten times the room of their text.
AT_ONCE = 200
MACROS = "".join(f"@string{{{name} = {{{name}}}}} \n" for name in MONTHS)


def read(text: str) -> Iterator[Found]:
    """Each entry with its line. Raises Malformed with the line of the entry that breaks off."""
    is_empty = True
    strings = MACROS
    for line, piece in _pieces(text.removeprefix("\ufeff").replace("\r\n", "\n")):
        before = strings.count("\n")
        library = _parsed(strings + piece, line - before)
        for block in library.blocks:
            where = line + (block.start_line or 0) - before
            entry = _entry(block, where)
            if entry is not None:
                is_empty = False
                yield Found(where, _item(entry))
        strings += "".join(
            " ".join(f"@string{{{one.key} = {{{one.value}}}}}".split()) + "\n"
            for one in library.strings
            if (one.start_line or 0) >= before
        )
    if is_empty:
        raise Malformed(1, _("There is no entry in it: one begins with “@”, its type and “{”."))


def write(items: Iterable[Item]) -> str:
    """The items as BibLaTeX."""
    return "".join(parts(items))


def parts(items: Iterable[Item]) -> Iterator[str]:
    """The same, an entry at a time."""
    stack = default_unparse_stack(allow_inplace_modification=True)
    for item in items:
        library = Library([_written(item)])
        yield write_string(library, unparse_stack=stack).rstrip("\n") + "\n\n"


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces of some entries, each with the line that it begins on."""
    at, line = 0, 1
    for count, found in enumerate(BLOCK.finditer(text), 1):
        if count % AT_ONCE == 0:
            yield line, text[at : found.start()]
            line += text.count("\n", at, found.start())
            at = found.start()
    yield line, text[at:]


def _parsed(text: str, first: int) -> Library:
    """The blocks of a text whose lines count from `first`, each value as one text."""
    library = parse_string(text, parse_stack=[])
    try:
        put_together(library)
    except NotDefined as missing:
        sentence = _("“%s” is joined to a text here, but no @string before it defines it.")
        raise Malformed(first + missing.line, sentence % missing.name) from missing
    for middleware in default_parse_stack():
        library = middleware.transform(library)
    return library


def _entry(block: Any, line: int) -> Entry | None:
    """The entry in a block; None in one that says nothing of a source."""
    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        # The desk needs no keys, and of a field that stands twice the first is taken.
        block = block.ignore_error_block
    if isinstance(block, ParsingFailedBlock):
        sentence = _("The entry that begins here cannot be read: %s")
        raise Malformed(line, sentence % reason(block.error))
    if isinstance(block, ImplicitComment) and re.search(r"(?m)^\s*@\w", block.comment):
        raise Malformed(line, _("Here an entry begins that has no “{” after its type."))
    return block if isinstance(block, Entry) else None


def _item(entry: Entry) -> Item:
    held = {field.key.lower(): str(field.value) for field in reversed(entry.fields)}
    csl_type = _type(entry.entry_type.lower(), held)
    item: Item = {"id": entry.key, "type": csl_type}
    issued = read_date(held)
    if issued:
        item["issued"] = {"raw": decoded(issued)}
    item.update(_languages(held.pop("language", ""), held.pop("langid", "")))
    variables = {
        **fields.ALSO,
        **fields.FIELDS,
        **fields.houses_read(csl_type),
        "number": fields.figure(csl_type),
    }
    for name in ("date", "year", "month", "day", "entrysubtype"):
        held.pop(name, None)
    for name, value in reversed(held.items()):
        _field(item, name, value, variables)
    return item


def _field(item: Item, name: str, value: str, variables: dict[str, str]) -> None:
    """Put what a field says where it belongs; what has no place keeps the field's name."""
    if name in fields.NAME_FIELDS:
        item[fields.NAME_FIELDS[name]], others = read_names(value)
        item.update({f"{name} and others": True} if others else {})
    elif name in fields.DATE_FIELDS:
        item[fields.DATE_FIELDS[name]] = {"raw": open_ended(value)}
    elif name in fields.ADDRESSES:
        item[fields.ADDRESSES[name]] = decoded_address(value)
    elif name in fields.CUSTOM:
        item.setdefault("custom", {})[name] = decoded_address(value)
    elif name == "howpublished" and re.search(r"https?://", value):
        item.setdefault("URL", decoded_address(value))
    elif name in {"subtitle", "title"}:
        titles = (item.pop("title", ""), decoded(value))
        item["title"] = ": ".join(t for t in (titles if name != "title" else titles[::-1]) if t)
    elif name == "pages":
        item["page"] = decoded(re.sub(r"\s*(?:--+|–)\s*", "-", value))
    elif name == "type":
        item["genre"] = fields.GENRES.get(value, decoded(value))
    else:
        variable = variables.get(name, f"BibTeX {name}")
        text = "\n".join(decoded(line) for line in value.split("\n"))
        if variable in item:
            item[f"BibTeX {name}"] = text
        else:
            item[variable] = text


def _type(entry_type: str, held: dict[str, str]) -> str:
    subtype = fields.SUBTYPES.get(held.get("entrysubtype", ""))
    if subtype:
        return subtype
    if entry_type == "unpublished" and "eventtitle" in held:
        return "speech"
    if entry_type == "misc":
        is_interview = "interview" in held.get("type", "").casefold()
        has_address = "url" in held or "http" in held.get("howpublished", "")
        return "interview" if is_interview else "webpage" if has_address else "misc"
    return fields.READ.get(entry_type, entry_type)


def _languages(named: str, langid: str) -> Item:
    """`language` is a list of BibLaTeX; `langid` is babel's name of the first of them."""
    text = ", ".join(part for part in re.split(r"\s+and\s+|\s*,\s*", decoded(named)) if part)
    return {"language": text or langid} if text or langid else {}


def _written(item: Item) -> Entry:
    rest: dict[str, Any] = dict(item)
    csl_type = rest.pop("type")
    entry_type, subtype = fields.WRITTEN[csl_type]
    written = {"entrysubtype": subtype} if subtype else {}
    # In braces of its own a title keeps its capitals, whatever the style.
    written["title"] = "{" + encoded(rest.pop("title")) + "}"
    key = str(rest.pop("id"))
    for name in [*fields.NAME_FIELDS]:
        if name in rest:
            written[name] = names_field(rest.pop(name))
    if "issued" in rest:
        written["date"] = date_field(rest.pop("issued"))
    known = {**fields.houses(csl_type), **fields.FIELDS, "number": fields.figure(csl_type)}
    for field, variable in known.items():
        if variable in rest:
            text = encoded(str(rest.pop(variable)))
            written[field] = text if field != "pages" else re.sub(r"(?<=\w)-(?=\w)", "--", text)
    for field, variable in fields.DATE_FIELDS.items():
        if variable in rest:
            written[field] = date_field(rest.pop(variable))
    for field, variable in fields.ADDRESSES.items():
        if variable in rest:
            written[field] = encoded_address(rest.pop(variable))
    if "language" in rest:
        languages = re.split(r",\s*", rest.pop("language"))
        written["language"] = " and ".join(languages)
        written |= {"langid": fields.BABEL[languages[0]]} if languages[0] in fields.BABEL else {}
    for name, value in rest.pop("custom", {}).items():
        written[name] = encoded_address(str(value)) if name.endswith("url") else encoded(str(value))
    written.update((name.lower(), encoded(str(value))) for name, value in rest.items())
    entry = [Field(name, value) for name, value in written.items()]
    return Entry(entry_type=entry_type, key=key, fields=entry)
