"""RIS is written as reference managers read it, and read as Zotero and others write it."""

import json
from copy import deepcopy
from typing import Any

import pypandoc
import pytest

from sources.csl import from_csl
from sources.csl_types import CslType
from sources.formats import Malformed, ris
from sources.formats.keys import key_of, keyed
from tests.sources.citations import ITEMS, keyed_items

# What pandoc calls each kind. RIS has no treaty, speech, broadcast or interview; our own reading
# tells these apart by the word in M3.
IN_PANDOC = {
    "webpage": "misc",
    "treaty": "legal_case",
    "speech": "graphic",
    "broadcast": "motion-picture",
    "interview": "personal_communication",
    "post": "post-weblog",
}
# RIS writes a particle before the family name and knows no comma before a suffix.
ONE_PARTICLE = {"family": "La Fontaine", "given": "Jean", "non-dropping-particle": "de"}


def as_ris_says(item: dict[str, Any]) -> dict[str, Any]:
    """An item without what RIS cannot say."""
    said = deepcopy(item)
    for names in (said.get("author", []), said.get("director", [])):
        for at, name in enumerate(names):
            name.pop("comma-suffix", None)
            names[at] = ONE_PARTICLE if name.get("family") == "Fontaine" else name
    return said


@pytest.mark.parametrize("csl_type", CslType.values)
def test_a_source_comes_back_as_what_it_was(csl_type: str) -> None:
    item = {"id": "k", **ITEMS[csl_type]}
    (found,) = ris.read(ris.write([item]))
    assert from_csl(found.item) == from_csl(as_ris_says(item))


def test_another_program_reads_it() -> None:
    items = keyed_items()
    read = json.loads(pypandoc.convert_text(ris.write(items), "csljson", format="ris"))
    assert [one["id"] for one in read] == [one["id"] for one in items]
    for mine, theirs in zip(items, read, strict=True):
        kind = mine["type"]
        assert theirs["type"] == IN_PANDOC.get(kind, kind)
        assert theirs["title"] == mine["title"]
        for name in ("URL", "DOI", "volume"):
            assert theirs.get(name) == mine.get(name), (kind, name)
        year = mine["issued"].get("date-parts", [[None]])[0][0]
        assert theirs.get("issued", {"date-parts": [[None]]})["date-parts"][0][0] == year
        for name, other in zip(mine.get("author", []), theirs.get("author", []), strict=True):
            if "family" in name and "suffix" not in name:
                last = " ".join(
                    part
                    for key in ("dropping-particle", "non-dropping-particle", "family")
                    if (part := other.get(key))
                )
                assert last.endswith(name["family"])
                assert other.get("given") == name.get("given")


def test_a_retracted_source_says_so_where_programs_show_it() -> None:
    item = {
        "id": "k",
        "type": "report",
        "title": "T",
        "status": "retracted",
        "note": "Retracted: x",
    }
    assert "N1  - Retracted: x" in ris.write([item]).splitlines()


