"""What one look at an address finds, and when a link is held to be dead: never at once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from record.kinds import Actor, Op
from record.models import Entry, Subject
from record.sealing import say, sealing
from record.verifying import verify
from sources import looking
from sources.checking import keep, look_at
from sources.models import Capture, LinkCheck, Source, Verdict

START = dt.datetime(2025, 9, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def linked(source: Source, site: Any) -> Source:
    """The report, public, with an address at the tests' site."""
    Source.objects.filter(pk=source.pk).update(url=site.url("page"))
    source.refresh_from_db()
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    source.refresh_from_db()
    return source


@pytest.fixture
def on_day(linked: Source, site: Any) -> Callable[..., LinkCheck]:
    """Look at the report's address on the day with this number."""

    def on_day(number: float, answer: str | None = None) -> LinkCheck:
        if answer is not None:
            site.answers["/page"] = answer
        linked.refresh_from_db()
        patience = 0.3 if answer == "slow" else 5.0
        check = look_at(linked, START + number * DAY, site.fetcher(seconds=patience))
        linked.refresh_from_db()
        return check

    return on_day


def _said(source: Source) -> dict[str, Any]:
    data: dict[str, Any] = Subject.objects.now().told().get(uuid=source.uuid).data
    return data


@pytest.mark.parametrize(
    ("path", "verdict", "status", "words"),
    [
        ("page", Verdict.OK, 200, ""),
        ("204", Verdict.OK, 204, ""),
        ("to?302=/page", Verdict.OK, 200, ""),
        ("to?301=/page", Verdict.MOVED, 200, "moved for good"),
        ("to?308=/page", Verdict.MOVED, 200, "moved for good"),
        ("to?301=/404", Verdict.GONE, 404, "not there"),
        ("301", Verdict.TIMED_OUT, 301, "does not say where to (301)"),
        ("302", Verdict.TIMED_OUT, 302, "does not say where to (302)"),
        ("404", Verdict.GONE, 404, "not there"),
        ("410", Verdict.GONE, 410, "not there"),
        ("401", Verdict.BLOCKED, 401, "does not let us in"),
        ("403", Verdict.BLOCKED, 403, "does not let us in"),
        ("451", Verdict.BLOCKED, 451, "does not let us in"),
        ("busy", Verdict.BLOCKED, 429, "less often"),
        ("cookie-loop", Verdict.BLOCKED, None, "cookies"),
        ("to?302=http://127.0.0.2/", Verdict.BLOCKED, None, "do not follow"),
        ("to?302=http://inner.example/", Verdict.BLOCKED, None, "inside a network"),
        ("500", Verdict.TIMED_OUT, 500, "fails to answer (500)"),
        ("503", Verdict.TIMED_OUT, 503, "fails to answer (503)"),
        ("slow", Verdict.TIMED_OUT, None, "too slow"),
        ("trickling", Verdict.TIMED_OUT, None, "too slow"),
        ("round", Verdict.TIMED_OUT, None, "back to itself"),
        ("onward", Verdict.TIMED_OUT, None, "10 redirects"),
        ("cut", Verdict.TIMED_OUT, None, "broke off"),
        ("endless", Verdict.OK, 200, "only its beginning"),
    ],
)
def test_a_look_is_told_in_a_word_and_a_sentence(
    site: Any, path: str, verdict: Verdict, status: int | None, words: str
) -> None:
    patience = 0.3 if path in {"slow", "trickling"} else 5.0
    check = looking.look(site.url(path), START, site.fetcher(seconds=patience), None)
    assert (check.verdict, check.status) == (verdict, status)
    assert words in check.note
    assert bool(words) == bool(check.note)


def test_a_name_that_is_gone_is_gone(site: Any) -> None:
    check = looking.look(site.url("page", "nowhere.example"), START, site.fetcher(), None)
    assert (check.verdict, check.was_heard) == (Verdict.GONE, False)


def test_the_site_is_asked_only_for_what_changed(
    on_day: Callable[..., LinkCheck], site: Any
) -> None:
    first = on_day(0, "tagged")
    again = on_day(1)
    assert (first.status, again.status) == (200, 304)
    assert site.asked[-1][3]["If-None-Match"] == '"one"'
    assert again.verdict == Verdict.OK
    for name in ("etag", "digest", "fingerprint", "size"):
        assert getattr(again, name) == getattr(first, name)


def test_a_page_with_a_small_change_is_the_same_page(on_day: Callable[..., LinkCheck]) -> None:
    assert on_day(0, "page").verdict == Verdict.OK
    assert on_day(1, "edited").verdict == Verdict.OK


def test_a_page_that_says_something_else_has_changed_until_somebody_accepts_it(
    on_day: Callable[..., LinkCheck], linked: Source
) -> None:
    on_day(0, "page")
    changed = on_day(1, "other")
    assert changed.verdict == Verdict.CHANGED
    assert changed.note == "Its words are others than on 2025-09-01."
    assert on_day(2).verdict == Verdict.CHANGED
    with sealing(Actor.DESK):
        linked.accept_page(START + 3 * DAY)
    assert linked.link_verdict == Verdict.OK
    assert on_day(4).verdict == Verdict.OK
    assert on_day(5, "page").verdict == Verdict.CHANGED


