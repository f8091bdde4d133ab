"""The one writer of the record, what refuses to change it, and the web role's narrow rights."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

SQL = Path(__file__).parent / "sql"


def sql(name: str) -> str:
    """One file of statements, for the web role of these settings."""
    return (SQL / name).read_text().replace("{web_role}", settings.WEB_ROLE)


class Migration(migrations.Migration):
    dependencies = [("record", "0002_entries_and_projection")]
    operations = [
        migrations.RunSQL(sql(name), migrations.RunSQL.noop)
        for name in ("sealing.sql", "append_only.sql", "held.sql", "roles.sql")
    ]
