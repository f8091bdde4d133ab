"""The drill in 2025: it sails, the question is answered, and it is opened again."""

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model

from articles.models import Article
from sources.models import Publisher, Tag
from tracker.models import Proposal
from tracker.second_person import SecondPersonNeeded
from watchdesk.demo import training, training_sources
from watchdesk.demo import training_links as links
from watchdesk.demo.evidence import source, use, when
from watchdesk.demo.moments import moment
from watchdesk.demo.training_days import LOG, PIER, SAILING, TIMETABLE, the_ferry

MERGED_BECAUSE = "Made up for training. Two words for one thing: what crosses the lake."


def moving_again(by: Any) -> None:
    """10 February 2025: movement again, the third slip, and an event without an end."""
    ferry = the_ferry()
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
    links.keep_levels(moment("2025-02-10"))
    ferry.add_event(
        when("2024-11"),
        headline="The lake stands too low for the pier",
        evidence=[use("orla-levels", "supports", 1, "week of 25 November 2024")],
    )
    ferry.add_event(
        when("2024-12-10"),
        headline="The district court leaves the licence with the company",
        note="The passengers had asked that it be taken back.",
        evidence=[use("orla-court", "supports", 1, "operative part, point 1")],
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


def tags_merged(_by: Any) -> None:
    """10 March 2025: two tags were one; the later spelling is merged into the first."""
    doubled, stays = (Tag.objects.get(slug=slug) for slug in ("ferry-traffic", "ferries"))
    doubled.merge_into(stays, MERGED_BECAUSE)


def archived(_by: Any) -> None:
    """5 May 2025: the survey's address fails, and somebody finds an archived copy of it."""
    links.looked("2025-05-05")
    survey = source("orla-survey")
    survey.archived_url = links.ARCHIVED_SURVEY
    survey.note += " The harbour’s own address stopped answering in April 2025."
    survey.save()
    survey.publish_changes()


def switched(_by: Any) -> None:
    """12 May 2025: it has failed for two weeks, and readers are sent to the copy by an entry."""
    links.looked("2025-05-12")


def sailed(by: Any) -> None:
    """16 June 2025: the expected day comes; the article says so in an update."""
    ferry = the_ferry()
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
    """7 July 2025: answered yes; the promise that the drill began with is downgraded."""
    source("orla-company-notice").downgrade(
        "Made up for training: the company promised June 2024, and she sailed in June 2025."
    )
    the_ferry().change_status(
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
    """4 August 2025: the question is opened again, and a timetable is promised."""
    ferry = the_ferry()
    ferry.milestones.get(title=TIMETABLE).set_date(
        "baseline",
        when("2025-10"),
        asserted_by="Orla Ferry Company",
        evidence=[use("orla-company-timetable", "supports", 4)],
        by=by,
    )
    ferry.reopen(
        "watching",
        effective=when("2025-08-01"),
        headline="The Heron is laid up once more",
        reason="The answer was right when it was given. She has stopped again, and the drill goes "
        "on.",
        evidence=[use(LOG, "supports", 1, "1 August 2025")],
        confidence="moderate",
        by=by,
    )


def links_died(_by: Any) -> None:
    """18 August 2025: two links more are dead, one of them without any copy; a better rating."""
    links.looked("2025-08-18")
    code, reason, since = training_sources.UPGRADE
    Publisher.objects.get(slug="orla-valley-gazette").rate(
        code, reason, dt.date.fromisoformat(since)
    )


def last_look(by: Any) -> None:
    """8 September 2025: one more look."""
    the_ferry().look("the harbour log of August 2025; the Heron did not leave her berth", by=by)


def counted(by: Any) -> None:
    """10 September 2025: movement by one hopeful source alone."""
    the_ferry().change_status(
        "moving",
        seen="watching",
        effective=when("2025-09-09"),
        headline="Passengers are counted on the east pier again",
        evidence=[use("orla-passengers-count", "supports", 3)],
        confidence="low",
        by=by,
    )


def miscounted(_by: Any) -> None:
    """15 September 2025: what counted them is downgraded; an answer waits for a second person."""
    source("orla-passengers-count").downgrade(
        "Made up for training: it counted two trial runs as sailings."
    )
    propose_the_end()


def propose_the_end() -> None:
    """From here on the drill's track asks for two, and the staff's answer has had one so far."""
    ferry = the_ferry()
    ferry.track.second_person = True
    ferry.track.save(update_fields=["second_person"])
    staff = get_user_model().objects.filter(username="staff").first()
    try:
        ferry.change_status(
            "answered_no",
            seen="moving",
            effective=when("2025-09-12"),
            headline="The company gives its licence back",
            evidence=[use(LOG, "supports", 2, "12 September 2025")],
            confidence="moderate",
            internal_note="Made up for training. Confirm it as another person, or send it back.",
            by=staff,
        )
    except SecondPersonNeeded as needed:
        if staff is not None:
            Proposal.keep(needed, staff)
