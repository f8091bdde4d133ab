"""BibTeX is written for BibLaTeX, and read as Zotero's two exports write it."""

import json
from copy import deepcopy
from typing import Any

import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.csl import from_csl
from sources.csl_types import CslType
from sources.formats import Malformed, bibtex
from sources.formats.latex import decoded, encoded
from tests.sources.citations import ITEMS, keyed_items

# What pandoc calls each kind; what BibLaTeX has no type for stands under a wider one.
IN_PANDOC = {
    "bill": "legislation",
    "broadcast": "motion_picture",
    "interview": "",
    "post": "webpage",
}
ONE_PARTICLE = {"family": "La Fontaine", "given": "Jean", "non-dropping-particle": "de"}


def as_bibtex_says(item: dict[str, Any]) -> dict[str, Any]:
    """An item without what BibTeX cannot say: one particle, and no comma before a suffix."""
    said = deepcopy(item)
    for names in (said.get("author", []), said.get("director", [])):
        for at, name in enumerate(names):
            name.pop("comma-suffix", None)
            names[at] = ONE_PARTICLE if name.get("family") == "Fontaine" else name
    return said


@pytest.mark.parametrize("csl_type", CslType.values)
def test_a_source_comes_back_as_what_it_was(csl_type: str) -> None:
    item = {"id": "k", **ITEMS[csl_type]}
    (found,) = bibtex.read(bibtex.write([item]))
    assert from_csl(found.item) == from_csl(as_bibtex_says(item))


def test_another_program_reads_it() -> None:
    items = keyed_items()
    read = json.loads(pypandoc.convert_text(bibtex.write(items), "csljson", format="biblatex"))
    assert [one["id"] for one in read] == [one["id"] for one in items]
    for mine, theirs in zip(items, read, strict=True):
        kind = mine["type"]
        assert theirs["type"] == IN_PANDOC.get(kind, kind)
        for name in ("title", "URL", "DOI", "volume", "page", "genre"):
            assert theirs.get(name) == mine.get(name), (kind, name)
        dates = mine["issued"].get("date-parts", [[0], [2019, 3]])
        assert theirs["issued"]["date-parts"] == dates
        for name, other in zip(mine.get("author", []), theirs.get("author", []), strict=True):
            assert other.get("literal") == name.get("literal")
            assert other.get("given") == name.get("given")
            assert other.get("suffix") == name.get("suffix")
            assert other.get("family", "").endswith(name.get("family", ""))


SIGNS = st.text(alphabet="ab {}\\$%&#_~^-`'\"?!éЋ@|<>[]()=,;:/*\u00a0", min_size=1, max_size=12)


@given(SIGNS)
def test_whatever_latex_would_take_for_a_command_comes_back(text: str) -> None:
    assert decoded(encoded(text)) == text.strip()
    item = {"id": "k", "type": "report", "title": f"T{text}.", "note": f"N{text}."}
    (found,) = bibtex.read(bibtex.write([item]))
    assert {name: found.item[name] for name in item} == item


def test_another_program_reads_the_same_signs() -> None:
    """Every two of them beside each other."""
    signs = ["&", "%", "$", "#", "_", "{x}", "~", "^", "\\", "-", "<", "|", "@", "é", "Ћ", " "]
    titles = [f"So {one}{other} it" for one in signs for other in signs if one + other != "  "]
    items = [{"id": f"k{n}", "type": "report", "title": text} for n, text in enumerate(titles)]
    read = json.loads(pypandoc.convert_text(bibtex.write(items), "csljson", format="biblatex"))
    assert [one["title"] for one in read] == [" ".join(text.split()) for text in titles]


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"V{\"e}llimi i {Digës}", "Vëllimi i Digës"),
        (r"Vu{\v c}i{\'c}", "Vučić"),
        (r"Vu\v{c}i\'{c}", "Vučić"),
        (r"\DJ or\dj e", "Đorđe"),
        (r"{\c C}\'{\i}\~n{\^o}", "Çíñô"),
        (r"{NATO} \& {EU}: 100\% \#1", "NATO & EU: 100% #1"),
        (r"a {\textasciitilde} b {\textbar} c {\textless} d", "a ~ b | c < d"),
        (r"\textit{E. coli} in the {\em Drina}", "E. coli in the Drina"),
        ("``So'' -- he said --- twice", "“So” – he said — twice"),
        (r"{\L}{\'o}d{\'z}", "Łódź"),
        (r"50% of it \'et", "50% of it ét"),
    ],
)
def test_accents_and_braces_are_read(latex: str, text: str) -> None:
    (found,) = bibtex.read("@report{k, title = {%s}}" % latex)
    assert found.item["title"] == text


