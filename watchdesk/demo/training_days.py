"""The drill in 2024, day by day. With `training_days_later` it shows every state, once."""

import datetime as dt
from typing import Any

from articles.models import Article
from sources.models import Publisher
from tracker.models import StatusChange, WatchItem
from watchdesk.demo import training, training_sources
from watchdesk.demo.evidence import item, source, use, when
from watchdesk.demo.opening import open_item

DUPLICATE = "The repair of the hull begins (monthly summary)"
WRONG = "The hull is sold for scrap"
SAILING = "First sailing with passengers"
PIER = "East pier fit for landing"
TIMETABLE = "Winter timetable printed"

LOG, LOG_BOOK = "orla-harbour-log", "orla-harbour-log-book"


def the_ferry() -> WatchItem:
    """The item that the drill is about."""
    return item(training.FERRY.slug)


def _said(headline: str) -> StatusChange:
    return StatusChange.objects.get(item=the_ferry(), headline=headline)


def opened(by: Any) -> None:
    """8 January 2024: question, criteria, lanes, the dates first promised."""
    ferry = the_ferry()
    hull, pier = ferry.lanes.all()
    company = [use("orla-company-notice", "supports", 4, "first paragraph")]
    sailing = ferry.add_milestone(SAILING, lane=hull)
    sailing.set_date(
        "baseline", when("2024-06"), asserted_by="Orla Ferry Company", evidence=company
    )
    ferry.add_milestone(PIER, lane=pier).set_date(
        "baseline", when("2024-04/2024-05"), asserted_by="Lake Orla Harbour Office"
    )
    ferry.add_milestone(TIMETABLE, lane=hull)
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
    the_ferry().change_status(
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
    article.correct("An earlier version gave three berths on the east pier. There are two.", by=by)


def looked(by: Any) -> None:
    """11 March 2024: looked, nothing changed; an event known to the month."""
    ferry = the_ferry()
    ferry.look("the Gazette and the harbour log of two months; nothing about the hull", by=by)
    ferry.add_event(
        when("2024-02"),
        headline="Planks are replaced on the east pier",
        evidence=[
            use("orla-gazette-pier", "supports", 2),
            use(LOG_BOOK, "context", 2, "February 2024", "Timber landed, east pier."),
        ],
    )


def stalled(by: Any) -> None:
    """6 May 2024: a stall known to an interval, and the first slip."""
    ferry = the_ferry()
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
    the_ferry().change_status(
        "moving",
        seen="stalled",
        effective=when("2024-02"),
        headline=DUPLICATE,
        evidence=[use("orla-gazette-pier", "supports", 2)],
        by=by,
    )


def duplicate_retracted(by: Any) -> None:
    """20 May 2024: the duplicate is taken back, and the log that was entered twice is merged."""
    _said(DUPLICATE).retract(
        "Entered twice: the same movement stands since 5 February 2024, with its day.", by=by
    )
    source(LOG_BOOK).merge_into(
        source(LOG), "Made up for training: the harbour keeps one log, and we had entered it twice."
    )


def new_criteria(by: Any) -> None:
    """8 July 2024: the criteria change once, with a reason."""
    yes, no, edge_cases = training.SECOND_CRITERIA
    the_ferry().set_criteria(
        yes=yes,
        no=no,
        edge_cases=edge_cases,
        by_when=training.FERRY.by_when,
        reason=training.SECOND_CRITERIA_REASON,
    )


def wrong(by: Any) -> None:
    """5 August 2024: a wrong change and a hasty article, both on one report."""
    the_ferry().change_status(
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
    source("orla-gazette-hull").retract(
        "Made up for training: the Gazette took its report back on 9 August 2024."
    )
    code, reason, since = training_sources.DOWNGRADE
    Publisher.objects.get(slug="orla-valley-gazette").rate(
        code, reason, dt.date.fromisoformat(since)
    )
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
    ferry = the_ferry()
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
