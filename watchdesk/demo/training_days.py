"""The drill, day by day: every state that a question can be in, once."""

from typing import Any

from articles.models import Article
from record.kinds import Op
from record.saying import say
from sources.models import Publisher
from tracker.models import StatusChange, WatchItem
from watchdesk.demo import training
from watchdesk.demo.evidence import item, source, use, when
from watchdesk.demo.opening import open_item

DUPLICATE = "The repair of the hull begins (monthly summary)"
WRONG = "The hull is sold for scrap"
SAILING = "First sailing with passengers"
PIER = "East pier fit for landing"

LOG = "orla-harbour-log"


def _ferry() -> WatchItem:
    return item(training.FERRY.slug)


def _said(headline: str) -> StatusChange:
    return StatusChange.objects.get(item=_ferry(), headline=headline)


def opened(by: Any) -> None:
    """8 January 2024: question, criteria, lanes, the dates first promised."""
    ferry = _ferry()
    hull, pier = ferry.lanes.all()
    company = [use("orla-company-notice", "supports", 4, "first paragraph")]
    sailing = ferry.add_milestone(SAILING, lane=hull)
    sailing.set_date(
        "baseline", when("2024-06"), asserted_by="Orla Ferry Company", evidence=company
    )
    ferry.add_milestone(PIER, lane=pier).set_date(
        "baseline", when("2024-04/2024-05"), asserted_by="Lake Orla Harbour Office"
    )
    ferry.add_milestone("Winter timetable printed", lane=hull)
    ferry.add_event(
        when("../2024-01"),
        headline="The last sailing before the drill",
        note="Nobody wrote the day down; it was not after January.",
        evidence=[use("orla-company-notice", "context", 4)],
    )
    ferry.add_event(
        when("2024-01-03"), headline="The company promises to be back in June", evidence=company
    )
    open_item(training.FERRY, by=by)


def moving(by: Any) -> None:
    """5 February 2024: movement, with a source that contradicts it; the drill's article."""
    _ferry().change_status(
        "moving",
        seen="watching",
        effective=when("2024-02-02"),
        headline="The repair of the hull begins",
        note="The Gazette saw the slipway in use. The harbour’s log has no entry for that day.",
        evidence=[
            use("orla-gazette-pier", "supports", 2, "column 2", "The slipway was wet again."),
            use(LOG, "contradicts", 3, "2 February 2024"),
        ],
        confidence="moderate",
        by=by,
    )
    Article.objects.get(slug=training.DRILL.slug).publish(by=by)


def corrected_article(by: Any) -> None:
    """12 February 2024: the article gave a wrong number."""
    article = Article.objects.get(slug=training.DRILL.slug)
    article.body = article.body.replace("three berths", "two berths")
    article.save()
    article.correct(
        "An earlier version gave three berths on the east pier. There are two.", by=by
    )


def looked(by: Any) -> None:
    """11 March 2024: looked, nothing changed; an event known to the month."""
    ferry = _ferry()
    ferry.look("the Gazette and the harbour log of two months; nothing about the hull", by=by)
    ferry.add_event(
        when("2024-02"),
        headline="Planks are replaced on the east pier",
        evidence=[use("orla-gazette-pier", "supports", 2)],
    )


def stalled(by: Any) -> None:
    """6 May 2024: a stall known to an interval, and the first slip."""
    ferry = _ferry()
    survey = use("orla-survey", "supports", 1, "p. 4")
    ferry.change_status(
        "stalled",
        seen="moving",
        effective=when("2024-04/2024-05"),
        headline="Work stops at the pier",
        note="The survey finds no one at work. The company says that the work goes on.",
        evidence=[survey, use("orla-company-notice", "contradicts", 5)],
        confidence="high",
        by=by,
    )
    ferry.add_event(
        when("2024-04/2024-05"), headline="The harbour surveys the pier", evidence=[survey]
    )
    ferry.milestones.get(title=SAILING).set_date(
        "forecast",
        when("2024-09"),
        asserted_by="Orla Ferry Company",
        reason="The company waits for the pier.",
        by=by,
    )


def entered_twice(by: Any) -> None:
    """13 May 2024: the movement of February is entered a second time, by mistake."""
    _ferry().change_status(
        "moving",
        seen="stalled",
        effective=when("2024-02"),
        headline=DUPLICATE,
        evidence=[use("orla-gazette-pier", "supports", 2)],
        by=by,
    )


def duplicate_retracted(by: Any) -> None:
    """20 May 2024: the duplicate is taken back."""
    _said(DUPLICATE).retract(
        "Entered twice: the same movement stands since 5 February 2024, with its day.", by=by
    )


def new_criteria(by: Any) -> None:
    """8 July 2024: the criteria change once, with a reason."""
    yes, no, edge_cases = training.SECOND_CRITERIA
    _ferry().set_criteria(
        yes=yes,
        no=no,
        edge_cases=edge_cases,
        by_when=training.FERRY.by_when,
        reason=training.SECOND_CRITERIA_REASON,
    )