# As Zotero writes BibLaTeX and BibTeX, LaTeX accents and all.
BIBLATEX = r"""
@online{cosic_permit_2025,
	title = {The permit is out: {NATO} and 5\% \& more},
	url = {https://social.example/@cosic/1?a=b_c&d=%20},
	shorttitle = {The permit is out},
	titleaddon = {Mastodon},
	type = {Toot},
	author = {Ćosić, Ž. and {Ministria e Mjedisit} and von Humboldt, Alexander},
	urldate = {2025-01-03},
	date = {2025-01},
	langid = {serbian},
	abstract = {Long.},
	keywords = {dam, Vjosa},
	annotation = {Mine alone},
	file = {Snapshot:/home/me/x.html:text/html},
}

@jurisdiction{c-66,
	title = {Commission v. Hungary},
	number = {C-66/18},
	institution = {Court of Justice},
	date = {2020-10-06},
}

@article{vjosa,
	title = {Wer zahlt?},
	volume = {12},
	number = {7},
	pages = {14--19},
	journaltitle = {Der {\"U}berblick},
	entrysubtype = {magazine},
	date = {2024-07/2024-08},
}

@video{rudnik,
	title = {Rudnik},
	publisher = {RTV},
	author = {Petrović, Ljubica},
	date = {2021/},
}

@letter{one, title = {A letter}, type = {Letter}, author = {Roe, Jane}, date = {2019}}
"""
BIBTEX = r"""@string{bank = "Banka Evropiane"}
@comment{a comment}
@techreport{ministria_raport_2022,
	address = {Tiran{\"e}},
	type = {Evaluation report},
	title = {Raport mbi {Dig{\"e}n}},
	institution = bank,
	author = {{Ministria e Mjedisit} and Vu{\v c}i{\'c}, {\DJ}or{\dj}e and
        King, Jr., Martin Luther},
	month = sep,
	year = {2022},
	pages = "3--9",
	note = {Publisher: Other},
}
@misc{site,
	title = {A page},
	url = {https://site.example/~x/a\_b},
	howpublished = {https://site.example/other},
	month = may # "~24",
	year = 2023
}
"""


def test_an_export_of_zotero_as_biblatex_is_read() -> None:
    found = list(bibtex.read(BIBLATEX))
    assert [one.line for one in found] == [2, 18, 25, 35, 42]
    post, case, magazine, video, letter = (from_csl(one.item) for one in found)
    assert post.csl_type == "webpage"
    assert post.title == "The permit is out: NATO and 5% & more"
    assert post.publisher == "Mastodon"
    assert post.languages == ["sr"]
    assert str(post.issued) == "2025-01"
    assert [(one["kind"], one["name"]) for one in post.authors] == [
        ("person", "Ž. Ćosić"),
        ("body", "Ministria e Mjedisit"),
        ("person", "Alexander von Humboldt"),
    ]
    assert set(post.left_out) == {"abstract", "keyword", "annote", "BibTeX file"}
    assert (case.csl_type, case.docket, case.publisher) == (
        "legal_case",
        "C-66/18",
        "Court of Justice",
    )
    assert (magazine.csl_type, magazine.publisher) == ("article-magazine", "Der Überblick")
    assert magazine.details == {"volume": "12", "issue": "7", "page": "14-19"}
    assert str(magazine.issued) == "2024-07/2024-08"
    assert (video.csl_type, str(video.issued)) == ("broadcast", "2021/..")
    assert letter.csl_type == "personal_communication"


def test_an_export_of_zotero_as_bibtex_is_read() -> None:
    report, page = (from_csl(one.item) for one in bibtex.read(BIBTEX))
    assert (report.csl_type, report.title) == ("report", "Raport mbi Digën")
    assert (report.publisher, str(report.issued)) == ("Banka Evropiane", "2022-09")
    assert report.details["publisher-place"] == "Tiranë"
    assert [one["name"] for one in report.authors] == [
        "Ministria e Mjedisit",
        "Đorđe Vučić",
        "Martin Luther King Jr.",
    ]
    assert (page.csl_type, page.url) == ("webpage", "https://site.example/~x/a_b")
    assert str(page.issued) == "2023-05-24"


