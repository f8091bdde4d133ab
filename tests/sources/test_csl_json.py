"""Files of CSL-JSON are read item by item, and a broken one is refused with its line."""

import json

import pytest

from sources.formats import FORMATS, Malformed, csl_json, recognise

TWO = '[\n{"type": "report",\n"title": "А"},\n\n{"type": "bill"}\n]\n'


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_item_has_its_line(end: str) -> None:
    found = list(csl_json.read("\ufeff" + TWO.replace("\n", end)))
    assert [one.line for one in found] == [2, 5]
    assert found[0].item == {"type": "report", "title": "А"}


def test_one_item_and_a_list_under_items_are_read_too() -> None:
    assert [one.item for one in csl_json.read('{"type": "bill"}')] == [{"type": "bill"}]
    held = csl_json.read('\n{"items": [{"type": "bill"}, {"type": "post"}]}')
    assert [(one.line, one.item["type"]) for one in held] == [(2, "bill"), (2, "post")]


def test_an_empty_list_has_no_item() -> None:
    assert list(csl_json.read(" [ ] ")) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("\n\nhello", 3),
        ("[", 1),
        ("[\n{}\n", 3),
        ('[\n{"a": 1}\n{"b": 2}]', 3),
        ('[\n{"a": 1},\n]', 3),
        ('[\n{"a": 1},\n{"b": }\n]', 3),
        ('[\n{"a": "x\n"}]', 2),
        ('[\n{"a": NaN}]', 2),
        ("[\n1]", 2),
        ("[{}]\n\n[{}]", 3),
        ('{"a": 1}\n{"b": 1}', 2),
        ("[\n" + "[" * 100_000, 2),
        ('[\n{"a": ' + "1" * 5000 + "}]", 2),
    ],
)
def test_a_broken_file_is_refused_with_the_line(text: str, line: int) -> None:
    with pytest.raises(Malformed) as refused:
        list(csl_json.read(text))
    assert refused.value.line == line
    assert str(refused.value)


def test_what_is_written_is_json() -> None:
    items = [{"id": "a", "title": '«Ћ» \u2028 \\ " é'}, {"id": "b"}]
    assert json.loads(csl_json.write(items)) == items
    assert json.loads(csl_json.write([])) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (TWO, "csl-json"),
        (' {"type": "bill"}', "csl-json"),
        ("\ufeff\n\nTY  - JOUR\nER  - ", "ris"),
        ("1.\nTY  - JOUR\nER  - ", "ris"),
        ("% a comment\n@report{k,\n title={T}}", "bibtex"),
        ("@Article (k,", "bibtex"),
        ("https://site.example/a@b{c}", None),
        ("10.1234/abc", None),
        ("", None),
    ],
)
def test_a_pasted_block_is_recognised(text: str, name: str | None) -> None:
    found = recognise(text)
    assert (found.name if found else None) == name


def test_every_format_has_its_ending() -> None:
    assert {one.ending for one in FORMATS.values()} == {"json", "ris", "bib", "csv"}
