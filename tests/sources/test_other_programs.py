"""What the desk gives out of every kind of source is read by programs that did not write it.

CSL-JSON, RIS and BibTeX by pandoc, CSV by PostgreSQL: none of them has a part in the writing.
"""

import json
from collections.abc import Callable
from typing import Any

import pypandoc
import pytest
from django.db import connection
from django.test import Client

from record.kinds import Actor, Op
from record.saying import say
from record.sealing import sealing
from sources.csl_types import CslType
from sources.formats import csl_json
from sources.formats import csv as ours
from tests.sources.citations import ITEMS, kept, keyed_items

Item = dict[str, Any]

# What pandoc has no place for, or writes in another way when it gives the item back.
PASSED_OVER = {"custom"}
WRITTEN_OTHERWISE = {("treaty", "available-date"), ("personal_communication", "issued")}


def read_by_pandoc(text: str, format: str) -> list[Item]:
    found: list[Item] = json.loads(pypandoc.convert_text(text, "csljson", format=format))
    return found


def read_by_postgresql(text: str) -> list[Item]:
    """By COPY, which holds to the standard."""
    columns = ", ".join(f'"{name}" text' for name in ours.COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE read_back ({columns}) ON COMMIT DROP")
        with cursor.copy("COPY read_back FROM STDIN WITH (FORMAT csv, HEADER true)") as copy:
            copy.write(text.removeprefix("\ufeff"))
        cursor.execute("SELECT title, type FROM read_back")
        return [{"title": title, "type": kind} for title, kind in cursor.fetchall()]


def test_csl_json_is_read_field_by_field() -> None:
    items = keyed_items()
    read = read_by_pandoc(csl_json.write(items), "csljson")
    assert [one["type"] for one in read] == CslType.values
    for mine, theirs in zip(items, read, strict=True):
        left_out = PASSED_OVER | {name for kind, name in WRITTEN_OTHERWISE if kind == mine["type"]}
        for name in mine.keys() - left_out:
            assert theirs.get(name) == mine[name], (mine["type"], name)


@pytest.mark.django_db
def test_the_desk_s_files_are_read_with_every_kind_in_them(client: Client) -> None:
    with sealing(Actor.DESK):
        for item in ITEMS.values():
            say(Op.PUBLISH, kept(item))
    readers: dict[str, Callable[[str], list[Item]]] = {
        "json": lambda text: read_by_pandoc(text, "csljson"),
        "ris": lambda text: read_by_pandoc(text, "ris"),
        "bib": lambda text: read_by_pandoc(text, "biblatex"),
        "csv": read_by_postgresql,
    }
    titles = sorted(item["title"] for item in ITEMS.values())
    for ending, read in readers.items():
        response = client.get(f"/sources/export.{ending}")
        assert response.status_code == 200
        found = read(response.content.decode())
        assert sorted(one["title"] for one in found) == titles, ending
        if ending in {"json", "csv"}:
            assert {one["type"] for one in found} == set(CslType.values)