def test_another_file_is_told_but_not_held_for_another_page(
    on_day: Callable[..., LinkCheck], linked: Source, site: Any
) -> None:
    on_day(0, "file")
    before = linked.link_checks.first()
    check = looking.look(site.url("page?2"), START + DAY, site.fetcher(), before)
    assert check.verdict == Verdict.OK
    assert "not the same as on 2025-09-01" in check.note


def test_three_failures_over_a_week_switch_the_link_by_one_entry(
    on_day: Callable[..., LinkCheck], linked: Source
) -> None:
    before = Entry.objects.count()
    on_day(0, "404")
    on_day(3, "500")
    assert not linked.link_is_dead
    assert Entry.objects.count() == before
    on_day(7, "slow")
    assert linked.link_is_dead
    assert linked.link_dead_since == START + 7 * DAY
    entry = Entry.objects.first()
    assert (entry.op, entry.actor, Entry.objects.count()) == (Op.UPDATE, Actor.SYSTEM, before + 1)
    assert _said(linked)["link_is_dead"] is True
    on_day(8, "404")
    assert Entry.objects.count() == before + 1


def test_an_answer_switches_it_back_by_an_entry(
    on_day: Callable[..., LinkCheck], linked: Source
) -> None:
    for day in (0, 3, 7):
        on_day(day, "410")
    said = Entry.objects.count()
    on_day(8, "page")
    assert not linked.link_is_dead
    assert linked.link_dead_since is None
    assert Entry.objects.count() == said + 1
    assert _said(linked)["link_is_dead"] is False
    assert verify()[1] is None


def test_many_failures_within_a_week_switch_nothing(
    on_day: Callable[..., LinkCheck], linked: Source
) -> None:
    for day in (0, 1, 2, 3, 4, 5, 6, 6.9):
        on_day(day, "404")
    assert not linked.link_is_dead


def test_an_answer_in_between_begins_the_row_anew(
    on_day: Callable[..., LinkCheck], linked: Source
) -> None:
    on_day(0, "404")
    on_day(4, "404")
    on_day(5, "page")
    on_day(8, "404")
    on_day(9, "404")
    assert not linked.link_is_dead
    on_day(15, "404")
    assert linked.link_is_dead


def test_that_a_machine_is_refused_says_nothing_of_readers(
    on_day: Callable[..., LinkCheck], linked: Source
) -> None:
    for day in (0, 5, 10):
        on_day(day, "403")
    assert not linked.link_is_dead
    assert linked.link_verdict == Verdict.BLOCKED
    # It breaks no row of failures either, and brings no dead link back.
    for day, answer in ((11, "404"), (12, "403"), (14, "404"), (18, "404"), (19, "403")):
        on_day(day, answer)
    assert linked.link_is_dead
    assert linked.link_verdict == Verdict.BLOCKED


def test_a_draft_s_link_is_kept_in_mind_and_nothing_is_said(source: Source, site: Any) -> None:
    Source.objects.filter(pk=source.pk).update(url=site.url("404"))
    source.refresh_from_db()
    for day in (0, 4, 8):
        look_at(source, START + day * DAY, site.fetcher())
    source.refresh_from_db()
    assert source.link_is_dead
    assert not Entry.objects.exists()


def test_another_address_begins_anew(on_day: Callable[..., LinkCheck], linked: Source) -> None:
    for day in (0, 3, 7):
        on_day(day, "404")
    late = LinkCheck(url=linked.url, checked_at=START + 8 * DAY, verdict=Verdict.GONE)
    linked.url = "https://example.org/moved"
    linked.save()
    linked.refresh_from_db()
    assert (linked.link_is_dead, linked.link_verdict, linked.link_dead_since) == (False, "", None)
    # A look that was on its way to the old address is kept, and decides nothing.
    keep(linked, late)
    linked.refresh_from_db()
    assert (linked.link_is_dead, linked.link_verdict) == (False, "")
    assert linked.link_checks.count() == 4


def test_what_is_saved_from_an_older_copy_does_not_bring_a_link_back(
    on_day: Callable[..., LinkCheck], linked: Source
) -> None:
    older = Source.objects.get(pk=linked.pk)
    for day in (0, 3, 7):
        on_day(day, "404")
    older.title = "Another title"
    older.save()
    linked.refresh_from_db()
    assert (linked.title, linked.link_is_dead) == ("Another title", True)


def test_the_desk_is_told_of_dead_links_that_nothing_stands_in_for(
    on_day: Callable[..., LinkCheck], linked: Source
) -> None:
    for day in (0, 3, 7):
        on_day(day, "404")
    soon, later = START + 8 * DAY, START + 60 * DAY
    assert list(Source.objects.with_dead_links(later)) == [linked]
    Source.objects.filter(pk=linked.pk).update(archived_url="https://archive.example/1")
    assert list(Source.objects.with_dead_links(soon)) == [linked]
    assert list(Source.objects.with_dead_links(later)) == []
    Source.objects.filter(pk=linked.pk).update(archived_url="")
    Capture.objects.create(
        source=linked,
        file="x",
        sha256="0" * 64,
        media_type="application/pdf",
        size=1,
        captured_at=START,
    )
    assert list(Source.objects.with_dead_links(later)) == []
