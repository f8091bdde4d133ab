"""Importing at the desk: in a real browser by a writer, refused to who may not."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from record.models import Entry
from sources.import_runs import ImportRun, RunState
from sources.models import Source
from tests import axe
from tests.working import work

ADD = "/desk/sources/importrun/add/"
LIST = "/desk/sources/importrun/"
REPORT = {
    "type": "report",
    "title": "Report on the harbour",
    "publisher": "Harbour Office",
    "URL": "https://example.org/harbour",
    "abstract": "Long.",
}
KEPT = {
    "type": "report",
    "title": "Report on the dam",
    "publisher": "Harbour Office",
    "issued": {"date-parts": [[2024]]},
}


def as_file(*items: dict[str, Any]) -> dict[str, Any]:
    """A file for the browser's field."""
    content = json.dumps(items, indent=1).encode()
    return {"name": "zotero.json", "mimeType": "application/json", "buffer": content}


@pytest.mark.django_db(transaction=True)
def test_a_writer_imports_a_file(
    come_in: Callable[[Any], Any], writer: Any, source: Source, console: list[str]
) -> None:
    page = come_in(writer)
    page.goto("/desk/sources/source/")
    page.get_by_role("link", name="Import sources").click()
    page.get_by_label("File").set_input_files(as_file(REPORT, KEPT, REPORT, {"type": "report"}))
    page.get_by_role("button", name="Read it").click()
    counts = page.locator(".import-counts").inner_text()
    assert [int(n) for n in re.findall(r"\d+", counts)] == [1, 1, 1, 1]
    refused = page.get_by_role("region", name="Refused").get_by_role("row")
    assert "It has no title." in refused.nth(1).inner_text()
    kept = page.get_by_role("region", name="Kept already")
    assert kept.get_by_role("link", name="Report on the dam").get_attribute("href") == reverse(
        "admin:sources_source_change", args=[source.pk]
    )
    assert "title, kind, date and publisher" in kept.inner_text()
    assert "abstract" in page.get_by_role("region", name="Left out").inner_text()
    assert Source.objects.count() == 1

    page.get_by_role("button", name="Carry it out").click()
    assert "0 of 4 entries" in page.get_by_role("status").inner_text()
    assert page.get_by_role("progressbar").get_attribute("max") == "4"
    work()
    # The page looks by itself whether it is done.
    page.get_by_role("region", name="Imported").get_by_role(
        "link", name="Report on the harbour"
    ).click()
    page.wait_for_url("**/desk/sources/source/*/change/")
    assert page.get_by_label("Title", exact=True).input_value() == "Report on the harbour"
    assert Source.objects.count() == 2
    assert not Entry.objects.exists()
    assert console == []

    page.goto(ADD)
    page.get_by_label("Or pasted text").fill(json.dumps([REPORT]))
    page.get_by_role("button", name="Read it").click()
    assert page.get_by_text("Nothing in the file is new. Nothing would be changed.").is_visible()
    assert page.get_by_role("button", name="Carry it out").count() == 0
    page.get_by_role("button", name="Discard").click()
    assert page.get_by_text("“Pasted text” was discarded. Nothing was imported.").is_visible()
    assert ImportRun.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_bar_needs_no_script(
    browser: Any, live_server: Any, client: Client, writer: Any, come_in: Callable[[Any], Any]
) -> None:
    page = come_in(writer)
    run = ImportRun.objects.create(
        name="a.ris", format="ris", state=RunState.RUNNING, total=400, made_at="2024-09-24T12:00Z"
    )
    run.defer()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    try:
        still = context.new_page()
        still.goto(f"{LIST}{run.pk}/")
        bar = still.get_by_role("progressbar", name="The import is being carried out.")
        assert (bar.get_attribute("value"), bar.get_attribute("max")) == ("0", "400")
        ImportRun.objects.filter(pk=run.pk).update(done=200)
        still.get_by_role("link", name="Look again").click()
        assert bar.get_attribute("value") == "200"
    finally:
        context.close()


@pytest.mark.django_db(transaction=True)
def test_its_screens_are_still_and_accessible(
    come_in: Callable[[Any], Any],
    writer: Any,
    source: Source,
    console: list[str],
) -> None:
    page = come_in(writer)
    page.goto(ADD)
    page.get_by_role("button", name="Read it").click()
    faults = _faults(page, console)
    page.get_by_label("File").set_input_files(as_file(REPORT, KEPT, REPORT, {"type": "x" * 300}))
    page.get_by_role("button", name="Read it").click()
    faults += _faults(page, console)
    page.goto(page.url + "?show=refused")
    faults += _faults(page, console)
    page.get_by_role("link", name="its report").click()
    page.get_by_role("button", name="Carry it out").click()
    page.get_by_role("progressbar").wait_for()
    faults += _faults(page, console)
    page.goto(LIST)
    faults += _faults(page, console)
    assert faults == []


def _faults(page: Any, console: list[str]) -> list[str]:
    faults = [f"{page.url}: {line}" for line in console]
    faults += axe.faults(page)
    console.clear()
    return faults


@pytest.fixture
def run(writer: Any) -> ImportRun:
    """A run that was read and waits."""
    return ImportRun.objects.create(
        name="a.ris",
        file=f"{'0' * 64}.import",
        sha256="0" * 64,
        format="ris",
        state=RunState.READ,
        total=1,
        report={"rows": {"new": [{"line": 1, "title": "A"}]}},
        made_at="2024-09-24T12:00Z",
        made_by=writer,
    )


