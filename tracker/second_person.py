"""When a second person is needed, and how the first is told."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tracker.conflicts import ItemGuard
from tracker.statuses import FINAL

if TYPE_CHECKING:
    from tracker.changes import Change
    from tracker.models import WatchItem


class SecondPersonNeeded(ValidationError):
    """A change that is right in itself, and that somebody else has to confirm.

    `change` is what was about to be said, `version` the item's version that it was checked at.
    """

    def __init__(self, change: "Change", guard: ItemGuard) -> None:
        super().__init__(
            _(
                "A final status on the track “%(track)s” is said by two people. Begin with one "
                "that is not final; the answer is then proposed, and another person confirms it."
            )
            % {"track": change.item.track}
        )
        self.change, self.status, self.version = change, guard.status, guard.version


def needs_two(item: "WatchItem", before: str, to: str | None, after: str) -> bool:
    """Whether it needs a second person to say `to`, which leads from `before` to `after`.

    It does where the track asks for one and a final status is said, or stands again because what
    had ended it is taken back. To leave a final status needs one person alone: a wrong answer
    should not wait.
    """
    ends = (to or "") in FINAL or (after in FINAL and before not in FINAL)
    return ends and item.track.second_person
