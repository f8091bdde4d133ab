import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """The keys of forms that were taken: one that is sent twice is taken once."""

    dependencies = [("record", "0004_erasures")]

    operations = [
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "form that was taken",
                "verbose_name_plural": "forms that were taken",
                "indexes": [models.Index(fields=["at"], name="record_sentform_at")],
            },
        ),
    ]
