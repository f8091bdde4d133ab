"""A revision is a snapshot: it is made, never changed."""

from django.db import migrations

from record.append_only import append_only
from record.vague_bounds import in_order


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_articles"), ("record", "0003_sealing")]
    operations = [append_only("articles_revision"), in_order("articles_article", "dated")]