def wrong(by: Any) -> None:
    """5 August 2024: a wrong change and a hasty article, both on one report."""
    _ferry().change_status(
        "reversing",
        seen="stalled",
        effective=when("2024-07"),
        headline=WRONG,
        evidence=[use("orla-gazette-hull", "supports", 3)],
        confidence="low",
        by=by,
    )
    Article.objects.get(slug=training.HULL.slug).publish(by=by)


def put_right(by: Any) -> None:
    """12 August 2024: the report is retracted, the change corrected, the article withdrawn."""
    retracted = source("orla-gazette-hull")
    retracted.retracted = True
    retracted.note += " The Gazette took its report back on 9 August 2024."
    retracted.save()
    say(Op.RETRACT, retracted)
    code, reason, since = training.DOWNGRADE
    Publisher.objects.get(slug="orla-valley-gazette").rate(code, reason, when(since).lower)
    _said(WRONG).correct(
        reason="The Gazette retracted its report. The hull was moved to another shed, not sold.",
        to="stalled",
        effective=when("2024-07"),
        headline="The hull is moved, and nothing else happens",
        evidence=[use(LOG, "supports", 1, "29 July 2024")],
        by=by,
    )
    Article.objects.get(slug=training.HULL.slug).withdraw(
        "It rested on one report, and that report was retracted.", by=by
    )


def reversing(by: Any) -> None:
    """4 November 2024: a real reversal, and the second slip; an event known to the year."""
    ferry = _ferry()
    letter = use("orla-company-timetable", "supports", 3)
    ferry.change_status(
        "reversing",
        seen="stalled",
        effective=when("2024-10"),
        headline="The company takes its timetable back",
        evidence=[letter],
        confidence="moderate",
        by=by,
    )
    ferry.add_event(when("2024"), headline="The insurance of the Heron lapses", evidence=[letter])
    ferry.milestones.get(title=SAILING).set_date(
        "forecast",
        when("2025-03"),
        asserted_by="Orla Ferry Company",
        reason="No insurance before the spring.",
        evidence=[letter],
        by=by,
    )


def moving_again(by: Any) -> None:
    """10 February 2025: movement again, the third slip, and an event without an end."""
    ferry = _ferry()
    ferry.change_status(
        "moving",
        seen="reversing",
        effective=when("2025-02-03"),
        headline="The Heron is back in the water",
        evidence=[use(LOG, "supports", 1, "3 February 2025")],
        confidence="high",
        by=by,
    )
    ferry.add_event(
        when("2024-11/.."),
        headline="The old shed stands empty",
        evidence=[use(LOG, "supports", 2)],
    )
    ferry.milestones.get(title=PIER).set_date(
        "actual",
        when("2025-01"),
        asserted_by="Lake Orla Harbour Office",
        evidence=[use(LOG, "supports", 1, "January 2025")],
        by=by,
    )
    ferry.milestones.get(title=SAILING).set_date(
        "forecast",
        when("2025-05/2025-06"),
        asserted_by="Lake Orla Harbour Office",
        reason="The harbour allows for a trial run first.",
        by=by,
    )


def archived(by: Any) -> None:
    """5 May 2025: a dead link is replaced by an archived copy."""
    survey = source("orla-survey")
    survey.archived_url = training.ARCHIVED_SURVEY
    survey.note += " The harbour’s own address stopped answering in April 2025."
    survey.save()
    survey.publish_changes()


def sailed(by: Any) -> None:
    """16 June 2025: the expected day comes; the article says so in an update."""
    ferry = _ferry()
    seen = [use(LOG, "supports", 1, "14 June 2025"), use("orla-passengers-count", "supports", 2)]
    ferry.milestones.get(title=SAILING).set_date(
        "actual", when("2025-06-14"), asserted_by="Lake Orla Harbour Office", evidence=seen, by=by
    )
    ferry.add_event(when("2025-06-14"), headline="The Heron carries passengers", evidence=seen)
    article = Article.objects.get(slug=training.DRILL.slug)
    article.body += (
        "<p>Added on 16 June 2025: she sailed. One sailing answers nothing under the criteria in "
        "force.</p>"
    )
    article.save()
    article.publish(by=by, notice="The first sailing was added.")


def answered(by: Any) -> None:
    """7 July 2025: answered yes."""
    _ferry().change_status(
        "answered_yes",
        seen="moving",
        effective=when("2025-06-28"),
        headline="Ten days of the timetable, with passengers",
        evidence=[
            use(LOG, "supports", 1, "14 to 28 June 2025"),
            use("orla-passengers-count", "supports", 2),
        ],
        confidence="high",
        by=by,
    )


def reopened(by: Any) -> None:
    """4 August 2025: the question is opened again."""
    _ferry().reopen(
        "watching",
        effective=when("2025-08-01"),
        headline="The Heron is laid up once more",
        reason="The answer was right when it was given. She has stopped again, and the drill goes "
        "on.",
        evidence=[use(LOG, "supports", 1, "1 August 2025")],
        confidence="moderate",
        by=by,
    )


def last_look(by: Any) -> None:
    """8 September 2025: one more look."""
    _ferry().look("the harbour log of August 2025; the Heron did not leave her berth", by=by)
