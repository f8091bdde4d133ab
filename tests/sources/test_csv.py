"""CSV opens in a spreadsheet as it is, and runs nothing there."""

import csv
import io
from typing import Any

import pypandoc
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from sources.formats import csv as ours
from tests.sources.citations import keyed_items


def item(**more: Any) -> dict[str, Any]:
    return {"id": "k", "type": "report", "title": "T", **more}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_there_is_a_row_for_each_source_under_one_row_of_heads() -> None:
    text = ours.write(keyed_items())
    assert text.startswith("\ufeffkey,type,title,authors,published by,issued,")
    found = {row["type"]: row for row in rows(text)}
    assert len(found) == 15
    report = found["report"]
    assert report["authors"] == "Ministria e Mjedisit & Turizmit; Đorđe Vučić"
    assert (report["published by"], report["issued"]) == (
        "Banka Evropiane për Rindërtim",
        "2022/2025",
    )
    assert found["article-newspaper"]["published by"] == "Gazeta Shqiptare"
    assert found["webpage"]["archived URL"].startswith("https://archive.example/")
    case = found["legal_case"]
    assert (case["ECLI"], case["CELEX"], case["docket"]) == (
        "ECLI:EU:C:2020:792",
        "62018CJ0066",
        "C-66/18",
    )
    assert found["interview"]["interviewer"] == "Zoë O’Brien-Ťažký; Alexander von Humboldt"
    assert found["article-newspaper"]["note"] == "Ribotuar më 26 shtator.\nMe hartë."


def test_a_number_that_only_the_address_says_has_its_cell() -> None:
    url = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32024R1252"
    (row,) = rows(ours.write([item(URL=url)]))
    assert row["CELEX"] == "32024R1252"


@pytest.mark.django_db
def test_a_database_reads_it() -> None:
    """PostgreSQL's own reader of CSV, which holds to the standard."""
    items = keyed_items()
    columns = ", ".join(f'"{name}" text' for name in ours.COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE read_back ({columns}) ON COMMIT DROP")
        with cursor.copy("COPY read_back FROM STDIN WITH (FORMAT csv, HEADER true)") as copy:
            copy.write(ours.write(items).removeprefix("\ufeff"))
        cursor.execute("SELECT key, type, title, note FROM read_back")
        found = cursor.fetchall()
    assert found == [(one["id"], one["type"], one["title"], one.get("note")) for one in items]


def test_another_program_reads_it() -> None:
    items = keyed_items()
    page = html.fromstring(pypandoc.convert_text(ours.write(items), "html", format="csv"))
    read = [[cell.text_content() for cell in row.xpath("td|th")] for row in page.xpath("//tr")]
    assert [row[0] for row in read] == ["key", *(one["id"] for one in items)]
    assert [row[2] for row in read[1:]] == [one["title"] for one in items]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        '=HYPERLINK("http://x.example","y")',
        "+1",
        "-1+cmd|' /C calc'!A0",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u00a0=1",
        "\u200b=1",
        "'=1",
        '"=1',
        "“=1",
        "＝1",
        "＋1",
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_text(cell: str) -> None:
    found = item(title=cell, note=cell, author=[{"literal": cell}], genre=cell)
    (row,) = rows(ours.write([found]))
    for name in ("title", "note", "authors", "genre"):
        assert row[name] == f"'{cell}"


@pytest.mark.parametrize("cell", ["1-2", "a=b", "Ћирилица", "C-66/18", "“So”", "don’t", "100%"])
def test_other_cells_are_left_alone(cell: str) -> None:
    (row,) = rows(ours.write([item(title=cell)]))
    assert row["title"] == cell


@given(st.text(alphabet="=+-@ab \t\r\n'\",;é"))
def test_no_cell_begins_with_a_sign_that_runs(text: str) -> None:
    (row,) = rows(ours.write([item(title=text)]))
    assert row["title"].removeprefix("'") == text.removeprefix("'") or row["title"] == f"'{text}"
    assert not row["title"].strip(' \t\r\n"').startswith(("=", "+", "-", "@"))
