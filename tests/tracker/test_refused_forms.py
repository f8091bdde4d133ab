"""What the tracker's forms refuse: the form comes back, names the field, and loses nothing."""

from collections.abc import Callable
from html import escape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from record.kinds import Actor
from record.models import Entry
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tracker.evidence import Use
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db

SCRIPT = '<script>alert("x")</script>'
USE = {
    "evidence-TOTAL_FORMS": "1",
    "evidence-INITIAL_FORMS": "0",
    "evidence-0-stance": "supports",
    "evidence-0-typed": "Report on the dam",
}
NO_USE = {**USE, "evidence-0-typed": ""}
SAID = {"effective": "2024", "headline": "It is so", "note": "Typed with care.", **USE}
# Each screen with a form that would be taken, and what of it shows that nothing typed is lost.
FIT: dict[str, dict[str, Any]] = {
    "open": {"status": "watching", "reason": "It began.", **SAID},
    "status": {"seen": "moving", "status": "stalled", **SAID},
    "correct": {"status": "stalled", "reason": "It was not so.", **SAID},
    "retract": {"reason": "It was not so."},
    "criteria": {"yes": "Y", "no": "N", "edge_cases": "E", "by_when": "2031", "reason": "A law."},
    "event": {"date": "2024", "headline": "The gate was cast", "note": "Typed with care.", **USE},
    "milestone": {"title": "Filling begins"},
    "date": {"role": "forecast", "date": "2027", "asserted_by": "The office", **USE},
}
DATES = {
    "3/4/2024": "",
    "soon": "",
    "2024-13": "",
    "2024-02-30": "",
    "Q3 2024": "",
    "20": "",
    "2024\0": "",
    SCRIPT: "",
    "2" * 300: "",
}
# (screen, what is typed otherwise, the field that is named, words of the rule)
Refused = tuple[str, dict[str, Any], str, str]
REFUSED: list[Refused] = [
    *(("status", {"effective": date}, "effective", rule) for date, rule in DATES.items()),
    *(("event", {"date": date}, "date", rule) for date, rule in DATES.items()),
    ("status", {"effective": ""}, "effective", "Say since when. A year is enough."),
    ("status", {"effective": "2099"}, "effective", "A status cannot take effect after today."),
    ("status", {"effective": "../2020"}, "effective", "Say since when."),
    ("status", {"effective": "2010"}, "effective", "Correct it, or choose a later day."),
    ("status", {"headline": ""}, "headline", "Say in one line what changed."),
    ("status", {"headline": "x" * 201}, "headline", "at most 200 characters"),
    ("status", {"headline": "a\0b"}, "headline", "Null characters are not allowed."),
    ("status", {"note": "a\0b"}, "note", "Null characters are not allowed."),
    ("status", {"internal_note": "a\0b"}, "internal_note", "Null characters are not allowed."),
    ("status", {"status": ""}, "status", "This field is required."),
    ("status", {"status": "moving"}, "status", "“Moving” is the status that stands already."),
    ("status", {"status": SCRIPT}, "status", "Choose one of these."),
    ("status", {"status": "closed"}, "outcome", "Say whether it was overtaken or not decidable."),
    ("status", {"status": "closed", "outcome": "lost"}, "outcome", "Select a valid choice."),
    ("status", {"confidence": "certain"}, "confidence", "Select a valid choice."),
    ("status", {"status": "check", "searched": " "}, "searched", "Say what was searched."),
    ("status", {"status": "check", "searched": "a\0b"}, "searched", "Null characters"),
    ("status", {**NO_USE}, "evidence", "Name at least one source that supports it"),
    ("status", {"evidence-0-stance": "context"}, "evidence", "Name at least one source"),
    ("open", {"reason": " "}, "reason", "Say why, in a sentence that readers will see."),
    ("open", {"status": "answered_yes", **NO_USE}, "evidence", "Name at least one source"),
    ("open", {"status": "asleep"}, "status", "Select a valid choice."),
    ("open", {"effective": "2099"}, "effective", "A status cannot take effect after today."),
    ("correct", {"reason": ""}, "reason", "Say why, in a sentence that readers will see."),
    ("correct", {"status": ""}, "status", "This field is required."),
    ("correct", {"effective": "3/4/2024"}, "effective", ""),
    ("correct", {"headline": "x" * 201}, "headline", "at most 200 characters"),
    ("retract", {"reason": "  "}, "reason", "Say why, in a sentence that readers will see."),
    ("retract", {"reason": "a\0b"}, "reason", "Null characters are not allowed."),
    ("criteria", {"reason": ""}, "reason", "Say why the criteria change"),
    ("criteria", {"yes": ""}, "yes", "This field is required."),
    ("criteria", {"by_when": "x" * 301}, "by_when", "at most 300 characters"),
    ("criteria", {"edge_cases": "a\0b"}, "edge_cases", "Null characters are not allowed."),
    ("event", {"date": "2099"}, "date", "It has not happened yet. Add a milestone instead."),
    ("event", {"headline": ""}, "headline", "This field is required."),
    ("event", {"headline": "x" * 301}, "headline", "at most 300 characters"),
    ("event", {"lane": "99999"}, "lane", "Select a valid choice."),
    ("event", {"lane": "x"}, "lane", "Select a valid choice."),
    ("event", {**NO_USE}, "evidence", "Name the source that it is known from."),
    ("milestone", {"title": " "}, "title", "This field is required."),
    ("milestone", {"title": "x" * 301}, "title", "at most "),
    ("milestone", {"lane": "-1"}, "lane", "Select a valid choice."),
    ("date", {"role": "wish"}, "role", "Select a valid choice."),
    ("date", {"role": "actual", "date": "2099"}, "date", ""),
    ("date", {"date": ""}, "date", "This field is required."),
    ("date", {"asserted_by": ""}, "asserted_by", "This field is required."),
    ("date", {"asserted_by": "x" * 201}, "asserted_by", "at most 200 characters"),
    *(
        (screen, typed, field, rule)
        for screen in ("status", "event")
        for typed, field, rule in [
            ({"evidence-0-stance": "proves"}, "stance", "Select a valid choice."),
            ({"evidence-0-credibility": "7"}, "credibility", "Select a valid choice."),
            ({"evidence-0-locator": "x" * 201}, "locator", "at most 200 characters"),
            ({"evidence-0-quotation": "x" * 501}, "quotation", "at most 500 characters"),
            ({"evidence-0-why": "a\0b"}, "why", "Null characters are not allowed."),
            ({"evidence-0-typed": "no such thing"}, "typed", "No source has this in its title."),
            (
                {"evidence-0-typed": "", "evidence-0-locator": "p. 4"},
                "typed",
                "Name the source that this is said of",
            ),
            ({"evidence-TOTAL_FORMS": "x"}, "forms", "ManagementForm data is missing"),
            ({"evidence-TOTAL_FORMS": "5000"}, "forms", "at most 50 forms"),
        ]
    ),
]

