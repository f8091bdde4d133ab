"""How readers get to a source: at its address, or by what stands in where its link is dead."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reach(models.TextChoices):
    """What readers find of a source that has an address."""

    ADDRESS = "address", _("its own address")
    ARCHIVED = "archived", _("archived copy")
    KEPT = "kept", _("our copy")
    LOST = "lost", _("no copy")


# As published on the methods page: what stands in for a source whose link is dead.
DEFINITIONS: dict[Reach, Promise] = {
    Reach.ARCHIVED: _(
        "A public archive kept the page as it was, and the link leads there. The archive says on "
        "which day it did so. The address that the source had stands beneath."
    ),
    Reach.KEPT: _(
        "We saved the source ourselves and cannot hand it on, because it is somebody else’s work. "
        "The record holds the file’s SHA-256 since the day on which we said that we keep it: "
        "whoever is shown the file can prove that it is the same."
    ),
    Reach.LOST: _(
        "Neither we nor an archive that we know of kept it. What rests on it stays as it was said, "
        "and can no longer be looked up there."
    ),
}


def reach(*, is_dead: bool, is_archived: bool, is_kept: bool) -> Reach:
    """By what readers get to a source whose link is as told."""
    if not is_dead:
        return Reach.ADDRESS
    if is_archived:
        return Reach.ARCHIVED
    return Reach.KEPT if is_kept else Reach.LOST
