"""What was said of an item is added to, never changed; and what is added fits what stands there."""

from pathlib import Path

from django.db import migrations

from record.append_only import append_only
from record.vague_bounds import in_order

HISTORY = (Path(__file__).parent / "sql" / "history.sql").read_text()
BACK = """
DROP TRIGGER statuschange_fits ON public.tracker_statuschange;
DROP FUNCTION public.tracker_statuschange_fits();
"""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0001_watch_items"), ("record", "0003_sealing")]
    operations = [
        append_only(
            "tracker_statuschange",
            "tracker_criteria",
            "tracker_evidence",
            "tracker_milestonedate",
            "tracker_event",
        ),
        migrations.RunSQL(HISTORY, BACK),
        in_order("tracker_statuschange", "effective"),
        in_order("tracker_milestonedate", "date"),
        in_order("tracker_event", "date"),
    ]
