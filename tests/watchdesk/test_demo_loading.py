"""The demo desk as loaded: which day said what, and what a second call does."""

import datetime as dt
import hashlib
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import TestCase, override_settings

from record.kinds import Actor, Kind
from record.models import Checkpoint, Entry, Subject
from record.verifying import verify
from sources.models import LinkCheck, Source
from tracker.models import Milestone, Proposal, Track
from tracker.weak import on_weak_evidence_alone
from watchdesk.demo import accounts, events, schedule
from watchdesk.demo.keys import uuid_of
from watchdesk.demo.moments import ZONE, moment
from watchdesk.demo.training_days import SAILING, TIMETABLE
from watchdesk.demo.training_links import ARCHIVED_SURVEY, LEVELS
from watchdesk.models import Desk

PASSWORD = "a-password-for-all"

# The rounds as the facts give them, by item: (day recorded, type, status, in effect since).
ROUNDS = {
    "extraditions-and-trials": [
        ("2024-09-24", "initial", "watching", "2023-09-24"),
        ("2024-10-01", "change", "moving", "2024-09"),
        ("2025-09-24", "change", "stalled", "2025-09-24"),
    ],
    "rafale-and-gas-timelines": [
        ("2024-09-24", "initial", "moving", "2024-08-29"),
        ("2025-09-24", "check", None, None),
    ],
    "conscription-and-parades": [
        ("2024-09-24", "initial", "moving", "2024"),
        ("2025-09-24", "check", None, None),
    ],
    "eu-conditionality": [
        ("2024-09-24", "initial", "watching", "2023-09-24/2023-12-31"),
        ("2025-09-24", "change", "stalled", "2025-09-24"),
    ],
}


