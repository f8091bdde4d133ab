"""What the desk's front page asks somebody to see to, and with how many queries."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from record.clock import now
from record.kinds import Actor
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Publisher, Source
from tests.proposing import propose
from tracker.evidence import Use
from tracker.models import Milestone, WatchItem
from watchdesk.desk_matters import Matter

pytestmark = pytest.mark.django_db

SINCE = VagueDate.parse("2024")


@pytest.fixture
def moving(dam: WatchItem, opening: dict[str, Any], source: Source) -> WatchItem:
    """The question about the dam, moving by one report that nobody has graded."""
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
    return say(dam, "moving", Use(source))


def change(item: WatchItem, to: str, *uses: Use) -> None:
    said = {"effective": SINCE, "headline": f"It is {to}", "evidence": uses}
    item.change_status(to, seen=item.status, **said)


def say(item: WatchItem, to: str, *uses: Use) -> WatchItem:
    with sealing(Actor.TRACKER):
        change(item, to, *uses)
    return item


@pytest.fixture
def matters(client: Client) -> Callable[[Any], list[Matter]]:
    """What the front page lists for a person."""

    def matters(person: Any) -> list[Matter]:
        client.force_login(person)
        return list(client.get(reverse("admin:index")).context["matters"])

    return matters


def rate(source: Source, code: str) -> None:
    assert source.publisher is not None
    with sealing(Actor.TRACKER):
        source.publisher.rate(code, "So we hold.", dt.date(2024, 1, 1))


WEAK = [
    ("", 5, "improbable"),
    ("A", 6, "Completely reliable; credibility cannot be judged"),
    ("E", None, "Unreliable; credibility not graded yet"),
    ("F", 2, "Reliability cannot be judged; probably true"),
]
STRONG = [("", None), ("", 4), ("D", 4), ("E", 1), ("A", 2)]


@pytest.mark.parametrize(("code", "credibility", "words"), WEAK)
def test_a_status_on_weak_evidence_alone_needs_somebody(
    moving: WatchItem, staff: Any, matters: Any, code: str, credibility: int | None, words: str
) -> None:
    paper = Publisher.objects.create(name="Paper", slug="paper")
    weak = Source.objects.create(csl_type="report", title="Hearsay", publisher=paper)
    if code:
        rate(weak, code)
    say(moving, "stalled", Use(weak, credibility=credibility))
    (matter,) = matters(staff)
    assert matter.what == "Will the dam be finished?"
    assert matter.why.startswith("Its status rests on weak evidence alone: “Hearsay” (")
    assert words in matter.why


@pytest.mark.parametrize(("code", "credibility"), STRONG)
def test_what_is_not_graded_or_confirmed_otherwise_is_not_weak(
    moving: WatchItem, source: Source, staff: Any, matters: Any, code: str, credibility: int | None
) -> None:
    if code:
        rate(source, code)
    say(moving, "stalled", Use(source, credibility=credibility))
    assert matters(staff) == []


def test_a_better_source_beside_it_settles_it_and_so_does_a_look(
    moving: WatchItem, source: Source, staff: Any, matters: Any, as_member: Any
) -> None:
    say(moving, "stalled", Use(source, credibility=5), Use(source, "contradicts", credibility=1))
    (matter,) = matters(staff)
    better = Source.objects.create(csl_type="report", title="Minutes")
    form = {
        "evidence-TOTAL_FORMS": "1",
        "evidence-INITIAL_FORMS": "0",
        "evidence-0-source": "",
        "evidence-0-stance": "supports",
    }
    client = as_member(staff)
    assert (
        "Name the source that is to be added." in client.post(matter.address, form).content.decode()
    )
    client.post(matter.address, {**form, "evidence-0-source": str(better.pk)})
    assert matters(staff) == []
    said = moving.changes.first()
    assert said is not None
    assert len(said.standing().data["evidence"]) == 3  # type: ignore[union-attr]
    say(moving, "moving", Use(source, credibility=5))
    assert len(matters(staff)) == 1
    with sealing(Actor.TRACKER):
        moving.look("the minutes; nothing better")
    assert matters(staff) == []


def test_a_dead_link_without_a_copy_carries_nothing(
    moving: WatchItem, source: Source, staff: Any, matters: Any
) -> None:
    gone = {"url": "https://office.example/dam", "link_is_dead": True}
    Source.objects.filter(pk=source.pk).update(**gone, link_dead_since=now())
    found = [matter.why for matter in matters(staff) if "weak" in matter.why]
    assert found == [
        "Its status rests on weak evidence alone: “Report on the dam” (its link is dead, and no "
        "copy is kept)."
    ]
    Source.objects.filter(pk=source.pk).update(archived_url="https://archive.example/dam")
    assert [matter.why for matter in matters(staff) if "weak" in matter.why] == []


def test_a_retracted_source_is_found_under_the_name_that_it_was_merged_from(
    moving: WatchItem, source: Source, staff: Any, matters: Any
) -> None:
    other = Source.objects.create(csl_type="report", title="The same report")
    with sealing(Actor.DESK):
        source.merge_into(other, "Entered twice.")
        other.retract("The office took it back.")
    (matter,) = matters(staff)
    assert "Rests on “The same report”, retracted" in matter.why
    assert "weak evidence alone" in matter.why


def expect(item: WatchItem, title: str, *dates: tuple[str, str]) -> Milestone:
    with sealing(Actor.TRACKER):
        milestone = item.add_milestone(title)
        for role, date in dates:
            milestone.set_date(role, VagueDate.parse(date), asserted_by="the office")
    return milestone


def test_a_milestone_is_past_its_date_once_that_is_over_and_nothing_came(
    moving: WatchItem, staff: Any, writer: Any, matters: Any
) -> None:
    year = now().year
    late = expect(moving, "Filled", ("baseline", "2023"), ("forecast", "2024-03"))
    expect(moving, "Opened", ("baseline", "2023"), ("actual", "2024-03"))
    expect(moving, "Painted", ("baseline", "2023"), ("forecast", f"{year}/{year + 1}"))
    expect(moving, "Paid for", ("baseline", "2023/.."))
    expect(moving, "Named")
    (matter,) = matters(staff)
    assert (matter.what, matter.why) == (
        "Filled",
        "The dam: expected March 2024 (the office), and not said to have come about.",
    )
    assert matter.address == reverse("admin:tracker_watchitem_date", args=[moving.pk, late.pk])
    assert [words for _address, words in matter.also] == ["Update status", "Nothing changed"]
    assert matters(writer) == []
    with sealing(Actor.TRACKER):
        late.set_date("actual", VagueDate.parse("2024-05"), asserted_by="the office")
    assert matters(staff) == []


def test_an_answered_question_waits_for_no_milestone(
    moving: WatchItem, source: Source, staff: Any, matters: Any
) -> None:
    expect(moving, "Filled", ("baseline", "2023"))
    say(moving, "answered_yes", Use(source))
    assert matters(staff) == []


def test_each_person_is_told_what_a_proposal_asks_of_them(
    moving: WatchItem, source: Source, staff: Any, administrator: Any, writer: Any, matters: Any
) -> None:
    moving.track.second_person = True
    moving.track.save()
    proposal = propose(lambda: change(moving, "answered_yes", Use(source)), staff)
    (own,) = matters(staff)
    assert "waits for a second person" in own.why
    assert own.button == "See it"
    (theirs,) = matters(administrator)
    assert "staff proposed “Answered yes”" in theirs.why
    assert theirs.address == proposal.address
    assert matters(writer) == []


def test_the_page_asks_no_more_for_more_of_everything(
    moving: WatchItem, source: Source, client: Client, administrator: Any, staff: Any
) -> None:
    def queries() -> int:
        client.force_login(administrator)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("admin:index"))
        kinds.append(len(page.context["matters"]))
        return len(captured)

    kinds: list[int] = []
    moving.track.second_person = True
    moving.track.save()

    def more(n: int) -> None:
        item = WatchItem.objects.create(
            slug=f"item-{n}", short=f"i{n}", question=f"Will {n}?", why="w", track=moving.track
        )
        with sealing(Actor.TRACKER):
            item.set_criteria(yes="y", no="n", edge_cases="e", by_when="b")
            item.open("watching", effective=SINCE, headline="opened", reason="new")
        say(item, "stalled", Use(source, credibility=5))
        expect(item, "Filled", ("baseline", "2023"))
        propose(lambda: change(item, "answered_no", Use(source)), staff)

    more(0)
    queries()
    few = queries()
    for n in range(1, 5):
        more(n)
    assert queries() == few
    assert kinds[-1] == kinds[-2] + 12
