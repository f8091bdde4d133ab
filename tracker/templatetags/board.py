"""What the pages draw and say of a watch item: `{% load board %}`."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from record.vague import VagueDate
from tracker import trace as strips
from tracker.axis import Axis
from tracker.evidence import Stance
from tracker.lane_entries import Entry
from tracker.lanes import draw
from tracker.slips import Moving
from tracker.slips import draw as draw_slips
from tracker.statuses import Status

register = template.Library()

# The narrowest that a strip is drawn, in pixels: labels over it must not collide there.
STRIP = 280


@register.inclusion_tag("tracker/_trace.html")
def trace(
    changes: Iterable[strips.Step],
    looks: Iterable[dt.date] = (),
    *,
    today: dt.date,
    first_year: int,
    last_year: int | None = None,
    is_cell: bool = False,
) -> dict[str, Any]:
    """The history strip of one item; `is_cell` fills a table's cell from top to bottom."""
    strip = strips.trace(changes, looks, first_year=first_year, last_year=last_year, today=today)
    return {"trace": strip, "is_cell": is_cell}


@register.inclusion_tag("tracker/_trace_head.html")
def trace_head(
    *,
    today: dt.date,
    first_year: int,
    last_year: int | None = None,
    day_label: str = "",
    width: int = STRIP,
) -> dict[str, Any]:
    """The years over the strips of a page, and the day of their day line."""
    axis = Axis.spanning(first_year, last_year or today.year)
    return {"head": axis.head(today, day_label or _("today"), width)}


@register.inclusion_tag("tracker/_trace_key.html")
def trace_key() -> dict[str, Any]:
    """What the shapes of the strips mean; once on a page."""
    return {}


@register.inclusion_tag("tracker/_lanes.html")
def lanes(chart: dict[str, Any], *, day_label: str = "") -> dict[str, Any]:
    """The lanes chart with its legend, its table and its list for narrow screens."""
    return {"chart": draw(**chart, day_label=day_label or _("today"))}


@register.inclusion_tag("tracker/_slips.html")
def slips(shown: Sequence[Moving], *, today: dt.date, day_label: str = "") -> dict[str, Any]:
    """The slip charts, each with its table and its list for narrow screens."""
    return {"slips": draw_slips(shown, today, day_label or _("today"))}


@register.simple_tag
def status(
    value: str, since: VagueDate | str | None = None, today: dt.date | None = None
) -> SafeString:
    """A status as icon and word, and since when."""
    return _status(value, since, today, get_language())


@lru_cache(maxsize=1024)
def _status(value: str, since: Any, today: dt.date | None, language: str | None) -> SafeString:
    """Drawn once in each language: a page says the same few again and again."""
    context = {"status": value, "since": since, "today": today}
    return render_to_string("tracker/_status.html", context)


@register.simple_tag
@lru_cache(maxsize=64)
def icon(name: str) -> SafeString:
    """One icon, beside its word: a status, looked, overdue, warning or done."""
    return render_to_string("tracker/_icon.html", {"name": name})


@register.inclusion_tag("tracker/_evidence.html")
def evidence(uses: Iterable[Any]) -> dict[str, Any]:
    """Evidence, one line each: grade, stance, source, and what the grade says."""
    return {"evidence": list(uses)}


@register.filter
def status_word(value: str) -> str:
    """The status in words."""
    return str(Status(value).label) if value else ""


@register.filter
def stance_word(value: str) -> str:
    """How a source bears on a claim, in a word."""
    return str(Stance(value).label) if value else ""


@register.filter
def since(value: VagueDate | str | None, today: dt.date | None = None) -> str:
    """Since when, in words; text is said as it is."""
    return value.since(today) if isinstance(value, VagueDate) else str(value or "")


@register.filter
def words(value: VagueDate | dt.date | str | None, today: dt.date | None = None) -> str:
    """A vague date or a day in words; with today, “some time in 2024” between its bounds."""
    if isinstance(value, dt.date):
        return strips.day_words(value)
    if isinstance(value, str):
        value = VagueDate.parse(value) if value else None
    if value is None:
        return ""
    return value.words_on(today) if today else value.words()


@register.filter
def told(value: Entry, today: dt.date) -> str:
    """The date of an entry of the lanes, with what kind of date it is."""
    return value.told(today)