KEPT = {"note", "headline", "reason", "title", "effective", "date", "asserted_by", "searched"}
FORGED: list[dict[str, str]] = [
    {"seen": ""},
    {"seen": "asleep"},
    {"seen": SCRIPT},
    {"seen": "a\0b"},
    {"_once": "a\0b"},
    {"evidence-INITIAL_FORMS": "-3"},
    {"evidence-0-source": "a\0b", "evidence-0-source_for": "a\0b"},
    {"evidence-0-new_title": "a\0b"},
    {"csrfmiddlewaretoken": "\0"},
]


@pytest.fixture
def address(dam: WatchItem, opening: dict[str, Any], source: Source) -> Callable[[str], str]:
    """The screens of a question that moves and has a lane; that of one not public for opening."""
    item = WatchItem.objects.create(
        slug="ferry", short="Ferry", question="Ferry?", why="w", track=dam.track
    )
    item.lanes.create(key="works", name="Works")
    since, uses = VagueDate.parse("2023-06"), [Use(source)]
    with sealing(Actor.TRACKER):
        item.set_criteria(yes="y", no="n", edge_cases="e", by_when="b")
        item.open("watching", **opening)
        change = item.change_status(
            "moving", seen="watching", effective=since, headline="h", evidence=uses
        )
        milestone = item.add_milestone("The gate is hung")
    named = {"correct": [change.pk], "retract": [change.pk], "date": [milestone.pk]}

    def found(screen: str) -> str:
        key = dam.pk if screen == "open" else item.pk
        return reverse(f"admin:tracker_watchitem_{screen}", args=[key, *named.get(screen, [])])

    return found


