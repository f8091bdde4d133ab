"""`manage.py import_sources`: a dry run first, then what was asked for, and exit codes."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from record.kinds import Actor, Op
from record.models import Entry
from record.sealing import say, sealing
from sources.importing.progress import Progress
from sources.models import Publisher, Source
from tests.roles import address
from tests.sources.imports import EXPORTS, bare, report, run, written


@pytest.mark.django_db
def test_a_dry_run_says_what_would_be_and_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, report(1), report(2, abstract="Long."), report(1, title="Again"))
    status, said = run(path, "--dry-run")
    assert status == 0
    assert said.splitlines() == [
        "CSL-JSON, 3 entries: 2 new, 0 kept already, 1 twice in the file, 0 refused.",
        "New:",
        "  line 2: Report no. 1 on the dam",
        "  line 3: Report no. 2 on the dam",
        "Twice in the file:",
        "  line 4: Again, as on line 2, by the address",
        "Left out, because the ledger has no place for it: abstract (1).",
        "This was a dry run. Nothing was changed.",
    ]
    assert not Source.objects.exists()
    assert not Publisher.objects.exists()


@pytest.mark.django_db
def test_where_nobody_can_be_asked_nothing_is_imported(tmp_path: Path) -> None:
    status, said = run(written(tmp_path, report(1)))
    assert status == 1
    assert "Add --yes to import." in said
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_a_second_import_changes_nothing_and_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, *(report(n) for n in range(3)), bare("Bare"))
    assert run(path, "--yes")[0] == 0
    before = list(Source.objects.order_by("pk").values())
    status, said = run(path, "--yes")
    assert status == 0
    assert "0 new, 4 kept already" in said
    assert f"kept as /desk/sources/source/{before[0]['id']}/change/, by the address" in said
    assert said.endswith("Nothing in the file is new. Nothing was changed.\n")
    assert list(Source.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_nothing_becomes_public_by_an_import(tmp_path: Path, source: Source) -> None:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    said = Entry.objects.count()
    public = {"type": "report", "title": source.title, "publisher": "Harbour Office"}
    public["issued"] = {"date-parts": [[2024]]}
    status, words = run(written(tmp_path, public, report(1)), "--yes")
    assert status == 0
    assert "1 new, 1 kept already" in words
    assert Entry.objects.count() == said
    assert Source.objects.exclude(pk=source.pk).get().number is None


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["json", "ris", "bib"])
def test_what_zotero_writes_is_imported(ending: str) -> None:
    status, _said = run(EXPORTS / f"zotero.{ending}", "--yes")
    assert status == 0
    assert Source.objects.count() == 3
    article = Source.objects.get(doi__iexact="10.1234/jwl.2023.7")
    assert (article.csl_type, article.title) == ("article-journal", "Who owns the lake?")
    assert (str(article.issued), article.publisher.name) == ("2023", "Journal of Water Law")
    assert article.details["volume"] == "12"
    news = Source.objects.get(title="Radoičić questioned over the dam")
    assert news.url == "https://balkaninsight.example/2024/09/24/dam/"
    assert news.authors[0]["family"] == "Đorđević"


@pytest.mark.django_db
def test_another_format_of_the_same_sources_finds_them() -> None:
    run(EXPORTS / "zotero.json", "--yes")
    assert "0 new, 3 kept already" in run(EXPORTS / "zotero.ris", "--dry-run")[1]
    assert "1 new, 2 kept already" in run(EXPORTS / "zotero.bib", "--dry-run")[1]


def test_progress_off_a_terminal_is_plain_lines() -> None:
    class Lines(io.StringIO):
        def write(self, text: str, ending: str = "\n") -> int:
            return super().write(text + ending)

    out = Lines()
    with Progress(out, "Imported", 4100) as progress:
        for done in (200, 2000, 2200, 4000, 4100):
            progress.show(done)
    assert out.getvalue() == "Imported: 2,000 of 4,100\nImported: 4,000 of 4,100\n"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("answer", "kept"), [("y\n", 2), ("\n", 0)])
def test_on_a_terminal_it_shows_a_bar_and_asks(tmp_path: Path, answer: str, kept: int) -> None:
    path = written(tmp_path, report(1), report(2))
    status, said = at_a_terminal(["import_sources", str(path)], answer)
    assert status == (0 if kept else 1)
    assert "Import what is new? [y/N]" in said
    assert ("[################################] Imported: 2 of 2" in said) == bool(kept)
    assert ("The import is done. CSL-JSON, 2 entries: 2 new" in said) == bool(kept)
    assert ("Nothing was imported." in said) != bool(kept)
    assert Source.objects.count() == kept


def at_a_terminal(arguments: list[str], answer: str) -> tuple[int, str]:
    """What a command exits with and says on a terminal, where somebody types `answer`."""
    ours, theirs = pty.openpty()
    variables: dict[str, Any] = {"DATABASE_URL": address(), "DATABASE_OWNER_URL": address()}
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, **variables, "SECRET_KEY": "a-key-of-this-test" * 4},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, answer.encode())
    said = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break  # The last one that held the terminal has closed it.
        if not piece:
            break
        said += piece
    os.close(ours)
    return process.wait(timeout=60), said.decode()
