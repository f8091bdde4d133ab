"""The closed public scale of statuses: words, definitions, and which may follow which."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a question stands. Published: a value is never taken away or given a new meaning."""

    WATCHING = "watching", _("Watching")
    MOVING = "moving", _("Moving")
    STALLED = "stalled", _("Stalled")
    REVERSING = "reversing", _("Reversing")
    ANSWERED_YES = "answered_yes", _("Answered yes")
    ANSWERED_NO = "answered_no", _("Answered no")
    CLOSED = "closed", _("Closed")


FINAL = frozenset({Status.ANSWERED_YES, Status.ANSWERED_NO, Status.CLOSED})
OPEN = frozenset(Status) - FINAL

# From a final status only a reopening leads anywhere.
TRANSITIONS: dict[Status, frozenset[Status]] = {
    **{status: frozenset(Status) - {status} for status in OPEN},
    **dict.fromkeys(FINAL, OPEN),
}

_DEFINITIONS: dict[Status, Promise] = {
    Status.WATCHING: _(
        "We look at the question at fixed intervals. Nothing that we could source has moved it "
        "towards an answer or away from one."
    ),
    Status.MOVING: _(
        "Something has happened, by a source that we name, which brings a yes as the criteria "
        "define it nearer."
    ),
    Status.STALLED: _(
        "It was moving or could have been, and a step that was due or announced has not been taken."
    ),
    Status.REVERSING: _(
        "Something has happened, by a source that we name, which takes the question further from "
        "a yes than it was."
    ),
    Status.ANSWERED_YES: _("What the criteria count as yes has happened."),
    Status.ANSWERED_NO: _(
        "What the criteria count as no has happened, or the day by which it had to happen has "
        "passed."
    ),
    Status.CLOSED: _(
        "The question can no longer be answered. We say whether events have overtaken it or it "
        "has proved not decidable."
    ),
}


def definition(status: str) -> str:
    """What readers may take the status to mean, as published on the methods page."""
    return str(_DEFINITIONS[Status(status)])


def may_move(before: str, after: str, reopening: bool = False) -> bool:
    """Whether `after` may follow `before`; a final status is left by a reopening alone."""
    allowed = Status(after) in TRANSITIONS[Status(before)]
    return allowed and reopening == (Status(before) in FINAL)


class ChangeType(models.TextChoices):
    """What kind of statement a status change is."""

    INITIAL = "initial", _("first status")
    CHANGE = "change", _("change")
    REOPENING = "reopening", _("reopening")
    CHECK = "check", _("looked, nothing changed")
    CORRECTION = "correction", _("correction")
    RETRACTION = "retraction", _("retraction")


class Confidence(models.TextChoices):
    """How sure the desk is."""

    LOW = "low", _("low")
    MODERATE = "moderate", _("moderate")
    HIGH = "high", _("high")


class Outcome(models.TextChoices):
    """Why an item was closed without an answer."""

    OVERTAKEN = "overtaken", _("overtaken by events")
    NOT_DECIDABLE = "not_decidable", _("not decidable")


# What a statement lacks, by its field: the desk's forms say it before anything is tried.
LACKS = {
    "searched": _("Say what was searched."),
    "effective": _("Say since when. A year is enough."),
    "headline": _("Say in one line what changed."),
    "reason": _("Say why, in a sentence that readers will see."),
}
