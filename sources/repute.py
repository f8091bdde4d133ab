"""Whether a source still carries what rests on it, as the desk says in public."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from record.kinds import Op
from record.saying import moment, say

if TYPE_CHECKING:
    from sources.models import Source


class Repute(models.TextChoices):
    """Whether a source still carries what rests on it."""

    STANDS = "stands", _("stands")
    DOWNGRADED = "downgraded", _("downgraded")
    RETRACTED = "retracted", _("retracted")


# As published on the methods page.
DEFINITIONS: dict[Repute, Promise] = {
    Repute.RETRACTED: _("Its publisher took it back, or it proved to be false."),
    Repute.DOWNGRADED: _("It is there, but in the desk’s view it carries less than it did."),
}


def judge(source: "Source", repute: Repute, note: str) -> None:
    """Set the repute of `source` and say it where readers can open it.

    Raises ValidationError without a note, for what was merged, and for what stands already.
    """
    if not note.strip():
        raise ValidationError({"note": _("Say who says so, and when: readers are told.")})
    if source.merged_into is not None:
        raise ValidationError(_("It was merged into “%s”. Judge that one.") % source.merged_into)
    if repute == source.repute == Repute.STANDS:
        raise ValidationError(_("It stands. There is nothing to take back."))
    source.repute, source.repute_note, source.repute_since = repute, note.strip(), moment()
    source.save(update_fields=["repute", "repute_note", "repute_since"])
    if source.is_public:
        say(Op.RETRACT if repute == Repute.RETRACTED else Op.CORRECT, source)