@pytest.mark.django_db
def test_a_partner_manager_reads_and_may_do_nothing(
    as_member: Any, manager: Any, run: ImportRun
) -> None:
    client = as_member(manager)
    assert client.get(LIST).status_code == 200
    shown = client.get(f"{LIST}{run.pk}/")
    assert shown.status_code == 200
    assert "Carry it out" not in shown.content.decode()
    assert client.get(f"{LIST}{run.pk}/progress/").json() == {
        "is_at_work": False,
        "done": 0,
        "total": 1,
    }
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {"text": json.dumps([REPORT])}).status_code == 403
    for verb in ("go", "discard"):
        assert client.post(f"{LIST}{run.pk}/{verb}/").status_code == 403
    run.refresh_from_db()
    assert (run.state, ImportRun.objects.count()) == (RunState.READ, 1)
    assert "Import sources" not in client.get("/desk/sources/source/").content.decode()


@pytest.mark.django_db
def test_a_stranger_is_sent_to_the_door(as_member: Any, stranger: Any, run: ImportRun) -> None:
    client = as_member(stranger)
    for address in (ADD, LIST, f"{LIST}{run.pk}/", f"{LIST}{run.pk}/progress/"):
        assert client.get(address).status_code == 302
    assert client.post(ADD, {"text": "[]"}).status_code == 302
    assert ImportRun.objects.count() == 1


@pytest.mark.django_db
def test_nothing_is_done_by_a_link_or_without_the_form_s_mark(
    as_member: Any, writer: Any, run: ImportRun
) -> None:
    client = as_member(writer)
    for verb in ("go", "discard"):
        assert client.get(f"{LIST}{run.pk}/{verb}/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(writer)
    assert strict.post(ADD, {"text": json.dumps([REPORT])}).status_code == 403
    assert strict.post(f"{LIST}{run.pk}/go/").status_code == 403
    assert ImportRun.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "Choose a file, or paste a text below."),
        ({"text": "  \n"}, "Choose a file, or paste a text below."),
        ({"text": "Dear desk"}, "This is neither CSL-JSON nor RIS nor BibTeX."),
        ({"text": '[{"type": }]'}, "Line 1: This is no JSON"),
        ({"text": "[]"}, "There is no entry in the file."),
    ],
)
def test_a_refusal_stands_on_the_form_with_what_was_pasted(
    as_member: Any, writer: Any, posted: dict[str, str], sentence: str
) -> None:
    page = as_member(writer).post(ADD, posted)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    if posted.get("text", "").strip():
        assert posted["text"].replace('"', "&quot;") in page.content.decode()
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
def test_a_file_and_a_text_would_be_two_imports(as_member: Any, writer: Any) -> None:
    both = {"text": json.dumps([REPORT]), "file": BytesIO(json.dumps([KEPT]).encode())}
    page = as_member(writer).post(ADD, both)
    assert "Give a file or a text, not both" in page.content.decode()


@pytest.mark.django_db
def test_an_upload_over_the_limit_is_thrown_away_as_it_comes(
    as_member: Any, writer: Any, settings: Any
) -> None:
    settings.IMPORT_MAX_BYTES = 100_000
    page = as_member(writer).post(ADD, {"file": BytesIO(b"[" + b" " * 5_000_000)})
    assert page.status_code == 200
    assert "The file is larger than the 97.7" in page.content.decode()
    assert page.wsgi_request.FILES == {}
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
def test_too_much_pasted_text_is_told(as_member: Any, writer: Any, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
    page = as_member(writer).post(ADD, {"text": "[" + " " * 3_000_000})
    assert page.status_code == 200
    assert "That is too much to paste. Upload it as a file." in page.content.decode()


@pytest.mark.django_db
def test_a_run_that_was_carried_out_is_not_discarded(
    as_member: Any, writer: Any, run: ImportRun
) -> None:
    client = as_member(writer)
    ImportRun.objects.update(state=RunState.DONE)
    page = client.post(f"{LIST}{run.pk}/discard/", follow=True)
    assert "is not discarded" in page.content.decode()
    page = client.post(f"{LIST}{run.pk}/go/", follow=True)
    assert "It is being carried out already, or it is done." in page.content.decode()
    assert ImportRun.objects.count() == 1


@pytest.mark.django_db
def test_a_long_report_is_read_by_pages(as_member: Any, writer: Any, run: ImportRun) -> None:
    rows = [{"line": n, "title": f"Title no. {n}"} for n in range(1, 451)]
    ImportRun.objects.update(report={"rows": {"new": rows}})
    client = as_member(writer)
    first = client.get(f"{LIST}{run.pk}/").content.decode()
    assert "Title no. 20<" in first and "Title no. 21<" not in first
    assert 'href="?show=new"' in first
    last = client.get(f"{LIST}{run.pk}/?show=new&page=3").content.decode()
    assert "page 3 of 3" in last and "Title no. 450<" in last and "Title no. 400<" not in last
    for nonsense in ("?show=x", "?show=new&page=x", "?show=new&page=99"):
        assert client.get(f"{LIST}{run.pk}/{nonsense}").status_code == 200
