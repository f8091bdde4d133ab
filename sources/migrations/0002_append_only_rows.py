"""Ratings, looks at links and archived files are added, never changed; numbers are drawn once."""

from django.db import migrations

from record.append_only import append_only
from record.vague_bounds import in_order


# Readers have cited it: no verb, and no SQL either, gives a source another.
KEEP = """
CREATE FUNCTION public.sources_source_keeps_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE integrity_constraint_violation USING MESSAGE =
        'Source no. ' || OLD.number || ' keeps its number: another is refused.';
END
$$;
CREATE TRIGGER source_keeps_number BEFORE UPDATE ON public.sources_source
    FOR EACH ROW WHEN (OLD.number IS NOT NULL AND NEW.number IS DISTINCT FROM OLD.number)
    EXECUTE FUNCTION public.sources_source_keeps_number();
"""
BACK = """
DROP TRIGGER source_keeps_number ON public.sources_source;
DROP FUNCTION public.sources_source_keeps_number();
"""


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
        migrations.RunSQL(KEEP, BACK),
        in_order("sources_source", "issued"),
    ]
