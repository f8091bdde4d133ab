"""One generated item's history: what may be said of it next, by the rules of the tracker."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bench.payloads import Dice
from tracker.statuses import FINAL, OPEN, Outcome, Status

OPEN_ONES = sorted(OPEN)
FINAL_ONES = sorted(FINAL)
# How often each kind of statement is made, of a hundred.
LOOKS, CORRECTIONS, ANSWERS = 50, 6, 1


@dataclass
class History:
    """An item as the generator must remember it."""

    uuid: UUID
    status: Status | None = None
    since: dt.date = dt.date.min
    # The last statement that can be corrected.
    last: UUID | None = None

    def next(self, dice: Dice, made: UUID, day: dt.date) -> dict[str, Any]:
        """The fields of the next statement, said on `day` under the UUID `made`."""
        if self.status is None:
            return self._say(dice, made, day, "initial", Status.WATCHING)
        throw = dice.random.randrange(100)
        if throw < LOOKS:
            return {"type": "check", "headline": "", "searched": dice.words(6)}
        if self.status in FINAL:
            return self._say(dice, made, day, "reopening", dice.random.choice(OPEN_ONES))
        if throw < LOOKS + CORRECTIONS and self.last is not None:
            # In the place of what it corrects, with the same status: nothing after it can break.
            said: dict[str, Any] = {
                "type": "correction",
                "status": self.status,
                "effective": str(self.since),
            }
            said |= {"supersedes": self.last, "reason": dice.words(7), "headline": dice.words(6)}
            self.last = made
            return said
        choices = FINAL_ONES if throw >= 100 - ANSWERS else OPEN_ONES
        to = dice.random.choice([status for status in choices if status != self.status])
        return self._say(dice, made, day, "change", to)

    def _say(self, dice: Dice, made: UUID, day: dt.date, kind: str, to: Status) -> dict[str, Any]:
        before, self.status, self.last = self.status, to, made
        # Some are backdated, none to before what it follows.
        effective = dice.vague(day - dt.timedelta(days=dice.random.choice((0, 0, 0, 9, 30))))
        since = dt.date.fromisoformat(f"{effective}-01"[:10])
        if since < self.since:
            since, effective = self.since, str(self.since)
        self.since = since
        return {
            "type": kind,
            "before": before,
            "status": to,
            "effective": effective,
            "headline": dice.words(7),
            "note": dice.words(20),
            "reason": dice.words(8) if kind in {"initial", "reopening"} else "",
            "confidence": "moderate",
            "outcome": Outcome.OVERTAKEN if to == Status.CLOSED else None,
        }
