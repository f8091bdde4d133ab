"""What was said of an item is added to, never changed."""

from django.db import migrations

from record.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("tracker", "0001_watch_items"), ("record", "0003_sealing")]
    operations = [
        append_only(
            "tracker_statuschange",
            "tracker_criteria",
            "tracker_evidence",
            "tracker_milestonedate",
            "tracker_event",
        )
    ]
