"""A status is changed in one way only, by rules that a reader can hold the desk to."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from record.clock import desk_day, now
from record.kinds import Actor, Kind, Op
from record.models import Entry, Subject
from record.saying import NotSealing
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tracker.evidence import Use
from tracker.models import StatusChange, StatusConflict, WatchItem

Verb = Callable[..., StatusChange]


@pytest.fixture
def public(dam: WatchItem, opening: dict[str, Any]) -> WatchItem:
    """The dam, watched since 2023."""
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
    return dam


@pytest.fixture
def change(public: WatchItem, source: Source) -> Verb:
    """Change the dam's status; what is not given is in order."""

    def make(to: str = "moving", **given: Any) -> StatusChange:
        words = {
            "seen": public.status,
            "effective": VagueDate.parse("2024-09"),
            "headline": f"It is {to} now",
            "evidence": [Use(source)],
        }
        with sealing(Actor.TRACKER):
            return public.change_status(to, **{**words, **given})

    return make


def _said(change: StatusChange) -> dict[str, Any]:
    data: dict[str, Any] = Subject.objects.now().told().get(uuid=change.uuid).data
    return data


def _refused(error: "pytest.ExceptionInfo[ValidationError]") -> set[str]:
    found = error.value
    return set(found.message_dict) if hasattr(found, "error_dict") else {""}


def test_opening_publishes_the_item_and_then_its_first_status(public: WatchItem) -> None:
    kinds = list(Entry.objects.order_by("seq").values_list("op", "kind"))
    assert kinds == [("publish", "item"), ("publish", "status-change")]
    assert public.status == WatchItem.objects.get(pk=public.pk).status == "watching"


def test_opening_needs_criteria(dam: WatchItem, opening: dict[str, Any]) -> None:
    other = WatchItem.objects.create(
        slug="bare", short="bare", question="?", why="w", track=dam.track
    )
    with pytest.raises(ValidationError, match="Fix the criteria"), sealing(Actor.TRACKER):
        other.open("watching", **opening)


