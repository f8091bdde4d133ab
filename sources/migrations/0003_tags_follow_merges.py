"""A use of a merged tag becomes a use of the tag that stayed, whoever writes it."""

from django.db import migrations

FOLLOW = """
CREATE FUNCTION public.sources_tagging_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stayed bigint;
BEGIN
    LOOP
        SELECT merged_into_id INTO stayed FROM public.sources_tag WHERE id = NEW.tag_id;
        EXIT WHEN stayed IS NULL;
        NEW.tag_id := stayed;
    END LOOP;
    RETURN NEW;
END
$$;
CREATE TRIGGER tagging_follows BEFORE INSERT OR UPDATE OF tag_id ON public.sources_tagging
    FOR EACH ROW EXECUTE FUNCTION public.sources_tagging_follows();
"""
BACK = """
DROP TRIGGER tagging_follows ON public.sources_tagging;
DROP FUNCTION public.sources_tagging_follows();
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_append_only_rows")]
    operations = [migrations.RunSQL(FOLLOW, BACK)]
