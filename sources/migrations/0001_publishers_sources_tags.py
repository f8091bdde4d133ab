import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import record.vague
import taggit.managers
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Publisher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                ("slug", models.SlugField(max_length=200, unique=True, verbose_name="short name")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("state", "state body"),
                            ("court", "court"),
                            ("parliament", "parliament"),
                            ("eu", "EU body"),
                            ("igo", "international organisation"),
                            ("ngo", "non-governmental organisation"),
                            ("outlet", "news outlet"),
                            ("company", "company"),
                            ("desk", "the desk itself"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("country", models.CharField(blank=True, max_length=100, verbose_name="country")),
                ("url", models.URLField(blank=True, verbose_name="address")),
            ],
            options={
                "verbose_name": "publisher",
                "verbose_name_plural": "publishers",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("A", "completely reliable"),
                            ("B", "usually reliable"),
                            ("C", "fairly reliable"),
                            ("D", "not usually reliable"),
                            ("E", "unreliable"),
                            ("F", "reliability cannot be judged"),
                        ],
                        max_length=1,
                        verbose_name="reliability",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("since", models.DateField(verbose_name="since")),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="sources.publisher",
                    ),
                ),
            ],
            options={
                "verbose_name": "rating",
                "verbose_name_plural": "ratings",
                "ordering": ["-since", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True, max_length=100, unique=True, verbose_name="slug"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("topic", "topic"),
                            ("actor", "actor"),
                            ("place", "place"),
                            ("instrument", "instrument"),
                        ],
                        default="topic",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        help_text="Parted by commas.",
                        size=None,
                        verbose_name="other spellings",
                    ),
                ),
                (
                    "broader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="sources.tag",
                        verbose_name="broader tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Tagging",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.IntegerField(db_index=True, verbose_name="object ID")),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_tagged_items",
                        to="contenttypes.contenttype",
                        verbose_name="content type",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taggings",
                        to="sources.tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a tag",
                "verbose_name_plural": "uses of tags",
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "number",
                    models.PositiveIntegerField(
                        editable=False, null=True, unique=True, verbose_name="number"
                    ),
                ),
                (
                    "csl_type",
                    models.CharField(
                        choices=[
                            ("article-newspaper", "newspaper article"),
                            ("article-magazine", "magazine article"),
                            ("article-journal", "journal article"),
                            ("webpage", "web page"),
                            ("report", "report"),
                            ("legislation", "legislation or resolution"),
                            ("bill", "bill"),
                            ("legal_case", "court decision"),
                            ("treaty", "treaty"),
                            ("speech", "speech or statement"),
                            ("broadcast", "broadcast"),
                            ("interview", "interview"),
                            ("dataset", "dataset"),
                            ("post", "post"),
                            ("personal_communication", "personal communication"),
                        ],
                        max_length=24,
                        verbose_name="kind of source",
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                (
                    "title_is_ours",
                    models.BooleanField(
                        default=False,
                        help_text="Where the source itself has none.",
                        verbose_name="the title is ours",
                    ),
                ),
                ("authors", models.JSONField(blank=True, default=list, verbose_name="authors")),
                (
                    "issued",
                    record.vague.VagueDateField(blank=True, max_length=40, verbose_name="date"),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address",
                    ),
                ),
                (
                    "archived_url",
                    models.URLField(blank=True, max_length=2000, verbose_name="archived copy"),
                ),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                ("doi", models.CharField(blank=True, max_length=200, verbose_name="DOI")),
                ("ecli", models.CharField(blank=True, max_length=100, verbose_name="ECLI")),
                ("celex", models.CharField(blank=True, max_length=50, verbose_name="CELEX")),
                (
                    "docket",
                    models.CharField(blank=True, max_length=100, verbose_name="docket number"),
                ),
                ("note", models.TextField(blank=True, verbose_name="public note")),
                (
                    "own_article",
                    models.UUIDField(
                        blank=True, editable=False, null=True, verbose_name="own article"
                    ),
                ),
                (
                    "retracted",
                    models.BooleanField(default=False, editable=False, verbose_name="retracted"),
                ),
                ("issued_lower", models.DateField(editable=False, null=True)),
                ("issued_upper", models.DateField(editable=False, null=True)),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="sources.publisher",
                        verbose_name="publisher",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="sources.Tagging",
                        to="sources.Tag",
                        verbose_name="tags",
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["title", "id"],
                "permissions": [("retract_source", "Can say that a source was retracted")],
            },
        ),
        migrations.AddConstraint(
            model_name="tagging",
            constraint=models.UniqueConstraint(
                fields=("tag", "content_type", "object_id"), name="sources_tagging_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                condition=models.Q(("url", ""), _negated=True),
                fields=("url",),
                name="sources_source_url_once",
                violation_error_message="A source with this address is kept already.",
            ),
        ),
    ]
