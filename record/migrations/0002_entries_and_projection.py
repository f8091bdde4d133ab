import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("record", "0001_search_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("signed_at", models.DateTimeField()),
                ("public_key", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=128)),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "seq",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="number"
                    ),
                ),
                (
                    "op",
                    models.CharField(
                        choices=[
                            ("import", "imported"),
                            ("publish", "published"),
                            ("update", "updated"),
                            ("correct", "corrected"),
                            ("retract", "retracted"),
                            ("withdraw", "withdrawn"),
                            ("restore", "restored"),
                            ("merge", "merged"),
                            ("erase", "erased"),
                        ],
                        max_length=12,
                        verbose_name="what was done",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("desk", "the desk"),
                            ("page", "page"),
                            ("article", "article"),
                            ("item", "watch item"),
                            ("status-change", "status change"),
                            ("milestone", "milestone"),
                            ("event", "event"),
                            ("source", "source"),
                            ("publisher", "publisher"),
                            ("tag", "tag"),
                            ("author", "author"),
                            ("series", "series"),
                            ("image", "image"),
                            ("video", "video"),
                            ("redirect", "redirect"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("uuid", models.UUIDField()),
                ("schema", models.PositiveSmallIntegerField()),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "actor",
                    models.CharField(
                        choices=[
                            ("desk", "the desk"),
                            ("editor", "an editor"),
                            ("tracker", "tracker staff"),
                            ("administrator", "an administrator"),
                            ("system", "the system"),
                            ("import", "the import"),
                        ],
                        max_length=16,
                        verbose_name="by",
                    ),
                ),
                ("commitment", models.CharField(max_length=64)),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "entry",
                "verbose_name_plural": "entries",
                "ordering": ["-seq"],
                "indexes": [
                    models.Index(fields=["recorded_at", "seq"], name="record_entry_moment"),
                    models.Index(fields=["uuid", "seq"], name="record_entry_subject"),
                    models.Index(fields=["op", "seq"], name="record_entry_op"),
                    models.Index(fields=["kind", "seq"], name="record_entry_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("seq", models.BigIntegerField(default=0)),
                (
                    "hash",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000",
                        max_length=64,
                    ),
                ),
                ("next_due", models.DateTimeField(null=True)),
                ("rebuilt", models.BigIntegerField(db_default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="record_head_is_one_row"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("desk", "the desk"),
                            ("page", "page"),
                            ("article", "article"),
                            ("item", "watch item"),
                            ("status-change", "status change"),
                            ("milestone", "milestone"),
                            ("event", "event"),
                            ("source", "source"),
                            ("publisher", "publisher"),
                            ("tag", "tag"),
                            ("author", "author"),
                            ("series", "series"),
                            ("image", "image"),
                            ("video", "video"),
                            ("redirect", "redirect"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("withdrawn", "withdrawn"),
                            ("merged", "merged"),
                            ("erased", "erased"),
                        ],
                        default="public",
                        max_length=12,
                    ),
                ),
                ("slug", models.CharField(blank=True, max_length=200)),
                ("title", models.TextField(blank=True)),
                ("type", models.CharField(blank=True, max_length=50)),
                ("sort_date", models.DateField(null=True)),
                ("dated", models.CharField(blank=True, max_length=40)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("language", models.CharField(blank=True, max_length=12)),
                ("parent", models.UUIDField(null=True)),
                ("status", models.CharField(blank=True, max_length=16)),
                ("supersedes", models.UUIDField(null=True)),
                ("review_days", models.PositiveSmallIntegerField(null=True)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "references",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "files",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("title"),
                            models.F("text"),
                            function="public.record_search",
                            output_field=django.contrib.postgres.search.SearchVectorField(),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                ("successor", models.UUIDField(null=True)),
                ("first_seq", models.BigIntegerField()),
                ("first_at", models.DateTimeField()),
                ("since", models.BigIntegerField()),
                ("until", models.BigIntegerField(default=9223372036854775807)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="record.entry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["kind", "sort_date", "first_seq"], name="record_subject_list"
                    ),
                    models.Index(fields=["kind", "first_seq"], name="record_subject_first"),
                    models.Index(fields=["kind", "slug", "since"], name="record_subject_address"),
                    models.Index(fields=["parent", "kind"], name="record_subject_parent"),
                    models.Index(
                        condition=models.Q(
                            ("state", "public"), models.Q(("status", ""), _negated=True)
                        ),
                        fields=["parent", "sort_date", "first_seq"],
                        include=("since", "until", "uuid", "status", "dated"),
                        name="record_subject_held",
                    ),
                    models.Index(
                        condition=models.Q(("state", "public"), ("supersedes__isnull", False)),
                        fields=["supersedes"],
                        include=("since", "until"),
                        name="record_subject_superseding",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("kind", "status-change"),
                            ("state", "public"),
                            models.Q(("type", "retraction"), _negated=True),
                        ),
                        fields=["parent", "first_at"],
                        include=("since", "until"),
                        name="record_subject_looked",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("kind", "status-change"),
                            ("state", "public"),
                            models.Q(("type", "retraction"), _negated=True),
                        ),
                        fields=["first_at"],
                        include=("parent", "since", "until"),
                        name="record_subject_lately",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("kind", "item"), ("state", "public"), ("tags__100__isnull", True)
                        ),
                        fields=["position", "type", "first_seq"],
                        include=("uuid", "since", "until", "review_days", "tags"),
                        name="record_subject_board",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("kind", "item"), ("state", "public"), ("tags__100__isnull", False)
                        ),
                        fields=["position", "type", "first_seq"],
                        name="record_subject_many_tags",
                    ),
                    models.Index(
                        condition=models.Q(("state", "merged")),
                        fields=["successor"],
                        name="record_subject_merged",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["tags"], name="record_subject_tags"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["references"], name="record_subject_references"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["files"], name="record_subject_files"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="record_subject_search"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("uuid", "since"), name="record_subject_one_per_entry"
                    ),
                    models.UniqueConstraint(
                        fields=("uuid", "until"), name="record_subject_one_at_a_time"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state", "public"),
                            ("until", 9223372036854775807),
                            models.Q(("slug", ""), _negated=True),
                        ),
                        fields=("kind", "slug"),
                        name="record_subject_one_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("since__lt", models.F("until"))),
                        name="record_subject_stretch",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Held",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("parent", models.UUIDField()),
                ("uuid", models.UUIDField()),
                ("status", models.CharField(max_length=16)),
                ("known", django.contrib.postgres.fields.ranges.BigIntegerRangeField()),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        fields=["known", "days"],
                        include=("parent", "status"),
                        name="record_held_all",
                    ),
                    models.Index(
                        fields=["parent"],
                        include=("known", "days", "uuid", "status"),
                        name="record_held_of_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Due",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, verbose_name="due at")),
                ("uuid", models.UUIDField(unique=True, verbose_name="subject")),
                ("statements", models.JSONField()),
                (
                    "failure",
                    models.TextField(blank=True, editable=False, verbose_name="why it failed"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "scheduled publication",
                "verbose_name_plural": "scheduled publications",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Payload",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="payload",
                        serialize=False,
                        to="record.entry",
                    ),
                ),
                ("text", models.TextField()),
                ("salt", models.BinaryField()),
            ],
        ),
    ]
