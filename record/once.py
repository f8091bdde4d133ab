"""A form that is sent twice is taken once: by a double click, a second try, or two tabs."""

import hashlib
import uuid as uuids
from typing import Any

from django.db import IntegrityError, models, transaction
from django.http import QueryDict
from django.utils import timezone

# The key that a form was drawn with, as it is posted.
FIELD = "_once"
# Not what was typed, and another one in each tab.
NOT_TYPED = {"csrfmiddlewaretoken", FIELD}


class SentTwice(Exception):
    """The same form was taken already, with the same words in it."""


class SentForm(models.Model):
    """A form that was taken, known by its key and by all that was typed into it."""

    key = models.UUIDField(primary_key=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "form that was taken"
        verbose_name_plural = "forms that were taken"
        indexes = [
            # Those that may be forgotten.
            models.Index(fields=["at"], name="record_sentform_at")
        ]

    def __str__(self) -> str:
        return str(self.key)


def new_key() -> str:
    """A key for a form that is drawn for the first time."""
    return str(uuids.uuid4())


def take(posted: QueryDict, files: Any = None, *, part: Any = "") -> None:
    """Take the form `posted` with its `files`, or one `part` of it. Raises SentTwice.

    Called first in the open write: of two at the same moment the second waits here, holding
    nothing, until the first is through. What was refused was not taken. A form without a key is
    taken as it comes.
    """
    sent = [(one.name, one.size) for one in (files or {}).values()]
    key = _key(posted, [part, sent])
    if key is None:
        return
    try:
        with transaction.atomic():
            SentForm.objects.create(key=key)
    except IntegrityError as error:
        raise SentTwice from error


def _key(posted: QueryDict, more: list[Any]) -> uuids.UUID | None:
    try:
        drawn_with = uuids.UUID(posted.get(FIELD, ""))
    except ValueError:
        return None
    # With what was typed: who goes back to a form that was taken and says another thing is heard.
    typed = sorted((name, posted.getlist(name)) for name in posted if name not in NOT_TYPED)
    digest = hashlib.sha256(repr((more, typed)).encode("utf-8", "surrogatepass")).hexdigest()
    return uuids.uuid5(drawn_with, digest)
