"""The desk's log of who did what: an erased thing's name goes from it, the deed stays."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from record.forgetting import NO_NAME, Erased


def named_in_log(rows: Iterable[Any]) -> set[str]:
    """What these rows were called, each time that somebody saved them."""
    return set(_own(rows).values_list("object_repr", flat=True))


def forget_in_log(rows: Iterable[Any], erased: Erased) -> None:
    """Take the names and what was written about these rows out of the log."""
    called = f"{NO_NAME}{erased.uuid.hex[:12]}"
    _own(rows).update(object_repr=called, change_message="")
    # Rows beneath a form are told by name in the message of what the form was of.
    found = Q()
    for name in erased.names:
        found |= Q(change_message__icontains=name)
        found |= Q(change_message__icontains=json.dumps(name)[1:-1])
    if erased.names:
        for entry in LogEntry.objects.filter(found):
            entry.change_message = _without(entry.change_message, erased)
            entry.save(update_fields=["change_message"])


def _own(rows: Iterable[Any]) -> Any:
    found = Q(pk__in=[])
    for row in rows:
        kept = ContentType.objects.get_for_model(row)
        found |= Q(content_type=kept, object_id=str(row.pk))
    return LogEntry.objects.filter(found)


def _without(message: str, erased: Erased) -> str:
    """The message without the rows that are named so; none of it where it is a plain sentence."""
    try:
        told = json.loads(message)
        for one in told:
            for deed in one.values():
                if erased.is_named_in(str(deed.get("object", ""))):
                    deed["object"] = NO_NAME.strip("-")
    except (ValueError, AttributeError):
        return ""
    left = json.dumps(told)
    return "" if erased.is_named_in(json.dumps(told, ensure_ascii=False)) else left
