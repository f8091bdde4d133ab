"""A source's link at the desk: looked at on request, told, filtered, and kept out of harm."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from record.kinds import Actor, Op
from record.models import Entry
from record.sealing import say, sealing
from sources.checking import keep
from sources.fetching import Fetcher
from sources.link_admin import LookNow
from sources.models import LinkCheck, Source, Verdict
from sources.source_form import SourceForm

pytestmark = pytest.mark.django_db
ORIGINAL = "https://office.example/report"
COPY = "https://archive.example/2025/report"
START = dt.datetime(2025, 9, 1, 12, tzinfo=dt.UTC)
PDF = b"%PDF-1.7\nThe report."


@pytest.fixture
def report(source: Source) -> Source:
    """The report, public, with an address."""
    source.url = ORIGINAL
    source.save()
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    source.refresh_from_db()
    return source


def _looked(source: Source, verdict: Verdict, *days: float, note: str = "") -> None:
    for day in days:
        at = START + dt.timedelta(days=day)
        keep(source, LinkCheck(url=source.url, checked_at=at, verdict=verdict, note=note))
    source.refresh_from_db()


def _address(source: Source, screen: str) -> str:
    return reverse(f"admin:sources_source_{screen}", args=[source.pk])


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of the office leads to this machine's network."""
    monkeypatch.setattr(SourceForm, "resolve", staticmethod(lambda _h, _p: ["10.0.0.7"]))


def _posted(source: Source, **changed: Any) -> dict[str, Any]:
    form = {
        "title": source.title,
        "csl_type": source.csl_type,
        "publisher": source.publisher_id or "",
        "issued": str(source.issued),
        "url": source.url,
        "languages": "",
        "note": "Typed with care.",
    }
    return {**form, **changed}


@pytest.mark.parametrize("field", ["url", "archived_url"])
def test_a_name_that_leads_inside_is_refused_beside_its_field(
    as_member: Callable[[Any], Client], writer: Any, source: Source, inside: None, field: str
) -> None:
    address = _address(source, "change")
    response = as_member(writer).post(address, _posted(source, **{field: ORIGINAL}))
    assert response.status_code == 200
    form = response.context["adminform"].form
    assert form.errors == {
        field: ["“office.example” leads to an address inside a network, not on the public web."]
    }
    assert b"Typed with care." in response.content
    source.refresh_from_db()
    assert source.url == ""


def test_a_name_that_nobody_knows_now_is_let_pass(
    as_member: Callable[[Any], Client], writer: Any, source: Source
) -> None:
    address = _address(source, "change")
    given = "https://OFFICE.example/report?utm_source=x#top"
    assert as_member(writer).post(address, _posted(source, url=given)).status_code == 302
    source.refresh_from_db()
    assert source.url == ORIGINAL


@pytest.mark.parametrize(
    ("resolved", "verdict"),
    [(["10.0.0.7"], Verdict.BLOCKED), ([], Verdict.GONE)],
)
def test_the_link_is_looked_at_on_request_and_the_result_told(
    as_member: Callable[[Any], Client],
    writer: Any,
    report: Source,
    monkeypatch: pytest.MonkeyPatch,
    resolved: list[str],
    verdict: Verdict,
) -> None:
    fetcher = Fetcher("Watchdesk tests", lambda _host, _port: resolved)
    monkeypatch.setattr(LookNow, "fetcher", staticmethod(lambda: fetcher))
    client = as_member(writer)
    response = client.post(_address(report, "look"), follow=True)
    assert report.link_checks.get().verdict == verdict
    assert f"The link was looked at: {Verdict(verdict).label}." in response.content.decode()
    assert client.get(_address(report, "look")).status_code == 405


def test_a_site_that_asked_for_rest_is_not_asked(
    as_member: Callable[[Any], Client], writer: Any, report: Source
) -> None:
    at = dt.datetime.now(dt.UTC)
    check = LinkCheck(url=ORIGINAL, checked_at=at, verdict=Verdict.BLOCKED)
    check.wait_until = at + dt.timedelta(hours=2)
    keep(report, check)
    response = as_member(writer).post(_address(report, "look"), follow=True)
    assert b"asks to be left alone until" in response.content
    assert report.link_checks.count() == 1


def test_only_who_may_change_sources_looks_and_only_who_may_see_copies_loads_them(
    as_member: Callable[[Any], Client], partner: Any, stranger: Any, report: Source
) -> None:
    with sealing(Actor.DESK):
        kept = report.keep_copy(PDF, START)
    copy = reverse("admin:sources_source_copy", args=[report.pk, kept.pk])
    for screen in ("look", "accept", "archive"):
        assert as_member(partner).post(_address(report, screen)).status_code == 403
    assert as_member(partner).get(_address(report, "keep")).status_code == 403
    assert as_member(partner).get(copy).status_code == 200
    assert as_member(stranger).get(copy).status_code == 302
    assert Client().get(copy).status_code == 302


