import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0001_articles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Page",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "slug",
                    models.SlugField(
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "(?i)^(articles|watch|sources|tags|series|authors|corrections|search|record|methods|follow|feeds|api|desk|static|media|embed|oembed|healthz|readyz|en|sq|sr)$",
                                "The site itself answers there. Choose another.",
                                inverse_match=True,
                            )
                        ],
                        verbose_name="address",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "language",
                    models.CharField(default="en", max_length=12, verbose_name="language"),
                ),
                ("body", models.TextField(verbose_name="text")),
            ],
            options={
                "verbose_name": "page",
                "verbose_name_plural": "pages",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="Desk",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "name",
                    models.CharField(default="Watchdesk", max_length=100, verbose_name="name"),
                ),
                (
                    "tagline",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what it is, in a sentence"
                    ),
                ),
                (
                    "notices",
                    models.TextField(
                        blank=True,
                        help_text="One a line. They stand above the front page.",
                        verbose_name="notices",
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, editable=False, verbose_name="note on the record"),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        help_text="A published article.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="articles.article",
                        verbose_name="lead of the front page",
                    ),
                ),
            ],
            options={
                "verbose_name": "desk",
                "verbose_name_plural": "desk",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="watchdesk_desk_is_one_row"
                    )
                ],
            },
        ),
    ]
