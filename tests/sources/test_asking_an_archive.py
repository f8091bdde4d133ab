"""A public archive is asked for a copy where the desk chose one, once, and the copy is said."""

from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from record.kinds import Actor, Op
from record.models import Entry, Subject
from record.sealing import say, sealing
from sources import tasks
from sources.archiving import NotArchived, ask_archive
from sources.models import Source
from watchdesk import environment

pytestmark = pytest.mark.django_db


def _archive(site: Any, settings: Any, how: str = "") -> None:
    settings.ARCHIVE_REQUEST_URL = site.url("save/{url}", "archive.example") + how


def _asked() -> Any:
    return ProcrastinateJob.objects.filter(task_name="sources.ask_archive")


@pytest.fixture
def page(site: Any) -> Source:
    """A page that only drafts use."""
    return Source.objects.create(csl_type="webpage", title="Page", url="https://example.org/a")


def _publish(source: Source) -> None:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    source.refresh_from_db()


def test_no_archive_is_asked_unless_the_desk_says_so(page: Source, site: Any) -> None:
    _publish(page)
    assert not _asked().exists()
    assert ask_archive(page, site.fetcher()) is False
    assert not site.asked


def test_it_is_asked_once_when_a_source_becomes_public(
    page: Source, site: Any, settings: Any
) -> None:
    _archive(site, settings)
    assert ask_archive(page, site.fetcher()) is False
    _publish(page)
    with sealing(Actor.DESK):
        page.publish_changes()
    assert [job.args for job in _asked()] == [{"source": page.pk}]


def test_a_source_that_has_a_copy_is_not_asked_for(page: Source, site: Any, settings: Any) -> None:
    _archive(site, settings)
    page.archived_url = "https://archive.example/1"
    page.save()
    _publish(page)
    assert not _asked().exists()


@pytest.mark.parametrize("how", ["", "?link", "?moves"])
def test_where_the_copy_is_becomes_an_entry(
    page: Source, site: Any, settings: Any, how: str
) -> None:
    _archive(site, settings, how)
    _publish(page)
    assert ask_archive(page, site.fetcher()) is True
    page.refresh_from_db()
    copy = site.url("web/2025/https://example.org/a", "archive.example")
    assert page.archived_url == copy
    assert Entry.objects.first().actor == Actor.SYSTEM
    assert Subject.objects.now().told().get(uuid=page.uuid).data["archived_url"] == copy
    asked = len(site.asked)
    assert ask_archive(page, site.fetcher()) is False
    assert len(site.asked) == asked


@pytest.mark.parametrize("path", ["save/{url}?silent", "403/{url}", "slow/{url}"])
def test_an_archive_that_keeps_nothing_changes_nothing(
    page: Source, site: Any, settings: Any, path: str
) -> None:
    settings.ARCHIVE_REQUEST_URL = site.url(path, "archive.example")
    _publish(page)
    said = Entry.objects.count()
    with pytest.raises(NotArchived, match=r"\.$"):
        ask_archive(page, site.fetcher(seconds=0.3))
    assert Entry.objects.count() == said


def test_the_worker_asks_and_tells_of_a_failure(
    page: Source, site: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    monkeypatch.setattr(tasks, "Fetcher", lambda *_a, **_k: site.fetcher())
    settings.ARCHIVE_REQUEST_URL = site.url("403/{url}", "archive.example")
    _publish(page)
    tasks.ask_archive_for(page.pk)
    assert "was not archived: The archive refused to keep it (403)." in caplog.text
    _archive(site, settings)
    tasks.ask_archive_for(page.pk)
    page.refresh_from_db()
    assert "/web/2025/" in page.archived_url


def test_an_address_in_a_query_is_escaped(page: Source, site: Any, settings: Any) -> None:
    settings.ARCHIVE_REQUEST_URL = site.url("save/x?u={url}", "archive.example")
    _publish(page)
    ask_archive(page, site.fetcher())
    assert site.paths() == ["/save/x?u=https%3A%2F%2Fexample.org%2Fa"]


@pytest.mark.parametrize("value", ["https://archive.example/save/", "archive.example/{url}"])
def test_a_setting_that_cannot_be_used_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("ARCHIVE_REQUEST_URL", value)
    with pytest.raises(environment.BadSetting, match="ARCHIVE_REQUEST_URL"):
        environment.request_url("ARCHIVE_REQUEST_URL")