# As Zotero writes it: a court decision, a newspaper article with a note, a tag and a file.
ZOTERO = """\ufeffTY  - CASE
TI  - Commission v. Hungary
A2  - European Court Reports
DA  - 2020/10/06/
PY  - 2020
SV  - C-66/18
PB  - Court of Justice
SP  - 792
LA  - en
UR  - https://curia.example/C-66/18
ER  -


TY  - NEWS
TI  - Liqeni që s’u mbush
AU  - Vučić, Đorđe
AU  - von Humboldt, Alexander
AU  - Ministria e Mjedisit
T2  - Gazeta Shqiptare
AB  - Long
and longer.
CY  - Tiranë
DA  - 2024/09/24/10:30:00
PY  - 2024
SE  - Ekonomi
SP  - 1
EP  - 4
Y2  - 2025/01/02/10:11:12
L1  - file:///home/me/secret.pdf
N1  - <p>Mine alone</p>
KW  - dam
KW  - Vjosa
M2  - medium: Print
M2  - Ribotuar.
ER  -
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_export_of_zotero_is_read(end: str) -> None:
    case, news = ris.read(ZOTERO.replace("\n", end))
    assert (case.line, news.line) == (1, 14)
    decision = from_csl(case.item)
    assert (decision.csl_type, decision.docket, decision.publisher) == (
        "legal_case",
        "C-66/18",
        "Court of Justice",
    )
    article = from_csl(news.item)
    assert [one["name"] for one in article.authors] == [
        "Đorđe Vučić",
        "Alexander von Humboldt",
        "Ministria e Mjedisit",
    ]
    assert [one["kind"] for one in article.authors] == ["person", "person", "body"]
    assert (article.publisher, str(article.issued)) == ("Gazeta Shqiptare", "2024-09-24")
    assert article.note == "Ribotuar."
    assert article.details == {
        "publisher-place": "Tiranë",
        "section": "Ekonomi",
        "page": "1-4",
        "accessed": "2025-01-02",
        "medium": "Print",
    }
    assert set(article.left_out) == {"abstract", "annote", "keyword", "file"}


@pytest.mark.parametrize(
    ("tag", "kind"),
    [("WEB", "webpage"), ("GOVDOC", "report"), ("UNBILL", "bill"), ("VIDEO", "broadcast")],
)
def test_other_programs_names_of_kinds_are_known(tag: str, kind: str) -> None:
    (found,) = ris.read(f"TY  - {tag}\nT1  - T\nER  -\n")
    assert from_csl(found.item).csl_type == kind


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "no entry"),
        ("\n\nHello\n", 3, "An entry has to begin here"),
        ("TI  - A\nER  - \n", 1, "An entry has to begin here"),
        ("TY  - JOUR\nTI  - A\n", 1, "has no end"),
        ("TY  - JOUR\nTI  - A\nER  - \n\nTY  - JOUR\nTI  - B\n", 5, "has no end"),
        ("TY  - JOUR\nTI  - A\n\nTY  - JOUR\nTI  - B\nER  - \n", 4, "has no end"),
        ("TY  - JOUR\nTI  - A\nER  - \nstray\n", 4, "An entry has to begin here"),
    ],
)
def test_a_broken_file_is_refused_with_the_line_and_the_reason(
    text: str, line: int, reason: str
) -> None:
    with pytest.raises(Malformed, match=reason) as refused:
        list(ris.read(text))
    assert refused.value.line == line


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ({"literal": "European Commission, DG ENV"}, "European Commission, DG ENV,"),
        ({"literal": "Mastodon"}, "Mastodon,"),
        ({"literal": "Council of Europe"}, "Council of Europe"),
        ({"family": "Plato"}, "Plato"),
        ({"family": "King", "given": "Martin Luther", "suffix": "Jr."}, "King, Martin Luther, Jr."),
        ({"family": "Sosa", "suffix": "Sr."}, "Sosa, , Sr."),
    ],
)
def test_a_body_is_told_from_a_person(name: dict[str, str], line: str) -> None:
    item = {"id": "k", "type": "report", "title": "T", "author": [name]}
    text = ris.write([item])
    assert f"AU  - {line}" in text.splitlines()
    assert next(iter(ris.read(text))).item["author"] == [name]


def test_a_file_is_read_as_it_is_asked_for() -> None:
    reading = ris.read("TY  - JOUR\nTI  - A\nER  - \nand then it breaks off")
    assert next(reading).item["title"] == "A"
    with pytest.raises(Malformed):
        next(reading)


def test_a_long_export_has_unique_keys() -> None:
    item = {"id": key_of(ITEMS["report"]), **ITEMS["report"]}
    found = [one.item for one in ris.read(ris.write(keyed([item] * 50)))]
    assert len(found) == 50


@pytest.mark.parametrize("genre", ["Interview", "interview, on the air", "Radio interview", ""])
def test_the_word_for_its_kind_stands_once(genre: str) -> None:
    item = {"id": "k", "type": "interview", "title": "We were told"}
    item |= {"genre": genre} if genre else {}
    written = ris.write([item])
    (line,) = (line for line in written.splitlines() if line.startswith("M3"))
    assert line.lower().count("interview") == (2 if genre == "Radio interview" else 1)
    (found,) = ris.read(written)
    assert found.item["type"] == "interview"
    assert from_csl(found.item) == from_csl(item)
