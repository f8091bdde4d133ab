"""What the database holds of every status change, whoever writes it; and the index it is read by.

That a final status had a second person where the track asks for one depends on another table, so a
trigger holds it: migration 0003.
"""

from django.db import models
from django.db.models import F, Q

CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=Q(type__in=["check", "retraction"], status="")
        | (~Q(type__in=["check", "retraction"]) & ~Q(status="")),
        name="tracker_statuschange_says_a_status",
    ),
    models.CheckConstraint(
        condition=Q(type__in=["correction", "retraction"], supersedes__isnull=False)
        | (~Q(type__in=["correction", "retraction"]) & Q(supersedes__isnull=True)),
        name="tracker_statuschange_supersedes_when_it_corrects",
    ),
    models.UniqueConstraint(
        fields=["item"],
        condition=Q(type="initial"),
        name="tracker_statuschange_one_initial",
    ),
    models.CheckConstraint(
        condition=~Q(status__in=["answered_yes", "answered_no", "closed"])
        | Q(criteria_version__isnull=False),
        name="tracker_statuschange_final_by_criteria",
    ),
    models.CheckConstraint(
        condition=~Q(status="closed") | ~Q(outcome=""),
        name="tracker_statuschange_closed_says_why",
    ),
    models.CheckConstraint(
        condition=Q(second__isnull=True) | (Q(by__isnull=False) & ~Q(second=F("by"))),
        name="tracker_statuschange_second_is_another",
    ),
]

INDEXES = [
    # The statement that stands of each item.
    models.Index(
        fields=["item", "-effective_lower", "-id"],
        condition=~Q(status=""),
        name="tracker_statuschange_standing",
    ),
]
