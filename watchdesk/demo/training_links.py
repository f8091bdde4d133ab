"""What looks at the training item's links found, and the copies that stand in for dead ones.

No site of these names exists, so nobody was asked: each look is made by the desk's own verb, and
what it is answered stands here.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sources.fetching import Answer, Fetcher
from sources.looking import look
from watchdesk.demo.evidence import source
from watchdesk.demo.moments import moment

ARCHIVED_SURVEY = "https://archive.example/2025/harbour.orla.example/survey.pdf"

# What the harbour published of the lake, as it was kept before its page went.
LEVELS = """Lake levels of the winter. Training material: there is no Lake Orla.

week beginning    level at the east pier, in centimetres
2024-11-04        212
2024-11-11        208
2024-11-18        203
2024-11-25        199
"""
LEVELS_NOTE = "Saved by hand on the day that it was first used."

_PROMISE = """<p>Made up for training. Dear passengers, the Heron will be back on the lake in June,
freshly painted and with a new bell. Until then the bus around the lake runs every hour, on working
days and on Sundays, and tickets of the ferry are valid on it. We thank you for your patience, and
look forward to seeing you on board again.</p>"""
_REWRITTEN = """<p>Made up for training. This page tells the story of our company, which has crossed
Lake Orla since the days of steam. Visit the small museum in the old ticket house, where the brass
instruments of three earlier ferries are shown, and where children may ring a bell. Opening hours
hang at the door; groups are asked to write first.</p>"""


@dataclass(frozen=True)
class Played(Fetcher):
    """Answers what the drill says that a site answered. Nobody is asked."""

    agent: str = "drill"
    status: int = 200
    page: str = ""
    moved_to: str = ""

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """That answer."""
        return Answer(
            self.moved_to or url,
            self.status,
            {"content-type": "text/html; charset=utf-8"},
            self.page.encode(),
            redirects=(301,) if self.moved_to else (),
        )


PROMISE, REWRITTEN = Played(page=_PROMISE), Played(page=_REWRITTEN)
GONE, FOR_GOOD, KEPT_OUT = Played(status=404), Played(status=410), Played(status=403)
ELSEWHERE = Played(moved_to="https://harbour.orla.example/the-log")

# By the day on which they were recorded: (key of the source, day of the look, what was answered).
LOOKS: dict[str, list[tuple[str, str, Fetcher]]] = {
    "2025-05-05": [
        ("orla-company-notice", "2025-04-28", PROMISE),
        ("orla-survey", "2025-04-28", GONE),
        ("orla-survey", "2025-05-05", GONE),
    ],
    # The third failure of the survey, over two weeks: its link is switched.
    "2025-05-12": [("orla-survey", "2025-05-12", GONE)],
    # Two more die: of one the desk keeps a copy, of the other nothing is left.
    "2025-08-18": [
        ("orla-levels", "2025-08-04", FOR_GOOD),
        ("orla-levels", "2025-08-11", FOR_GOOD),
        ("orla-levels", "2025-08-18", FOR_GOOD),
        ("orla-gazette-pier", "2025-08-04", GONE),
        ("orla-gazette-pier", "2025-08-11", GONE),
        ("orla-gazette-pier", "2025-08-18", GONE),
        ("orla-gazette-hull", "2025-08-18", KEPT_OUT),
        ("orla-harbour-log", "2025-08-18", ELSEWHERE),
        ("orla-company-notice", "2025-08-18", REWRITTEN),
    ],
}


def looked(recorded: str) -> None:
    """Keep the looks that were recorded on that day, with what they decide."""
    for key, day, site in LOOKS[recorded]:
        # Read anew each time: a look writes on its source.
        row, at = source(key), moment(day)
        row.keep_look(look(row.url, at, site, row.last_found()))


def keep_levels(at: dt.datetime) -> None:
    """Keep what the harbour published of the lake, as a private copy."""
    source("orla-levels").keep_copy(LEVELS.encode(), at, LEVELS_NOTE)
