"""Ratings, looks at links and archived files are added, never changed; numbers are drawn once."""

from django.db import migrations

from record.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0001_publishers_sources_tags"),
        ("record", "0003_sealing"),
    ]
    operations = [
        append_only("sources_rating", "sources_linkcheck", "sources_capture"),
        migrations.RunSQL(
            "CREATE SEQUENCE sources_source_number", "DROP SEQUENCE sources_source_number"
        ),
    ]
