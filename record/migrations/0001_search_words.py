"""The functions that fold words for search: the projection's generated column calls them."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            (SQL / "search.sql").read_text(),
            "DROP FUNCTION public.record_search; DROP FUNCTION public.record_fold;",
        )
    ]
