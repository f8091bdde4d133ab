"""Where each merged source leads, through other merges too: asked in the query that needs it."""

import django.db.models.deletion
from django.db import migrations, models

PAIRS = """
CREATE VIEW public.sources_succession AS
    WITH RECURSIVE pairs (source_id, stays_id) AS (
        SELECT id, merged_into_id FROM public.sources_source WHERE merged_into_id IS NOT NULL
        UNION
        SELECT pairs.source_id, onward.merged_into_id
        FROM pairs JOIN public.sources_source onward ON onward.id = pairs.stays_id
        WHERE onward.merged_into_id IS NOT NULL
    )
    SELECT source_id, stays_id FROM pairs
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_tags_follow_merges")]
    operations = [
        migrations.RunSQL(PAIRS, "DROP VIEW public.sources_succession"),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "source_id",
                        "stays_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.source",
                    ),
                ),
                (
                    "stays",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.source",
                    ),
                ),
            ],
            options={"db_table": "sources_succession", "managed": False},
        ),
    ]
