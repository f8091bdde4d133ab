"""The statements of an item that still say something: one that was erased counts no more."""

from typing import Any

from django.db.models import QuerySet


def remembered(changes: QuerySet[Any]) -> QuerySet[Any]:
    """`changes` as the rules count them, in the order of saying, as readers do.

    Each has a headline, a reason or what was searched, until an erasure takes its words.
    """
    rows = changes.exclude(headline="", reason="", searched="")
    return rows.select_related("supersedes").order_by("pk")
