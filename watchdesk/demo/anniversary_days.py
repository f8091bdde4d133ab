"""The two anniversaries: what was recorded on 24 September 2024 and on 24 September 2025."""

from typing import Any

from articles.models import Article
from record.kinds import Op
from record.saying import say
from tracker.models import Event
from watchdesk.demo import drafts
from watchdesk.demo.articles_a import ARTICLE_A
from watchdesk.demo.articles_b import ARTICLE_B
from watchdesk.demo.articles_c import ARTICLE_C
from watchdesk.demo.events import EVENTS, FIRST, JUSTICE, SECOND, TIMELINES
from watchdesk.demo.evidence import item, source, uses, when
from watchdesk.demo.items import ITEMS
from watchdesk.demo.opening import open_item
from watchdesk.demo.sources import CLOSED, PUBLISHERS
from watchdesk.models import Desk

CONTRACT = "Contract for 12 Rafale concluded"
DELIVERY = "First Rafale delivered"
GAS_CONTRACT = "Gas supply contract signed"
NEW_DEAL = "New three-year gas deal signed"


def events(day: str, by: Any) -> None:
    """Record the events that belong to `day`."""
    for row in EVENTS:
        if row.recorded != day:
            continue
        on = item(row.item)
        lane = on.lanes.get(key=row.lane) if row.lane else None
        on.add_event(
            when(row.date),
            headline=row.headline,
            note=row.note,
            evidence=uses(row.evidence),
            lane=lane,
            by=by,
        )


def first(by: Any) -> None:
    """24 September 2024: article A, the report that it is, the four items, what was known."""
    drafts.grade(PUBLISHERS)
    _article(ARTICLE_A.slug, by)
    say(Op.PUBLISH, source("desk-a"))
    # Before the items open, which is when their timelines become public with them.
    _first_milestones(by)
    events(FIRST, by)
    for row in ITEMS:
        open_item(row, by=by)
    _lead(ARTICLE_A.slug)


def _first_milestones(by: Any) -> None:
    timelines = item(TIMELINES)
    lane = timelines.lanes.get(key="rafale")
    contract = timelines.add_milestone(CONTRACT, lane=lane)
    contract.set_date(
        "actual",
        when("2024-08-29"),
        asserted_by="Reuters",
        evidence=uses([("reuters-procurement", "supports", 2)]),
        by=by,
    )
    timelines.add_milestone(DELIVERY, lane=lane)


def indicted(by: Any) -> None:
    """1 October 2024: the indictment of September, and the first change of a status."""
    events("2024-10-01", by)
    item(JUSTICE).change_status(
        "moving",
        seen="watching",
        effective=when("2024-09"),
        headline="Kosovo’s Special Prosecutor indicts 45 people",
        note="An indictment is an accusation, not a verdict. What moves is that a court can "
        "examine it.",
        evidence=uses([("desk-a", "supports", 6)]),
        confidence="moderate",
        by=by,
    )


def second(by: Any) -> None:
    """24 September 2025: article B, then the report that it is, then C; the second round."""
    _close_running_series()
    _article(ARTICLE_B.slug, by)
    say(Op.PUBLISH, source("desk-b"))
    _article(ARTICLE_C.slug, by)
    events(SECOND, by)
    _later_evidence()
    _gas_milestones(by)
    _second_round(by)
    _lead(ARTICLE_B.slug)


def _close_running_series() -> None:
    for key, (issued, title) in CLOSED.items():
        running = source(key)
        running.issued, running.title = when(issued), title
        running.save()
        running.publish_changes()


def _later_evidence() -> None:
    for row in EVENTS:
        if row.later:
            event = Event.objects.get(item=item(row.item), headline=row.headline)
            event.add_evidence(uses(row.later))


def _gas_milestones(by: Any) -> None:
    timelines = item(TIMELINES)
    lane = timelines.lanes.get(key="gas")
    timelines.add_milestone(GAS_CONTRACT, lane=lane).set_date(
        "actual",
        when("2022"),
        asserted_by="Reuters",
        evidence=uses([("reuters-energy", "supports", 2)]),
        by=by,
    )
    # In preparation in 2025, says the event beside it; nobody has given a date for the signature.
    timelines.add_milestone(NEW_DEAL, lane=lane)


def _second_round(by: Any) -> None:
    item(JUSTICE).change_status(
        "stalled",
        seen="moving",
        effective=when(SECOND),
        headline="No extradition by the second anniversary",
        note="The European Parliament asked for measures and for the findings in 2023, and the "
        "United Kingdom called on Serbia to cooperate in October 2024. The desk reports no "
        "extradition.",
        evidence=uses(
            [
                ("ep-resolutions", "supports", 2),
                ("desk-b", "supports", 6),
                ("uk-osce", "context", 2),
            ]
        ),
        confidence="moderate",
        by=by,
    )
    item(TIMELINES).look(
        "looked for a delivery date and a signed gas contract; neither found", by=by
    )
    item("conscription-and-parades").look(
        "looked through the sources kept here for the date of a first call-up; none found", by=by
    )
    item("eu-conditionality").change_status(
        "stalled",
        seen="watching",
        effective=when(SECOND),
        headline="No Council listing tied to Banjska by the second anniversary",
        note="The Parliament’s request of 2023 stands, and its language grew sharper in 2025. The "
        "desk reports no published listing.",
        evidence=uses(
            [
                ("ep-resolutions", "supports", 2),
                ("desk-b", "supports", 6),
                ("ec-kosovo-2024", "context", 2),
            ]
        ),
        confidence="moderate",
        by=by,
    )


def _article(slug: str, by: Any) -> None:
    Article.objects.get(slug=slug).publish(by=by)


def _lead(slug: str) -> None:
    desk = Desk.objects.get()
    desk.lead = Article.objects.get(slug=slug)
    desk.save()
    desk.publish()
