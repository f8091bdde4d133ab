"""A final status waits for a second person where the track asks for one."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from record.kinds import Actor, Kind, upcast
from record.models import Entry
from record.sealing import sealing
from record.vague import VagueDate
from record.verifying import verify
from sources.models import Source
from tests.proposing import propose
from tests.together import at_once
from tracker.evidence import Use
from tracker.models import Proposal, StatusChange, StatusConflict, WatchItem
from tracker.second_person import SecondPersonNeeded
from tracker.weak import on_weak_evidence_alone

SINCE = VagueDate.parse("2024")
ANSWER = {"effective": SINCE, "headline": "It holds water", "note": "Since the spring."}


@pytest.fixture
def asking(dam: WatchItem, opening: dict[str, Any]) -> WatchItem:
    """The question about the dam, open, on a track that asks for a second person."""
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
    dam.track.second_person = True
    dam.track.save()
    return dam


@pytest.fixture
def colleague(member: Callable[..., Any]) -> Any:
    return member("colleague", "Tracker staff")


def answer_of(item: WatchItem, source: Source, by: Any) -> Callable[[], Any]:
    use = Use(source, locator="p. 3", quotation="It holds.", credibility=2, why="Measured.")
    return partial(
        item.change_status, "answered_yes", seen=item.status, evidence=[use], by=by, **ANSWER
    )


@pytest.fixture
def proposed(asking: WatchItem, source: Source, staff: Any) -> Proposal:
    return propose(answer_of(asking, source, staff), staff)


def confirm(proposal: Proposal, by: Any) -> StatusChange:
    with sealing(Actor.TRACKER):
        return Proposal.objects.get(pk=proposal.pk).confirm(by)


pytestmark = pytest.mark.django_db


def test_a_proposal_says_nothing_in_public_and_keeps_all_that_was_typed(
    proposed: Proposal, asking: WatchItem, source: Source
) -> None:
    assert Entry.objects.filter(kind=Kind.STATUS_CHANGE).count() == 1
    assert not source.is_public
    asking.refresh_from_db()
    assert asking.status == "watching"
    (use,) = proposed.evidence.all()
    kept = (proposed.headline, proposed.note, proposed.effective, use.locator, use.quotation)
    assert kept == ("It holds water", "Since the spring.", SINCE, "p. 3", "It holds.")


def test_another_person_confirms_and_then_it_is_said(
    proposed: Proposal, asking: WatchItem, staff: Any, colleague: Any
) -> None:
    change = confirm(proposed, colleague)
    assert (change.status, change.by, change.second) == ("answered_yes", staff, colleague)
    assert change.criteria_version == 1
    asking.refresh_from_db()
    assert asking.status == "answered_yes"
    said = change.standing()
    assert said is not None
    assert said.data["two_people"] is True
    assert [use["locator"] for use in said.data["evidence"]] == ["p. 3"]
    # Who they were is nobody's business.
    assert not {"staff", "colleague"} & set(said.entry.payload.text.split('"'))
    proposed.refresh_from_db()
    assert (proposed.state, proposed.change) == ("confirmed", change)


def test_an_older_statement_reads_as_said_by_one(asking: WatchItem) -> None:
    data = asking.changes.get().standing().data  # type: ignore[union-attr]
    assert data["two_people"] is False
    old = {name: value for name, value in data.items() if name != "two_people"}
    assert upcast(Kind.STATUS_CHANGE, 1, old) == data


def test_nobody_is_their_own_second_person(proposed: Proposal, staff: Any) -> None:
    with pytest.raises(ValidationError, match="Somebody else has to answer it"):
        confirm(proposed, staff)
    with pytest.raises(ValidationError, match="Somebody else"), sealing(Actor.TRACKER):
        proposed.send_back(staff, "no")
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposed.pk).update(second=staff)


def test_it_is_sent_back_with_a_reason_and_proposed_again(
    proposed: Proposal, asking: WatchItem, source: Source, staff: Any, colleague: Any
) -> None:
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        proposed.send_back(colleague, " ")
    assert list(refused.value.message_dict) == ["reason"]
    with transaction.atomic():
        proposed.send_back(colleague, "Which spring?")
    assert list(Proposal.objects.concerning(staff)) == [proposed]
    assert list(Proposal.objects.concerning(colleague)) == []
    again = propose(answer_of(asking, source, staff), staff)
    assert list(Proposal.objects.concerning(staff)) == [again]
    with pytest.raises(StatusConflict, match="has withdrawn it"):
        confirm(proposed, colleague)


def test_only_its_proposer_withdraws_it(proposed: Proposal, staff: Any, colleague: Any) -> None:
    with pytest.raises(ValidationError, match="Send it back"), transaction.atomic():
        proposed.withdraw(colleague)
    with transaction.atomic():
        proposed.withdraw(staff)
    with pytest.raises(StatusConflict, match="staff has withdrawn it"):
        confirm(proposed, colleague)


def test_a_stale_proposal_is_refused_with_who_said_what_and_keeps_everything(
    proposed: Proposal, asking: WatchItem, source: Source, colleague: Any
) -> None:
    for to, seen in (("moving", "watching"), ("watching", "moving")):
        with sealing(Actor.TRACKER):
            asking.change_status(
                to,
                seen=seen,
                effective=SINCE,
                headline=f"{to}!",
                evidence=[Use(source)],
                by=colleague,
            )
    # The status is the one that was seen; what was said between is not.
    with pytest.raises(StatusConflict, match=r"colleague said “Watching” of “The dam” meanwhile"):
        confirm(proposed, colleague)
    proposed.refresh_from_db()
    assert (proposed.state, proposed.evidence.count()) == ("waiting", 1)


def test_new_criteria_make_a_proposal_stale(
    proposed: Proposal, asking: WatchItem, colleague: Any
) -> None:
    with sealing(Actor.TRACKER):
        asking.set_criteria(yes="y", no="n", edge_cases="e", by_when="b", reason="clearer")
    with pytest.raises(StatusConflict, match="version 2 is in force"):
        confirm(proposed, colleague)


def test_a_second_proposal_for_the_item_is_told_of_the_first(
    proposed: Proposal, asking: WatchItem, source: Source, colleague: Any
) -> None:
    with pytest.raises(StatusConflict, match="staff proposed “Answered yes” already"):
        propose(answer_of(asking, source, colleague), colleague)


def test_what_is_wrong_in_itself_is_refused_and_not_proposed(asking: WatchItem) -> None:
    with pytest.raises(ValidationError) as refused, sealing(Actor.TRACKER):
        asking.change_status("answered_yes", seen="watching", evidence=[], **ANSWER)
    assert not isinstance(refused.value, SecondPersonNeeded)
    assert list(refused.value.message_dict) == ["evidence"]


def test_leaving_a_final_status_needs_one_and_returning_to_it_two(
    proposed: Proposal, asking: WatchItem, source: Source, staff: Any, colleague: Any
) -> None:
    confirm(proposed, colleague)
    asking.refresh_from_db()
    with sealing(Actor.TRACKER):
        reopened = asking.reopen(
            "watching",
            effective=SINCE,
            headline="It leaks",
            reason="A crack.",
            evidence=[Use(source)],
            by=staff,
        )
    # Without the reopening the answer would stand again.
    taken_back = propose(lambda: reopened.retract("No crack.", by=staff), staff)
    confirm(taken_back, colleague)
    asking.refresh_from_db()
    assert asking.status == "answered_yes"


def test_a_correction_to_a_final_status_needs_two(
    asking: WatchItem, source: Source, staff: Any, colleague: Any
) -> None:
    first = asking.changes.get()
    right = partial(first.correct, reason="It was full.", to="closed", evidence=[Use(source)])
    said = {**ANSWER, "outcome": "overtaken", "by": staff}
    change = confirm(propose(lambda: right(**said), staff), colleague)
    assert (change.type, change.outcome) == ("correction", "overtaken")


def test_a_question_is_not_opened_with_an_answer_by_one(
    dam: WatchItem, opening: dict[str, Any], source: Source
) -> None:
    dam.track.second_person = True
    dam.track.save()
    with pytest.raises(SecondPersonNeeded, match="is said by two people"), sealing(Actor.TRACKER):
        dam.open("answered_no", evidence=[Use(source)], **opening)
    assert not dam.is_public


def test_a_track_that_does_not_ask_needs_one(
    dam: WatchItem, opening: dict[str, Any], source: Source, staff: Any
) -> None:
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
        answer_of(dam, source, staff)()
    assert dam.status == "answered_yes"


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ({"status": "answered_yes", "criteria_version": 1}, "second_person"),
        ({"status": "answered_yes", "by": 1, "second": 2}, "final_by_criteria"),
        ({"status": "closed", "criteria_version": 1, "by": 1, "second": 2}, "closed_says_why"),
        ({"status": "moving", "by": 1, "second": 1}, "second_is_another"),
        ({"status": "moving", "second": 1}, "second_is_another"),
    ],
)
def test_the_database_refuses_it_too(
    asking: WatchItem, staff: Any, colleague: Any, columns: dict[str, Any], rule: str
) -> None:
    people = {1: staff, 2: colleague}
    row = {
        name: people[value] if name in {"by", "second"} else value
        for name, value in columns.items()
    }
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        StatusChange.objects.create(item=asking, type="change", headline="h", **row)
    assert rule in str(refused.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_eight_people_confirm_one_proposal(
    proposed: Proposal, asking: WatchItem, member: Callable[..., Any]
) -> None:
    people = [member(f"second-{n}", "Tracker staff") for n in range(8)]
    results = at_once(*(partial(confirm, proposed, by) for by in people))
    won = [result for result in results if isinstance(result, StatusChange)]
    told = {str(result) for result in results if isinstance(result, StatusConflict)}
    assert len(won) == 1, results
    assert told == {f"{won[0].second} has confirmed it: it is said in public."}
    assert Entry.objects.filter(uuid=won[0].uuid).count() == 1
    assert StatusChange.objects.filter(item=asking).count() == 2
    assert verify()[1] is None


@pytest.mark.django_db(transaction=True)
def test_one_confirms_while_others_send_back_withdraw_and_say_something_else(
    proposed: Proposal, asking: WatchItem, source: Source, staff: Any, member: Callable[..., Any]
) -> None:
    people = [member(f"second-{n}", "Tracker staff") for n in range(3)]

    def send_back() -> str:
        with transaction.atomic():
            Proposal.objects.get(pk=proposed.pk).send_back(people[1], "no")
        return "sent back"

    def withdraw() -> str:
        with transaction.atomic():
            Proposal.objects.get(pk=proposed.pk).withdraw(staff)
        return "withdrawn"

    def say() -> str:
        with sealing(Actor.TRACKER):
            WatchItem.objects.get(pk=asking.pk).change_status(
                "stalled", seen="watching", effective=SINCE, headline="x", evidence=[Use(source)]
            )
        return "stalled"

    calls: list[Callable[[], Any]] = [partial(confirm, proposed, people[0]), send_back, withdraw]
    results = at_once(*calls, say)
    proposed.refresh_from_db()
    asking.refresh_from_db()
    for result in results:
        assert isinstance(result, StatusChange | str | StatusConflict), results
    if proposed.state == "confirmed":
        assert asking.status == "answered_yes"
        assert isinstance(results[3], StatusConflict)
    else:
        assert proposed.state in {"withdrawn", "sent_back", "waiting"}
        assert asking.status == "stalled"
    assert StatusChange.objects.filter(item=asking).count() == 2
    assert verify()[1] is None


def test_that_its_source_was_retracted_meanwhile_is_seen_before_and_after(
    proposed: Proposal, source: Source, colleague: Any, as_member: Any
) -> None:
    with sealing(Actor.TRACKER):
        source.retract("The office took it back.")
    page = as_member(colleague).get(proposed.address).content.decode()
    assert "<strong>Retracted</strong>" in page
    confirm(proposed, colleague)
    (question,) = on_weak_evidence_alone()
    assert question.status == "answered_yes"
