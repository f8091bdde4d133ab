"""What cannot be imported is refused with where it stands and why; the rest is not touched."""

from pathlib import Path
from typing import Any

import pytest

from sources.importing.carrying_out import dry_run
from sources.importing.files import FileRefused, content_of, format_of, text_of
from sources.importing.planned import Outcome
from sources.models import Publisher, Source
from tests.sources.imports import as_text, bare, report, run, written

pytestmark = pytest.mark.django_db


def refused(*items: dict[str, Any]) -> dict[int, list[str]]:
    """The sentences of each entry that is refused, by its line."""
    found = dry_run(as_text(*items), "csl-json", lambda _done, _batch: None)
    return {row["line"]: row["sentences"] for row in found.rows[Outcome.REFUSED]}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf \n", "The file is empty."),
        ("[{}]".encode("utf-16"), "The file is written in UTF-16. Export it again as UTF-8."),
        (
            "[\n\n{“".encode() + b"\xe9\xe9",
            "Line 3: this is not UTF-8. Export the file again as UTF-8.",
        ),
        (
            b"Dear desk, these are my sources.",
            "This is neither CSL-JSON nor RIS nor BibTeX. Export it in one of these three.",
        ),
        (b'[{"type": "report", "title": "A"},\n{"type":]', "Line 2: This is no JSON"),
        (b'[{"type": "report", "title": "A"},', "Line 1: This is no JSON"),
        (b"[]", "There is no entry in the file."),
        (b"TY  - RPRT\nTI  - A\n", "Line "),
        (b"@report{a,\n title = {A", "Line "),
    ],
)
def test_a_file_is_refused_as_a_whole(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "sources.txt"
    path.write_bytes(content)
    status, said = run(path, "--yes")
    assert status == 1
    assert f"Nothing was imported. {sentence}" in said
    assert not Source.objects.exists()


def test_what_stands_before_the_malformed_line_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "sources.json"
    whole = as_text(*(report(n) for n in range(450)))
    path.write_text(whole.rstrip()[:-1] + ",\n{broken}]", encoding="utf-8")
    status, said = run(path, "--yes")
    assert (status, Source.objects.count()) == (1, 0)
    assert "Line 453: " in said


def test_a_file_over_the_limit_is_refused_at_once(tmp_path: Path, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 1000
    path = tmp_path / "sources.json"
    with path.open("wb") as file:
        # Nothing of it is on the disk, and all of it would not fit into memory.
        file.truncate(2**40)
    status, said = run(path, "--yes")
    assert status == 1
    assert "The file is larger than the 1000" in said
    assert "IMPORT_MAX_BYTES" in said


def test_a_pipe_without_an_end_is_refused(settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 1000
    with pytest.raises(FileRefused, match="larger than"):
        content_of(Path("/dev/zero"))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert run(tmp_path / "none.ris") == (
        1,
        f"Nothing was imported. There is no file {tmp_path / 'none.ris'}.",
    )
    assert run(tmp_path) == (
        1,
        f"Nothing was imported. {tmp_path} is a folder. Name a file in it.",
    )


def test_the_format_is_told_by_what_the_file_holds(tmp_path: Path) -> None:
    path = tmp_path / "sources.ris"
    path.write_bytes(b"\xef\xbb\xbf" + as_text(report(1)).encode())
    assert format_of(text_of(content_of(path))) == "csl-json"
    assert run(path, "--yes")[0] == 0
    assert Source.objects.get().title == "Report no. 1 on the dam"


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ({"title": "A\0B"}, "Title: It holds a NUL character. Take it out of the file."),
        ({"note": "A\ud800"}, "Public note: It holds half a character."),
        ({"custom": {"a\0": 1}}, "custom: It holds a NUL character. Take it out of the file."),
        ({"title": "A" * 501}, "Title: Ensure this value has at most 500 characters"),
        ({"publisher": "A" * 201}, "Publisher: "),
        ({"genre": "A" * 2001}, "What its citation needs: A text in it is longer than 2000"),
        ({"author": [{"literal": "A" * 2001}]}, "Authors: A text in it is longer than 2000"),
        ({"URL": "javascript:alert(1)"}, "Address: "),
        ({"type": "hologram"}, "Kind of source: "),
        ({"title": ""}, "Title: "),
        ({"issued": {"date-parts": [[2024, 13]]}}, "Date: "),
    ],
)
def test_an_entry_is_refused_by_itself(item: dict[str, Any], sentence: str) -> None:
    found = refused(report(1), {**report(2), **item})
    assert list(found) == [3]
    (said,) = found[3]
    assert said.startswith(sentence)


def test_what_is_wrong_with_an_entry_is_said_at_once() -> None:
    sentences = refused({**report(1), "title": "", "URL": "ftp://x", "issued": {"raw": "spring"}})
    assert len(sentences[2]) == 3


def test_refused_entries_do_not_keep_the_others_out(tmp_path: Path) -> None:
    path = written(tmp_path, report(1), bare("", URL="javascript:x"), report(2))
    status, said = run(path, "--yes")
    assert status == 3
    assert "2 new, 0 kept already, 0 twice in the file, 1 refused." in said
    assert "  line 3: no title\n    " in said
    assert Source.objects.count() == 2
    assert Publisher.objects.count() == 1