@pytest.fixture
def client_of_staff(as_member: Any, staff: Any) -> Client:
    client: Client = as_member(staff)
    return client


def told(answer: Any) -> dict[str, str]:
    """Each field that is named, with what is said there."""
    context = answer.context
    found = {name: " ".join(map(str, errors)) for name, errors in context["form"].errors.items()}
    evidence = context.get("evidence")
    if evidence is not None:
        for form in evidence.forms:
            found |= {name: " ".join(map(str, said)) for name, said in form.errors.items()}
        found["forms"] = " ".join(map(str, evidence.non_form_errors()))
        found["evidence"] = " ".join(context["evidence_errors"])
    return {name: said for name, said in found.items() if said}


@pytest.mark.parametrize("screen", FIT)
def test_the_forms_are_fit_as_they_stand(
    client_of_staff: Client, address: Callable[[str], str], screen: str
) -> None:
    assert client_of_staff.post(address(screen), FIT[screen]).status_code == 302


@pytest.mark.parametrize("screen", FIT)
def test_the_field_and_the_rule_are_named_and_nothing_is_lost(
    client_of_staff: Client, address: Callable[[str], str], screen: str
) -> None:
    at, before = address(screen), Entry.objects.count()
    for _screen, typed, field, rule in (row for row in REFUSED if row[0] == screen):
        sent = {**FIT[screen], **typed}
        answer = client_of_staff.post(at, sent)
        assert (typed, answer.status_code, list(told(answer))) == (typed, 200, [field])
        said, text = told(answer)[field], answer.content.decode()
        assert (typed, rule in said, said) == (typed, True, said)
        # The sentence stands on the page, and so does everything that was typed; no markup of it.
        assert (typed, escape(said[:60]) in text) == (typed, True)
        lost = [name for name in KEPT & set(sent) if escape(sent[name].strip()) not in text]
        assert (typed, lost, SCRIPT in text) == (typed, [], False)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("screen", ["status", "open", "correct", "event", "date"])
def test_forged_hidden_fields_are_refused_or_say_what_stands_in_the_form(
    client_of_staff: Client, address: Callable[[str], str], screen: str
) -> None:
    for forged in FORGED:
        answer = client_of_staff.post(address(screen), {**FIT[screen], **forged})
        assert (forged, answer.status_code in {200, 302, 409}) == (forged, True)
        assert answer.status_code != 200 or told(answer)


@pytest.mark.parametrize("screen", FIT)
def test_an_empty_form_names_what_it_needs(
    client_of_staff: Client, address: Callable[[str], str], screen: str
) -> None:
    answer = client_of_staff.post(address(screen), {})
    assert answer.status_code == 200
    assert told(answer)
    assert "__all__" not in told(answer)


@pytest.mark.parametrize("screen", FIT)
def test_the_address_of_nothing_is_not_found(client_of_staff: Client, screen: str) -> None:
    more = [99] if screen in {"correct", "retract", "date"} else []
    missing = reverse(f"admin:tracker_watchitem_{screen}", args=[99, *more])
    assert client_of_staff.post(missing, FIT[screen]).status_code == 404
