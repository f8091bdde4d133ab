"""Both clocks on the pages of what is watched: how it was on a day, by what was known."""

from typing import Any

from django.http import QueryDict

from record.clock import Reading
from record.kinds import Data
from record.pages import PublicPage
from tracker.since import Since


class WatchPage(PublicPage):
    """A page that `?valid_at=` and `?since=` are asked of, beside `?known_at=`."""

    section = "watch"
    since: Since | None = None

    def read(self, present: Reading, asked: QueryDict) -> Reading:
        """The reading by both clocks. Raises BadMoment for what cannot be read."""
        reading = super().read(present, asked)
        if valid_at := asked.get("valid_at", "").strip():
            reading = reading.on(valid_at)
        if since := asked.get("since", "").strip():
            self.since = Since.read(since, present)
        return reading

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the comparison begins at, if one was asked for; a day's form keeps it."""
        asked = {"status": self.request.GET.get("status", "")}
        if self.since:
            asked["since"] = self.since.asked
        kept = [pair for pair in asked.items() if pair[1]]
        return super().get_context_data(since=self.since, clock_kept=kept, **kwargs)

    def versions(self, data: Data) -> list[Data]:
        """The versions of an item's criteria by the reading's day; the first was fixed before."""
        day = self.reading.today.isoformat()
        criteria: list[Data] = data["criteria"]
        return [one for one in criteria if one["since"] <= day] or criteria[:1]