@pytest.fixture(scope="module")
def printed(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """The demo desk, loaded once for the module in two calls; gives what the calls printed."""
    var = Path(tempfile.mkdtemp(prefix="desk-"))
    changed = override_settings(
        ROLE="owner",
        VAR=var,
        MEDIA_ROOT=str(var / "media"),
        PRIVATE_ROOT=var / "private",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    with django_db_blocker.unblock(), changed, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEMO_PASSWORD", PASSWORD)
        # What a TestCase does around its class: nothing that the desk writes outlives the module.
        atomics = TestCase._enter_atomics()  # type: ignore[attr-defined]
        for name in accounts.ACCOUNTS.values():
            Group.objects.get_or_create(name=name)
        yield _load_in_two_calls(patch)
        TestCase._rollback_atomics(atomics)  # type: ignore[attr-defined]
    shutil.rmtree(var)


def _load_in_two_calls(patch: pytest.MonkeyPatch) -> list[str]:
    whole = schedule.DAYS
    patch.setattr(schedule, "DAYS", dict(list(whole.items())[:3]))
    lines = _call()
    patch.setattr(schedule, "DAYS", whole)
    return lines + _call()


def _call() -> list[str]:
    out = io.StringIO()
    call_command("demo", stdout=out)
    return out.getvalue().splitlines()


def _said_of(slug: str) -> list[Subject]:
    rows = Subject.objects.now().public().told().filter(kind=Kind.STATUS_CHANGE)
    return list(rows.filter(parent=uuid_of("item", slug)).order_by("first_seq"))


def _day(entry: Entry) -> str:
    return entry.recorded_at.astimezone(ZONE).date().isoformat()


def _first_seq(kind: str, key: str) -> int:
    return Subject.objects.now().get(uuid=uuid_of(kind, key)).first_seq


def test_the_record_holds_and_begins_with_the_import(printed: list[str]) -> None:
    first = Entry.objects.order_by("seq")[0]
    assert (first.op, first.kind) == ("import", "desk")
    assert not Entry.objects.exclude(actor=Actor.IMPORT).exists()
    held, fault = verify()
    assert fault is None
    assert held == Entry.objects.count()


def test_every_day_is_recorded_at_six_in_belgrade(printed: list[str]) -> None:
    moments = set(Entry.objects.values_list("recorded_at", flat=True))
    assert moments == {moment(day) for day in schedule.DAYS}
    assert {at.astimezone(ZONE).time() for at in moments} == {dt.time(6)}
    assert min(schedule.DAYS) == "2024-01-08"
    assert max(schedule.DAYS) == "2025-09-24"


@pytest.mark.parametrize("slug", ROUNDS)
def test_the_rounds_are_those_of_the_facts(printed: list[str], slug: str) -> None:
    said = [
        (_day(row.entry), row.data["type"], row.data["status"], row.data["effective"])
        for row in _said_of(slug)
    ]
    assert said == ROUNDS[slug]


def test_the_second_round_rests_on_what_the_facts_name(printed: list[str]) -> None:
    wanted = {
        "extraditions-and-trials": ["ep-resolutions", "desk-b", "uk-osce"],
        "eu-conditionality": ["ep-resolutions", "desk-b", "ec-kosovo-2024"],
    }
    for slug, keys in wanted.items():
        evidence = _said_of(slug)[-1].data["evidence"]
        assert [use["source"] for use in evidence] == [str(uuid_of("source", k)) for k in keys]
        assert [use["stance"] for use in evidence] == ["supports", "supports", "context"]


def test_a_check_says_what_was_searched(printed: list[str]) -> None:
    look = _said_of("rafale-and-gas-timelines")[-1]
    assert look.data["searched"] == (
        "looked for a delivery date and a signed gas contract; neither found"
    )


def test_an_article_comes_before_the_report_that_it_is(printed: list[str]) -> None:
    a, desk_a = _first_seq("article", "one-year-after-banjska"), _first_seq("source", "desk-a")
    b, desk_b = _first_seq("article", "two-years-after-banjska"), _first_seq("source", "desk-b")
    assert a < desk_a < _first_seq("item", "extraditions-and-trials")
    assert b < desk_b < _first_seq("article", "why-kosovo-is-britains-concern")


def test_each_event_was_recorded_on_its_day(printed: list[str]) -> None:
    rows = Subject.objects.now().told().filter(kind=Kind.EVENT)
    slugs = {uuid_of("item", row.item) for row in events.EVENTS}
    first = {
        row.title: _day(Entry.objects.get(seq=row.first_seq))
        for row in rows.filter(parent__in=slugs)
    }
    assert first == {row.headline: row.recorded for row in events.EVENTS}


def test_evidence_found_later_is_added_to_what_was_said(printed: list[str]) -> None:
    attack = Subject.objects.now().told().get(title=events.EVENTS[0].headline)
    keys = ("desk-a", "ec-kosovo-2024", "desk-b")
    named = [use["source"] for use in attack.data["evidence"]]
    assert named == [str(uuid_of("source", key)) for key in keys]
    before = Subject.objects.told().get(title=attack.title, since=attack.first_seq)
    assert [use["source"] for use in before.data["evidence"]] == named[:1]


def test_no_source_was_public_before_its_time(printed: list[str]) -> None:
    for row in Subject.objects.public().told().filter(kind=Kind.SOURCE):
        ends = row.data["issued"].split("/")[-1]
        assert ends == ".." or ends[:7] <= _day(row.entry)[: len(ends[:7])]


def test_eleven_sources_are_public_beside_the_drill(printed: list[str]) -> None:
    rows = Subject.objects.now().public().told().filter(kind=Kind.SOURCE)
    drill = uuid_of("tag", "training-material")
    assert rows.exclude(tags__contains=[drill]).count() == 11


def test_the_front_page_leads_with_the_second_article(printed: list[str]) -> None:
    lead = Desk.objects.get().lead
    assert lead is not None
    assert lead.slug == "two-years-after-banjska"
    desk = Subject.objects.now().told().get(kind=Kind.DESK)
    assert desk.data["name"] == "Watchdesk"
    assert desk.data["lead"] == str(lead.uuid)


def test_the_drill_shows_every_state(printed: list[str]) -> None:
    said = _said_of("lake-orla-ferry")
    assert {row.data["type"] for row in said} == {
        "initial",
        "change",
        "check",
        "correction",
        "retraction",
        "reopening",
    }
    assert {row.data["status"] for row in said} >= {
        "watching",
        "moving",
        "stalled",
        "reversing",
        "answered_yes",
    }
    stances = {use["stance"] for row in said for use in row.data["evidence"]}
    assert stances >= {"supports", "contradicts"}
    item = Subject.objects.now().told().get(uuid=uuid_of("item", "lake-orla-ferry"))
    assert [row["version"] for row in item.data["criteria"]] == [1, 2]
    assert item.data["training"] is True


def test_the_ferry_slipped_three_times_before_it_sailed(printed: list[str]) -> None:
    row = Subject.objects.now().told().get(kind=Kind.MILESTONE, title=SAILING)
    roles = [date["role"] for date in row.data["dates"]]
    assert roles == ["baseline", "forecast", "forecast", "forecast", "actual"]


def test_the_drill_has_a_correction_a_withdrawal_and_a_retracted_source(
    printed: list[str],
) -> None:
    drill = Entry.objects.filter(uuid=uuid_of("article", "ferry-drill")).order_by("seq")
    assert [entry.op for entry in drill] == ["publish", "correct", "update"]
    hull = Entry.objects.filter(uuid=uuid_of("article", "the-hull-is-gone")).order_by("seq")
    assert [entry.op for entry in hull] == ["publish", "withdraw"]
    report = Subject.objects.now().told().get(uuid=uuid_of("source", "orla-gazette-hull"))
    assert report.data["repute"] == "retracted"


def _source(key: str) -> Any:
    return Subject.objects.now().told().get(uuid=uuid_of("source", key)).data


def test_a_dead_link_is_switched_to_its_archived_copy_by_an_entry(printed: list[str]) -> None:
    said = [
        (_day(row.entry), bool(row.data["archived_url"]), row.data["link_is_dead"])
        for row in Subject.objects.told()
        .filter(uuid=uuid_of("source", "orla-survey"))
        .order_by("since")
    ]
    assert said[-3:] == [
        ("2024-05-06", False, False),
        ("2025-05-05", True, False),
        ("2025-05-12", True, True),
    ]
    assert _source("orla-survey")["archived_url"] == ARCHIVED_SURVEY


def test_a_dead_source_has_a_private_copy_whose_hash_is_public(printed: list[str]) -> None:
    levels = _source("orla-levels")
    assert levels["link_is_dead"] and not levels["archived_url"]
    (copy,) = levels["captures"]
    assert copy["sha256"] == hashlib.sha256(LEVELS.encode()).hexdigest()
    # Each test has uploads of its own; those of the demo lie beside its pictures.
    kept = settings.VAR / "private" / f"{copy['sha256']}.txt"
    assert kept.read_text(encoding="utf-8") == LEVELS


def test_one_dead_source_waits_for_a_copy(printed: list[str]) -> None:
    waiting = Source.objects.with_dead_links(moment("2025-11-24"))
    assert [one.uuid for one in waiting] == [uuid_of("source", "orla-gazette-pier")]


def test_the_desk_s_list_has_a_link_of_every_kind(printed: list[str]) -> None:
    found = set(Source.objects.exclude(link_verdict="").values_list("link_verdict", flat=True))
    assert found == {"gone", "blocked", "moved", "changed"}
    first = LinkCheck.objects.filter(source__uuid=uuid_of("source", "orla-company-notice"))
    assert [one.verdict for one in first] == ["changed", "ok"]


def test_a_court_decision_is_known_by_its_ecli(printed: list[str]) -> None:
    court = _source("orla-court")
    assert (court["csl_type"], court["identifiers"]["ecli"]) == (
        "legal_case",
        "ECLI:XO:ODC:2024:17",
    )
    Source.objects.get(uuid=uuid_of("source", "orla-court")).full_clean()


def test_a_rating_fell_and_rose_with_its_history(printed: list[str]) -> None:
    gazette = Subject.objects.now().told().get(uuid=uuid_of("publisher", "orla-valley-gazette"))
    assert [(one["code"], one["since"]) for one in gazette.data["ratings"]] == [
        ("B", "2025-08-18"),
        ("C", "2024-08-12"),
        ("B", "2024-01-08"),
    ]


def test_two_tags_were_merged_into_one(printed: list[str]) -> None:
    old = Subject.objects.now().get(uuid=uuid_of("tag", "ferry-traffic"))
    assert (old.state, old.successor) == ("merged", uuid_of("tag", "ferries"))
    assert _day(old.entry) == "2025-03-10"


def test_what_rests_on_a_downgraded_source_was_not_looked_at_since(printed: list[str]) -> None:
    """So the desk's front page has the ferry and its article to show."""
    count = Subject.objects.now().told().get(uuid=uuid_of("source", "orla-passengers-count"))
    assert (count.data["repute"], _day(count.entry)) == ("downgraded", "2025-09-15")
    assert max(_day(row.entry) for row in _said_of("lake-orla-ferry")) < "2025-09-15"


def test_the_desk_has_something_of_each_kind_to_see_to(printed: list[str]) -> None:
    """All of it in the drill: a proposal, a milestone past its date, and weak evidence alone."""
    ferry = uuid_of("item", "lake-orla-ferry")
    (waiting,) = Proposal.objects.waiting()
    assert (waiting.item.uuid, str(waiting.by)) == (ferry, "staff")
    late = Milestone.objects.overdue(dt.date(2025, 11, 1))
    assert [one.title for one in late.filter(item__uuid=ferry)] == [TIMETABLE]
    assert [item.uuid for item in on_weak_evidence_alone()] == [ferry]
    assert [track.slug for track in Track.objects.filter(second_person=True)] == ["training"]


def test_the_drill_has_a_downgraded_source_and_one_that_was_entered_twice(
    printed: list[str],
) -> None:
    notice = Subject.objects.now().told().get(uuid=uuid_of("source", "orla-company-notice"))
    assert notice.data["repute"] == "downgraded"
    book = Subject.objects.now().get(uuid=uuid_of("source", "orla-harbour-log-book"))
    assert (book.state, book.successor) == ("merged", uuid_of("source", "orla-harbour-log"))
    log = Subject.objects.now().told().get(uuid=uuid_of("source", "orla-harbour-log"))
    assert log.data["url"] == "https://harbour.orla.example/log"


def test_each_account_stands_in_its_group_and_nobody_is_above_the_rules(
    printed: list[str],
) -> None:
    for name, group in accounts.ACCOUNTS.items():
        user = get_user_model().objects.get(username=name)
        assert [str(one) for one in user.groups.all()] == [group]
        assert user.is_staff
        assert not user.is_superuser
        assert user.check_password(PASSWORD)
        assert f"account {name} {PASSWORD}" in printed


def test_a_desk_cut_short_is_finished_and_signed(printed: list[str]) -> None:
    assert schedule.missing() == []
    last = Checkpoint.objects.all()[0]
    assert last.seq == Entry.objects.order_by("-seq")[0].seq


def test_a_second_call_changes_nothing_and_says_so(printed: list[str]) -> None:
    entries, signed = Entry.objects.count(), Checkpoint.objects.count()
    assert _call() == ["The demo desk is loaded already. Nothing was changed."]
    assert (Entry.objects.count(), Checkpoint.objects.count()) == (entries, signed)
