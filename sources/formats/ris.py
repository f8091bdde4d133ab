"""RIS in and out, as Zotero and EndNote write it. What no tag says goes in M2, as `name: value`."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import rispy
from django.utils.translation import gettext as _

from sources.csl_dates import edtf_of_csl
from sources.csl_types import DATES, NAMES, TEXTS
from sources.formats import ris_tags as tags
from sources.formats.entries import Found, Item, Malformed
from sources.formats.ris_names import date_lines, name_line, read_date_line, read_name

LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: ?)(.*)")
TYPE, END = "TY", "ER"
CUSTOM = ("ecli", "celex", "docket", "archived-url", "original-url", "title-is-ours")
Lines = dict[str, list[str]]


class _Writer(rispy.RisWriter):  # type: ignore[misc]
    """Without the numbers that rispy puts before each entry."""

    def set_header(self, count: int) -> str:
        """None."""
        return ""


def read(text: str) -> Iterator[Found]:
    """Each entry with the line of its TY. Raises Malformed with the line where it breaks off."""
    is_empty = True
    for line, block in _blocks(text):
        is_empty = False
        yield Found(line, _item(_tagged(block)))
    if is_empty:
        raise Malformed(1, _("There is no entry in it: one begins with “TY  - ”."))


def write(items: Iterable[Item]) -> str:
    """The items as RIS."""
    return "".join(parts(items))


def parts(items: Iterable[Item]) -> Iterator[str]:
    """The same, an entry at a time."""
    writer = _Writer(enforce_list_tags=False, mapping={"TY": "type_of_reference", "UK": "tags"})
    for item in items:
        lines = _lines(item)
        kind, *_rest = lines.pop(TYPE)
        yield writer.formats([{"type_of_reference": kind, "tags": lines}]) + "\n"


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number. A list of them would need several times the room of the text."""
    at = 1 if text.startswith("\ufeff") else 0
    for number, end in enumerate(re.finditer(r"\r\n|\n|\r|\Z", text), 1):
        yield number, text[at : end.start()]
        at = end.end()


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of each entry, written one way, with the number of the first."""
    block: list[str] = []
    begun = 0
    for number, line in _numbered(text):
        found = LINE.fullmatch(line.lstrip()) if line.strip() else None
        tag = found[1] if found else ""
        if not begun:
            if tag == TYPE:
                begun, block = number, [_one_way(found)]
            elif line.strip() and not re.fullmatch(r"\s*\d+\.?\s*", line):
                raise Malformed(number, _("An entry has to begin here, with “TY  - ”."))
        elif tag == TYPE:
            raise Malformed(
                number, _("The entry before it has no end: “ER  - ” is missing before this line.")
            )
        elif tag == END:
            yield begun, block
            begun = 0
        else:
            block.append(_one_way(found) if found else line)
    if begun:
        raise Malformed(begun, _("The entry that begins here has no end: “ER  - ” is missing."))


def _one_way(found: re.Match[str] | None) -> str:
    return f"{found[1]}  - {found[2].strip()}" if found else ""


def _tagged(block: list[str]) -> Lines:
    """What each tag of an entry says, in order, as rispy reads it."""
    names = {line[:2] for line in block if LINE.fullmatch(line)}
    parser = rispy.RisParser(
        mapping={tag: tag for tag in (*names, TYPE)},
        list_tags=[*names],
        delimiter_tags_mapping={},
    )
    # A line without a tag goes on with the one before it, on a line of its own.
    joined: list[str] = []
    for line in block:
        if LINE.fullmatch(line):
            joined.append(line)
        elif line.strip():
            joined[-1] += "\x00" + line.strip()
    found = parser.parse_lines(iter([*joined, "ER  - "]))[0]
    return {
        tag: [one.replace("\x00", "\n") for one in ([value] if tag == TYPE else value) if one]
        for tag, value in found.items()
    }


def _item(lines: Lines) -> Item:
    kind = lines.pop(TYPE, [""])[:1] or [""]
    csl_type = tags.READ.get(kind[0], kind[0])
    for word, written in (("interview", "PCOMM"), ("treaty", "LEGAL")):
        genre = lines.get("M3", [""])[0]
        if kind[0] == written and re.match(rf"{word}\b", genre, re.IGNORECASE):
            csl_type = word
            lines["M3"] = [re.sub(rf"^{word}\b,? *", "", genre, flags=re.IGNORECASE)]
    item: Item = {"type": csl_type}
    _name_lines(item, lines, csl_type)
    _date_lines(item, lines)
    for tag, variable in _variables(csl_type).items():
        if tag in lines:
            values = lines.pop(tag)
            item.setdefault(variable, values[0] if variable != "keyword" else ", ".join(values))
    if "SP" in lines or "EP" in lines:
        ends = [lines.pop(tag)[0] for tag in ("SP", "EP") if lines.get(tag)]
        item["page"] = "-".join(dict.fromkeys(ends))
    _more(item, lines.pop("M2", []))
    item.update((f"RIS {tag}", values) for tag, values in lines.items() if tag != "ID")
    return item


def _variables(csl_type: str) -> dict[str, str]:
    number, variable = tags.figure(csl_type)
    return {
        **tags.TAGS,
        "T2": tags.second_title(csl_type),
        "PB": tags.house(csl_type),
        "SN": tags.standard_number(csl_type),
        "M3": "genre",
        **tags.ALSO,
        "IS": "issue",
        number: variable,
        **({"M1": "number"} if csl_type == "legal_case" else {}),
    }


def _name_lines(item: Item, lines: Lines, csl_type: str) -> None:
    groups = {
        "author": tags.AUTHORS,
        tags.second_names(csl_type): tags.EDITORS,
        "translator": tags.TRANSLATORS,
    }
    for variable, group in groups.items():
        found = [read_name(line) for tag in group for line in lines.pop(tag, [])]
        if any(found):
            item[variable] = [name for name in found if name]


def _date_lines(item: Item, lines: Lines) -> None:
    """DA says more than PY, which has the year alone in most files."""
    years = [*lines.pop("DA", []), *lines.pop("PY", []), *lines.pop("Y1", [])]
    if years:
        item["issued"] = {"raw": read_date_line(years[0])}
    accessed = lines.pop("Y2", [])
    if accessed:
        item["accessed"] = {"raw": read_date_line(accessed[0])}


def _more(item: Item, lines: list[str]) -> None:
    """Lines of M2: `name: value` for a variable that has no tag; the rest is the note."""
    note = []
    for line in "\n".join(lines).split("\n"):
        name, colon, value = line.partition(": ")
        if not colon or name not in {*TEXTS, *DATES, *NAMES, *CUSTOM, "number"}:
            note.append(line)
        elif name in CUSTOM:
            item.setdefault("custom", {})[name] = value
        elif name in NAMES:
            item.setdefault(name, []).append(read_name(", ".join(value.split(" || "))))
        elif name in DATES:
            item[name] = {"raw": value}
        else:
            item[name] = value
    if any(note):
        item["note"] = "\n".join(note)


def _lines(item: Item) -> Lines:
    """What each tag says of an item."""
    rest: dict[str, Any] = dict(item)
    csl_type = rest.pop("type")
    kind, word = tags.WRITTEN[csl_type]
    lines: Lines = {TYPE: [kind], "ID": [str(rest.pop("id"))]}
    for tag, variable in (("AU", "author"), ("A2", tags.second_names(csl_type))):
        lines[tag] = [name_line(name) for name in rest.pop(variable, [])]
    lines["A4"] = [name_line(name) for name in rest.pop("translator", [])]
    if "issued" in rest:
        year, date = date_lines(rest.pop("issued"))
        lines |= {"PY": [year] if year else [], "DA": [date]}
    if "accessed" in rest:
        lines["Y2"] = [date_lines(rest.pop("accessed"))[1]]
    genre = rest.pop("genre", "")
    if word and re.match(rf"{word}\b", genre, re.IGNORECASE):
        # It says the word itself. Beside the other lines it stands whole, to be read as it was.
        rest["genre"] = genre
    else:
        genre = ", ".join(part for part in (word, genre) if part)
    number, figure = tags.figure(csl_type)
    variables = {
        **tags.TAGS,
        "T2": tags.second_title(csl_type),
        "PB": tags.house(csl_type),
        "SN": tags.standard_number(csl_type),
        number: figure,
    }
    lines |= {tag: [rest.pop(name)] for tag, name in variables.items() if rest.get(name)}
    lines["M3"] = [genre] if genre else []
    first, dash, last = str(rest.pop("page", "")).partition("-")
    is_range = bool(dash) and not re.search(r"[,;-]", last)
    lines["SP"] = [first if is_range else first + dash + last]
    lines["EP"] = [last] if is_range else []
    note = rest.pop("note", "")
    if item.get("status") == "retracted":
        # Programs show N1 with the entry.
        lines["N1"] = [note.split("\n")[0]]
    lines["M2"] = [*_unsaid(rest), *note.split("\n")]
    return {tag: kept for tag, values in lines.items() if (kept := [_flat(v) for v in values if v])}


def _unsaid(rest: dict[str, Any]) -> Iterator[str]:
    """What no tag says."""
    for name, value in rest.items():
        if name in NAMES:
            yield from (f"{name}: {name_line(one)}" for one in value)
        elif name in DATES:
            yield f"{name}: {edtf_of_csl(value)}"
        elif name == "custom":
            yield from (f"{key}: {held}" for key, held in value.items())
        else:
            yield f"{name}: {value}"


def _flat(value: Any) -> str:
    return " ".join(str(value).split("\n"))