def test_opening_needs_a_reason_and_no_evidence(dam: WatchItem, opening: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as error, sealing(Actor.TRACKER):
        dam.open("watching", **{**opening, "reason": " "})
    assert _refused(error) == {"reason"}
    assert not Entry.objects.exists()


def test_opening_twice_is_refused(public: WatchItem, opening: dict[str, Any]) -> None:
    with pytest.raises(StatusConflict, match="is open already"), sealing(Actor.TRACKER):
        public.open("moving", **opening)


def test_opening_with_an_answer_needs_evidence(dam: WatchItem, opening: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as error, sealing(Actor.TRACKER):
        dam.open("answered_yes", **opening)
    assert _refused(error) == {"evidence"}


def test_a_change_is_said_with_what_it_rests_on(change: Verb, source: Source) -> None:
    made = change(note="The pumps run.", confidence="high", internal_note="Told by the guard.")
    said = _said(made)
    assert (said["type"], said["before"], said["status"]) == ("change", "watching", "moving")
    assert said["effective"] == "2024-09"
    assert (said["note"], said["confidence"]) == ("The pumps run.", "high")
    assert said["evidence"][0]["source"] == str(source.uuid)
    assert said["criteria_version"] == 1
    kinds = list(Entry.objects.order_by("seq").values_list("kind", flat=True))[2:]
    assert kinds == ["publisher", "source", "status-change"]


def test_the_internal_note_and_the_person_are_never_public(change: Verb, staff: Any) -> None:
    change(internal_note="Told by the guard.", by=staff)
    texts = Entry.objects.values_list("payload__text", flat=True)
    assert not [text for text in texts if "guard" in text or staff.username in text]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"evidence": []}, "evidence"),
        ({"headline": " "}, "headline"),
        ({"effective": None}, "effective"),
        ({"effective": VagueDate.parse("../2024")}, "effective"),
        ({"to": "closed"}, "outcome"),
        ({"to": "watching"}, "status"),
    ],
)
def test_what_is_missing_is_named(change: Verb, given: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        change(**given)
    assert _refused(error) == {field}
    assert StatusChange.objects.count() == 1
    assert Entry.objects.count() == 2


def test_a_source_that_contradicts_is_no_support(change: Verb, source: Source) -> None:
    for stance in ("contradicts", "context"):
        with pytest.raises(ValidationError, match="at least one source that supports"):
            change(evidence=[Use(source, stance=stance)])


def test_nothing_takes_effect_after_today(change: Verb) -> None:
    today = desk_day(now())
    with pytest.raises(ValidationError) as error:
        change(effective=VagueDate.parse(str(today + dt.timedelta(days=1))))
    assert _refused(error) == {"effective"}
    change(effective=VagueDate.parse(str(today)))


def test_a_vague_date_counts_from_its_lower_bound(change: Verb) -> None:
    """This year has begun, so something may have changed “in” it."""
    assert change(effective=VagueDate.parse(str(desk_day(now()).year))).pk


def test_who_saw_an_older_status_is_told_who_changed_what(change: Verb, staff: Any) -> None:
    change("moving", by=staff)
    with pytest.raises(StatusConflict) as error:
        change("stalled", seen="watching")
    told = "staff said “Moving” of “The dam” meanwhile: It is moving now ("
    assert str(error.value).startswith(told)


def test_a_final_status_is_left_by_reopening_alone(
    change: Verb, public: WatchItem, source: Source
) -> None:
    change("answered_yes")
    with pytest.raises(ValidationError, match="Reopen it first"):
        change("moving")
    words = {"effective": VagueDate.parse("2024-10"), "headline": "It leaks again"}
    with sealing(Actor.TRACKER), pytest.raises(ValidationError) as error:
        public.reopen("moving", reason="", evidence=[Use(source)], **words)
    assert _refused(error) == {"reason"}
    with sealing(Actor.TRACKER), pytest.raises(ValidationError) as error:
        public.reopen("moving", reason="A crack.", evidence=[], **words)
    assert _refused(error) == {"evidence"}
    with sealing(Actor.TRACKER):
        made = public.reopen("moving", reason="A crack.", evidence=[Use(source)], **words)
    assert _said(made)["type"] == "reopening"
    assert public.status == "moving"


def test_an_open_item_cannot_be_reopened(public: WatchItem, source: Source) -> None:
    words = {"effective": VagueDate.parse("2024"), "headline": "h", "reason": "r"}
    with pytest.raises(ValidationError, match="nothing to reopen"), sealing(Actor.TRACKER):
        public.reopen("moving", evidence=[Use(source)], **words)


def test_a_backdated_answer_that_would_bar_a_later_change_is_refused(change: Verb) -> None:
    change("moving", effective=VagueDate.parse("2024-09"))
    with pytest.raises(ValidationError, match="“Answered no” would lead to “Moving”") as error:
        change("answered_no", effective=VagueDate.parse("2024-03"))
    assert _refused(error) == {"effective"}


def test_a_backdated_change_moves_the_past_and_not_the_present(
    change: Verb, public: WatchItem
) -> None:
    change("moving", effective=VagueDate.parse("2024-09"))
    made = change("stalled", effective=VagueDate.parse("2024-03"))
    assert _said(made)["before"] == "watching"
    assert WatchItem.objects.get(pk=public.pk).status == "moving"


def test_looking_says_what_was_searched_and_changes_nothing(public: WatchItem) -> None:
    with sealing(Actor.TRACKER), pytest.raises(ValidationError) as error:
        public.look(" ")
    assert _refused(error) == {"searched"}
    with sealing(Actor.TRACKER):
        look = public.look("The gazette and the court's register.")
    assert (_said(look)["type"], _said(look)["status"]) == ("check", None)
    assert WatchItem.objects.get(pk=public.pk).status == "watching"


def test_a_correction_supersedes_and_both_stay_readable(change: Verb, public: WatchItem) -> None:
    wrong = change("moving")
    words = {"to": "stalled", "effective": VagueDate.parse("2024-08"), "headline": "It stands"}
    with sealing(Actor.TRACKER), pytest.raises(ValidationError) as error:
        wrong.correct(reason="", **words)
    assert _refused(error) == {"reason"}
    with sealing(Actor.TRACKER):
        right = wrong.correct(reason="We misread it.", **words)
    assert Entry.objects.latest("seq").op == Op.CORRECT
    assert _said(right)["supersedes"] == str(wrong.uuid)
    assert _said(wrong)["status"] == "moving"
    assert WatchItem.objects.get(pk=public.pk).status == "stalled"
    with sealing(Actor.TRACKER), pytest.raises(StatusConflict, match="already"):
        StatusChange.objects.get(pk=wrong.pk).correct(reason="again", **words)


def test_a_retraction_takes_back_to_what_stood_before(change: Verb, public: WatchItem) -> None:
    wrong = change("moving")
    with sealing(Actor.TRACKER):
        gone = wrong.retract("It was a duplicate.")
    assert Entry.objects.latest("seq").op == Op.RETRACT
    assert _said(gone)["reason"] == "It was a duplicate."
    assert WatchItem.objects.get(pk=public.pk).status == "watching"


def test_before_it_is_public_nothing_is_said_of_it(dam: WatchItem, source: Source) -> None:
    with pytest.raises(ValidationError, match="Open it first"), sealing(Actor.TRACKER):
        dam.look("everywhere")
    with sealing(Actor.TRACKER):
        dam.add_milestone("First water")
        dam.add_event(VagueDate.parse("2024"), headline="Concrete", evidence=[Use(source)])
    assert not Entry.objects.exists()


def test_opening_says_what_was_expected_too(
    dam: WatchItem, source: Source, opening: dict[str, Any]
) -> None:
    with sealing(Actor.TRACKER):
        dam.add_milestone("First water")
        dam.add_event(VagueDate.parse("2024"), headline="Concrete", evidence=[Use(source)])
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
    kinds = list(Entry.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["item", "milestone", "publisher", "source", "event", "status-change"]


def test_a_verb_needs_a_desk_write(public: WatchItem) -> None:
    with pytest.raises(NotSealing):
        public.look("everywhere")
    assert public.changes.count() == 1


def test_two_changes_in_one_write_follow_one_another(public: WatchItem, source: Source) -> None:
    words = {"effective": VagueDate.parse("2024"), "evidence": [Use(source)]}
    with sealing(Actor.TRACKER):
        public.change_status("moving", seen="watching", headline="a", **words)
        public.change_status("stalled", seen="moving", headline="b", **words)
    assert WatchItem.objects.get(pk=public.pk).status == "stalled"
    assert Entry.objects.filter(kind=Kind.STATUS_CHANGE).count() == 3


@pytest.mark.parametrize(
    "row",
    [
        {"type": "change", "status": ""},
        {"type": "check", "status": "moving"},
        {"type": "correction", "status": "moving"},
        {"type": "initial", "status": "moving"},
    ],
)
def test_the_database_refuses_a_row_that_makes_no_sense(
    public: WatchItem, row: dict[str, str]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusChange.objects.create(item=public, headline="h", **row)


def test_criteria_change_only_with_a_reason(public: WatchItem) -> None:
    words = {"yes": "y", "no": "n", "edge_cases": "e", "by_when": "b"}
    with sealing(Actor.TRACKER), pytest.raises(ValidationError) as error:
        public.set_criteria(**words)
    assert _refused(error) == {"reason"}
    with sealing(Actor.TRACKER):
        public.set_criteria(**words, reason="A smaller dam is planned.")
    said = Subject.objects.now().told().get(uuid=public.uuid).data
    assert [row["version"] for row in said["criteria"]] == [1, 2]
