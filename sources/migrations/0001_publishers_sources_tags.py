import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import record.vague
import taggit.managers
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        # Its function folds names and titles.
        ("record", "0001_search_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("file", models.CharField(max_length=100, verbose_name="file")),
                ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                ("format", models.CharField(max_length=12, verbose_name="format")),
                ("problem", models.TextField(blank=True, verbose_name="what went wrong")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "being read"),
                            ("read", "read, not carried out"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                        ],
                        default="reading",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="entries")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("report", models.JSONField(default=dict, verbose_name="report")),
                ("made_at", models.DateTimeField(verbose_name="uploaded at")),
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
                "verbose_name": "import of sources",
                "verbose_name_plural": "imports of sources",
                "ordering": ["-id"],
            },
        ),
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
                (
                    "name_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("name"),
                            function="public.record_fold",
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                ("slug", models.SlugField(max_length=200, unique=True, verbose_name="short name")),
                (
                    "type",
                    models.CharField(
                        blank=True,
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name_key",),
                        name="sources_publisher_name_once",
                        violation_error_message="This publisher is kept already, perhaps spelt otherwise.",
                    )
                ],
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
                        blank=True,
                        help_text="Left empty, it is made from the name.",
                        max_length=100,
                        unique=True,
                        verbose_name="address",
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
                        related_name="narrower",
                        to="sources.tag",
                        verbose_name="broader tag",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="sources.tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["name"],
                "permissions": [("merge_tag", "Can merge two tags")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("broader", models.F("id")), _negated=True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                        ),
                        name="sources_tag_not_its_own",
                        violation_error_message="A tag is not broader than itself.",
                    ),
                ],
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tag", "content_type", "object_id"), name="sources_tagging_once"
                    ),
                ],
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
                (
                    "title_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("title"),
                            function="public.record_fold",
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "title_figures",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("title"),
                            models.Value("[^0-9]"),
                            models.Value(""),
                            models.Value("g"),
                            function="regexp_replace",
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                ("authors", models.JSONField(blank=True, default=list, verbose_name="authors")),
                (
                    "authors_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            django.db.models.functions.comparison.Cast(
                                models.Func(
                                    models.F("authors"),
                                    models.Value("$[*].name"),
                                    function="jsonb_path_query_array",
                                ),
                                output_field=models.TextField(),
                            ),
                            function="public.record_fold",
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "issued",
                    record.vague.VagueDateField(blank=True, max_length=40, verbose_name="date"),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        max_length=2000,
                        verbose_name="address",
                    ),
                ),
                ("url_key", models.CharField(blank=True, editable=False, max_length=2000)),
                (
                    "archived_url",
                    models.URLField(
                        blank=True,
                        max_length=2000,
                        verbose_name="archived copy",
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        default=list,
                        help_text="As in “sq” or “en-GB”; several are parted by commas.",
                        size=None,
                        verbose_name="languages",
                    ),
                ),
                ("doi", models.CharField(blank=True, max_length=200, verbose_name="DOI")),
                ("ecli", models.CharField(blank=True, max_length=100, verbose_name="ECLI")),
                ("celex", models.CharField(blank=True, max_length=50, verbose_name="CELEX")),
                (
                    "docket",
                    models.CharField(blank=True, max_length=100, verbose_name="docket number"),
                ),
                (
                    "details",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="what its citation needs"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="public note")),
                (
                    "own_article",
                    models.UUIDField(
                        blank=True, editable=False, null=True, verbose_name="own article"
                    ),
                ),
                (
                    "repute",
                    models.CharField(
                        choices=[
                            ("stands", "stands"),
                            ("downgraded", "downgraded"),
                            ("retracted", "retracted"),
                        ],
                        default="stands",
                        editable=False,
                        max_length=12,
                        verbose_name="repute",
                    ),
                ),
                (
                    "repute_note",
                    models.TextField(blank=True, editable=False, verbose_name="why"),
                ),
                (
                    "repute_since",
                    models.DateTimeField(editable=False, null=True, verbose_name="since"),
                ),
                (
                    "link_is_dead",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="its link is dead"
                    ),
                ),
                ("link_dead_since", models.DateTimeField(editable=False, null=True)),
                (
                    "link_verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ok", "answers"),
                            ("moved", "moved"),
                            ("changed", "changed"),
                            ("gone", "gone"),
                            ("blocked", "refuses us"),
                            ("timed-out", "does not answer"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="link",
                    ),
                ),
                (
                    "link_checked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="link checked at"),
                ),
                ("issued_lower", models.DateField(editable=False, null=True)),
                ("issued_upper", models.DateField(editable=False, null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="sources.source",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                "permissions": [
                    ("retract_source", "Can say that a source was retracted, downgraded or stands"),
                    ("merge_source", "Can merge two sources"),
                ],
                "indexes": [
                    models.Index(fields=["title", "id"], name="sources_source_list"),
                    models.Index(fields=["title_key"], name="sources_source_title"),
                    models.Index(fields=["link_checked_at"], name="sources_source_next_look"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="sources_source_not_its_own",
                        violation_error_message="A source is not merged into itself.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("url_key", ""), _negated=True), ("merged_into", None)
                        ),
                        fields=("url_key",),
                        name="sources_source_url_once",
                        violation_error_message="A source with this address is kept already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("doi", ""), _negated=True), ("merged_into", None)
                        ),
                        fields=("doi",),
                        name="sources_source_doi_once",
                        violation_error_message="A source with this DOI is kept already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TagSpelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("spelling", models.CharField(max_length=100)),
                (
                    "key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("spelling"),
                            function="public.record_fold",
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spellings",
                        to="sources.tag",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="sources_tagspelling_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.URLField(max_length=2000, verbose_name="address")),
                ("checked_at", models.DateTimeField(verbose_name="checked at")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("ok", "answers"),
                            ("moved", "moved"),
                            ("changed", "changed"),
                            ("gone", "gone"),
                            ("blocked", "refuses us"),
                            ("timed-out", "does not answer"),
                        ],
                        max_length=12,
                        verbose_name="what was found",
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(null=True, verbose_name="status code")),
                (
                    "final_url",
                    models.URLField(blank=True, max_length=2000, verbose_name="where it led"),
                ),
                ("etag", models.CharField(blank=True, max_length=500)),
                ("last_modified", models.CharField(blank=True, max_length=100)),
                (
                    "digest",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="SHA-256 of what was read"
                    ),
                ),
                ("fingerprint", models.CharField(blank=True, max_length=16)),
                ("size", models.PositiveIntegerField(default=0, verbose_name="bytes read")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="in words")),
                ("wait_until", models.DateTimeField(null=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_checks",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "link check",
                "verbose_name_plural": "link checks",
                "ordering": ["-checked_at", "-id"],
                "indexes": [
                    models.Index(fields=["source", "-checked_at"], name="sources_linkcheck_latest"),
                    models.Index(
                        condition=models.Q(("wait_until__isnull", False)),
                        fields=["wait_until"],
                        name="sources_linkcheck_waiting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Capture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(editable=False, max_length=100, verbose_name="file")),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
                (
                    "media_type",
                    models.CharField(editable=False, max_length=100, verbose_name="type"),
                ),
                ("size", models.PositiveIntegerField(editable=False, verbose_name="bytes")),
                ("captured_at", models.DateTimeField(verbose_name="kept at")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "kept_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "archived file",
                "verbose_name_plural": "archived files",
                "ordering": ["captured_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "sha256"), name="sources_capture_once"
                    )
                ],
            },
        ),
    ]
