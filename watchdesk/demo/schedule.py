"""What is recorded on which day. Each day is one desk write, at 06:00 in Belgrade."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model

from record.importing import importing
from record.kinds import Actor, Op
from record.models import Entry
from record.saying import say
from record.sealing import sealing
from watchdesk.demo import anniversary_days as anniversary
from watchdesk.demo import drafts
from watchdesk.demo import training_days as drill
from watchdesk.demo import training_days_later as later
from watchdesk.demo.moments import moment
from watchdesk.demo.training_sources import OPENED
from watchdesk.models import Desk, Page


def _begin(by: Any) -> None:
    drafts.make()
    say(Op.IMPORT, Desk.objects.get())
    for page in Page.objects.all():
        page.publish()
    drill.opened(by)


DAYS: dict[str, Callable[[Any], None]] = {
    OPENED: _begin,
    "2024-02-05": drill.moving,
    "2024-02-12": drill.corrected_article,
    "2024-03-11": drill.looked,
    "2024-05-06": drill.stalled,
    "2024-05-13": drill.entered_twice,
    "2024-05-20": drill.duplicate_retracted,
    "2024-07-08": drill.new_criteria,
    "2024-08-05": drill.wrong,
    "2024-08-12": drill.put_right,
    "2024-09-24": anniversary.first,
    "2024-10-01": anniversary.indicted,
    "2024-11-01": partial(anniversary.events, "2024-11-01"),
    "2024-11-04": drill.reversing,
    "2025-02-01": partial(anniversary.events, "2025-02-01"),
    "2025-02-10": later.moving_again,
    "2025-03-10": later.tags_merged,
    "2025-04-01": partial(anniversary.events, "2025-04-01"),
    "2025-05-05": later.archived,
    "2025-05-12": later.switched,
    "2025-06-16": later.sailed,
    "2025-07-07": later.answered,
    "2025-08-04": later.reopened,
    "2025-08-18": later.links_died,
    "2025-09-08": later.last_look,
    "2025-09-10": later.counted,
    "2025-09-15": later.miscounted,
    "2025-09-24": anniversary.second,
}


def missing() -> list[str]:
    """The days that the record does not hold yet, in their order."""
    wanted = {day: moment(day) for day in DAYS}
    held = set(
        Entry.objects.filter(recorded_at__in=wanted.values()).values_list("recorded_at", flat=True)
    )
    return [day for day, at in wanted.items() if at not in held]


def record() -> Iterator[tuple[str, int]]:
    """Record the missing days; yields each with its number of entries.

    Raises record.importing.ImportRefused when the record holds more than imports.
    """
    by = get_user_model().objects.filter(username="publisher").first()
    with importing() as past:
        for day in missing():
            with past.at(moment(day)), sealing(Actor.IMPORT):
                DAYS[day](by)
            yield day, Entry.objects.filter(recorded_at=moment(day)).count()
