"""System checks: whether the database's role is as narrow as the record needs."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection
from django.utils.translation import gettext as _

from record import kept_erasures

# Every table that a migration made append-only, by the trigger that it got.
HELD = """
    SELECT bool_or(has_table_privilege(tgrelid, right_held))
    FROM pg_trigger, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) right_held
    WHERE tgname = 'append_only'
"""


@register(Tags.database)
def web_role_is_narrow(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """W001 when the web role may change what is append-only."""
    if not databases or settings.ROLE == "owner":
        return []
    with connection.cursor() as cursor:
        cursor.execute(HELD)
        row = cursor.fetchone()
    if not row or not row[0]:
        return []
    return [
        Warning(
            _("The web role can change append-only tables: the record is not guarded from it."),
            hint=_("Make two roles as docs/deploying.md shows, and set DATABASE_OWNER_URL."),
            id="record.W001",
        )
    ]


@register(Tags.database)
def what_was_erased_is_gone(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """W002 when an older backup brought words back that were erased."""
    if not databases or not _has_tables():
        return []
    return [
        Warning(
            _("The record holds words that were erased on %(day)s (%(kind)s %(uuid)s).")
            % {"day": f"{kept.moment:%Y-%m-%d}", "kind": kept.kind, "uuid": kept.uuid},
            hint=_("Run manage.py erase."),
            id="record.W002",
        )
        for kept in kept_erasures.held()
    ]


def _has_tables() -> bool:
    """Whether the migrations have run: they are checked too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.record_erasure') IS NOT NULL")
        return bool(cursor.fetchone()[0])