@pytest.mark.parametrize(
    ("month", "edtf"), [("jan", "2024-01"), ("{12}", "2024-12"), ('"August"', "2024-08")]
)
def test_months_are_read(month: str, edtf: str) -> None:
    (found,) = bibtex.read("@report{k, title={T}, year={2024}, month=%s}" % month)
    assert str(from_csl(found.item).issued) == edtf


def test_a_macro_holds_for_the_whole_of_a_long_file() -> None:
    text = '@string{bank = "Banka"}\n' + "".join(
        "@report{k%d, title={T}, institution=bank}\n" % n for n in range(450)
    )
    found = list(bibtex.read(text))
    assert {one.item["publisher"] for one in found} == {"Banka"}
    assert [one.line for one in found] == list(range(2, 452))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("jj", "Journal of J 7"),
        ('jj # ", " # {B}', "Journal of J 7, B"),
        ('"A # B" # {, "C" # D}', 'A # B, "C" # D'),
        ("1 # 2", "12"),
        ('JJ # "." # jj', "Journal of J 7.Journal of J 7"),
    ],
)
def test_what_is_joined_is_read_as_one_text(written: str, read: str) -> None:
    strings = '@string{j = "J"}\n@string{jj = "Journal of " # J # { 7}}\n'
    entry = f"@article{{k, title={{T}}, title={written}, journal = {written}}}\n"
    # Enough entries that the strings stand in another piece of the file.
    text = strings + "@misc{a, title={A}}\n" * 250 + entry
    *_others, found = bibtex.read(text)
    assert found.item["container-title"] == read
    assert found.line == 253


def test_the_library_s_own_warnings_do_not_reach_the_terminal(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(Malformed):
        list(bibtex.read("@report{k, title = {A}\n"))
    assert not caplog.records


def test_a_key_or_a_field_that_stands_twice_does_no_harm() -> None:
    first, second = bibtex.read("@report{k, title={A}, title={B}}\n@report{k, title={C}}")
    assert (first.item["title"], second.item["title"]) == ("A", "C")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "no entry"),
        ("Nothing of the kind.", 1, "no entry"),
        ("\n\n@report{k, title = {A}\n", 3, "cannot be read: it has no end"),
        (
            "@report{k, title = {A}}\n\n@report{l, title = {B}\n\n@report{m, title={C}}",
            3,
            "cannot be read: the next entry begins before this one ends",
        ),
        ("@report{k title = {A}}", 1, "cannot be read: no comma stands after its key"),
        ("@report{k, title = {A}, year}", 1, "cannot be read: it has a field without “=”"),
        ("@string{k {A}}\n@report{k, title={A}}", 1, "cannot be read: no “=” stands after its"),
        ('@misc{k,\n title = {A},\n note = jj # "B"}', 3, "“jj” is joined to a text here"),
        ("@report{k, title = {A}}\n@report k, title = B\n", 2, "no “{”"),
        ("@report{k, title = \n", 1, "cannot be read"),
    ],
)
def test_a_broken_file_is_refused_with_the_line_and_the_reason(
    text: str, line: int, reason: str
) -> None:
    with pytest.raises(Malformed, match=reason) as refused:
        list(bibtex.read(text))
    assert refused.value.line == line


def test_a_line_of_a_note_is_no_entry() -> None:
    item = {"id": "k", "type": "report", "title": "T", "note": "So said\n@roe(once)\n@misc{x,"}
    (found,) = bibtex.read(bibtex.write([item]))
    assert found.item["note"] == "So said @roe(once) @misc{x,"


@pytest.mark.parametrize(
    "name",
    [
        {"family": "da Silva", "given": "X"},
        {"family": "Bread and Roses", "given": "X"},
        {"family": "Sosa", "given": "X, Y"},
        {"literal": "Bread and Roses, Inc. & Co."},
        {"family": "Plato"},
        {"family": "Davis", "given": "Sammy", "suffix": "III"},
    ],
)
def test_a_name_is_not_taken_apart(name: dict[str, str]) -> None:
    item = {"id": "k", "type": "report", "title": "T", "author": [name]}
    (found,) = bibtex.read(bibtex.write([item]))
    assert found.item["author"] == [name]


def test_names_of_programs_are_words() -> None:
    assert decoded(r"{\LaTeX} and \TeX{} for {\BibTeX}") == "LaTeX and TeX for BibTeX"
