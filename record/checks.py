"""System checks: whether the database's role is as narrow as the record needs."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection
from django.utils.translation import gettext as _

APPEND_ONLY = ("record_entry", "record_payload", "record_checkpoint")
HELD = """
    SELECT to_regclass('public.record_entry') IS NOT NULL
    AND bool_or(has_table_privilege(name, right_held))
    FROM unnest(%s::text[]) name, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) right_held
    WHERE to_regclass('public.' || name) IS NOT NULL
"""


@register(Tags.database)
def web_role_is_narrow(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """W001 when the web role may change what is append-only."""
    if not databases or settings.ROLE == "owner":
        return []
    with connection.cursor() as cursor:
        cursor.execute(HELD, [list(APPEND_ONLY)])
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