def test_a_page_that_changed_is_accepted_by_a_person(
    as_member: Callable[[Any], Client], writer: Any, report: Source
) -> None:
    _looked(report, Verdict.CHANGED, 0)
    client = as_member(writer)
    assert b"The page is the one meant" in client.get(_address(report, "change")).content
    client.post(_address(report, "accept"))
    report.refresh_from_db()
    assert report.link_verdict == Verdict.OK
    assert LogEntry.objects.get().user == writer


def test_a_file_is_kept_and_given_out_only_as_a_download(
    as_member: Callable[[Any], Client], writer: Any, report: Source
) -> None:
    client = as_member(writer)
    upload = SimpleUploadedFile("harmless.png", b"<html><script>", "image/png")
    client.post(_address(report, "keep"), {"upload": upload, "note": "The page"})
    kept = report.captures.get()
    assert (kept.media_type, kept.kept_by, kept.note) == ("text/html", writer, "The page")
    assert Entry.objects.first().uuid == report.uuid
    response = client.get(reverse("admin:sources_source_copy", args=[report.pk, kept.pk]))
    assert b"".join(response.streaming_content) == b"<html><script>"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_a_file_that_is_too_large_is_refused_beside_its_field(
    as_member: Callable[[Any], Client], writer: Any, report: Source, settings: Any
) -> None:
    settings.CAPTURE_MAX_BYTES = 10
    upload = SimpleUploadedFile("report.pdf", PDF)
    response = as_member(writer).post(_address(report, "keep"), {"upload": upload, "note": "Mine"})
    assert "is larger than 10" in response.context["form"].errors["upload"][0]
    assert b'value="Mine"' in response.content
    assert not report.captures.exists()


def test_the_list_is_filtered_by_how_links_stand(
    as_member: Callable[[Any], Client], writer: Any, report: Source
) -> None:
    Source.objects.create(csl_type="report", title="No link")
    other = Source.objects.create(csl_type="report", title="New", url="https://office.example/2")
    _looked(report, Verdict.GONE, 0, 4, 8)
    client = as_member(writer)

    def shown(link: str) -> set[str]:
        response = client.get(reverse("admin:sources_source_changelist"), {"link": link})
        return {row.title for row in response.context["cl"].result_list}

    assert shown("dead") == shown("bare") == shown("gone") == {report.title}
    assert shown("never") == {other.title}
    assert shown("none") == {"No link"}
    assert shown("ok") == set()
    Source.objects.filter(pk=report.pk).update(archived_url=COPY)
    assert shown("bare") == set()


def test_readers_are_sent_to_the_copy_while_the_link_is_dead(
    client: Client, report: Source
) -> None:
    public = f"/sources/{report.number}/"
    assert f'href="{ORIGINAL}"' in client.get(public).content.decode()
    _looked(report, Verdict.GONE, 0, 4, 8)
    page = client.get(public).content.decode()
    assert f'href="{ORIGINAL}"' not in page
    assert ORIGINAL in page
    assert "It no longer answers, and we know of no copy." in page
    report.archived_url = COPY
    report.save()
    with sealing(Actor.DESK):
        report.publish_changes()
    page = client.get(public).content.decode()
    assert f'<a href="{COPY}"' in page
    assert f"The original no longer answers: {ORIGINAL}" in page
    _looked(report, Verdict.OK, 9)
    page = client.get(public).content.decode()
    assert f'href="{ORIGINAL}"' in page and f'href="{COPY}"' in page
    # On its own day, the page says what it said.
    assert "no longer answers" not in client.get(public, {"known_at": "1"}).content.decode()


def test_the_looks_are_read_on_the_source_s_screen(
    come_in: Callable[[Any], Any], console: list[str], writer: Any, report: Source
) -> None:
    _looked(report, Verdict.GONE, *range(10), note="The site says so (404).")
    with sealing(Actor.DESK):
        report.keep_copy(PDF, START, "Made by hand")
    tab = come_in(writer)
    tab.goto(_address(report, "change"))
    looks = tab.locator("#looks tbody tr")
    assert looks.count() == 8
    assert "The site says so (404)." in looks.first.inner_text()
    with tab.expect_download() as found:
        tab.get_by_role("link", name="Download").click()
    assert found.value.suggested_filename.endswith(".pdf")
    tab.get_by_role("link", name="Keep a copy").click()
    tab.set_input_files("#id_upload", {"name": "a.txt", "mimeType": "x/y", "buffer": b"A text."})
    tab.get_by_role("button", name="Keep the file").click()
    assert "The file is kept." in tab.locator(".messagelist").inner_text()
    assert {one.media_type for one in report.captures.all()} == {"application/pdf", "text/plain"}
    assert console == []
