"""Both clocks on the pages of what is watched: how it was on a day, by what was known."""

from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from record.clock import Reading
from record.kinds import Data
from record.pages import PublicPage
from record.steps import Steps
from tracker.since import Since


class OnADay(PublicPage):
    """A page, or a file, that `?valid_at=` is asked of, beside `?known_at=`."""

    def read(self, present: Reading, asked: QueryDict) -> Reading:
        """The reading by both clocks. Raises BadMoment for what cannot be read."""
        reading = super().read(present, asked)
        valid_at = asked.get("valid_at", "").strip()
        return reading.on(valid_at) if valid_at else reading


class WatchPage(OnADay):
    """A page that `?since=` is asked of too."""

    section = "watch"
    since: Since | None = None

    def read(self, present: Reading, asked: QueryDict) -> Reading:
        """The reading by both clocks. Raises BadMoment for what cannot be read."""
        reading = super().read(present, asked)
        if since := asked.get("since", "").strip():
            self.since = Since.read(since, present)
        return reading

    @property
    def choices(self) -> dict[str, str]:
        """What else the address asks for, which links to another day keep."""
        return {}

    def address(self, **changed: str | None) -> str:
        """This page with its choices and clocks, but for what is `changed`."""
        clocks = {"valid_at": self.reading.valid_at, "known_at": self.reading.asked}
        since = {"since": self.since.asked if self.since else ""}
        asked = {**self.choices, **clocks, **since, **changed}
        query = urlencode([(name, value) for name, value in asked.items() if value])
        return f"?{query}" if query else self.request.path

    def steps(self, steps: Steps) -> list[dict[str, Any]]:
        """Links to the recorded days before and after, by which the page is read."""
        days = (("prev", steps.before), ("next", steps.after))
        return [
            {"rel": rel, "day": day, "address": self.address(known_at=day.isoformat())}
            for rel, day in days
            if day
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the comparison begins at, if one was asked for; a day's form keeps it."""
        asked = {**self.choices, "since": self.since.asked if self.since else ""}
        kept = [pair for pair in asked.items() if pair[1]]
        return super().get_context_data(since=self.since, clock_kept=kept, **kwargs)

    def versions(self, data: Data) -> list[Data]:
        """The versions of an item's criteria by the reading's day; the first was fixed before."""
        day = self.reading.today.isoformat()
        criteria: list[Data] = data["criteria"]
        return [one for one in criteria if one["since"] <= day] or criteria[:1]
