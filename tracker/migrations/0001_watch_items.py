import django.db.models.deletion
import record.vague
import taggit.managers
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("sources", "0001_publishers_sources_tags"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Track",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="short name")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "second_person",
                    models.BooleanField(
                        default=False,
                        help_text="Answered and closed are proposed by one person and confirmed by another.",
                        verbose_name="final statuses need a second person",
                    ),
                ),
            ],
            options={
                "verbose_name": "track",
                "verbose_name_plural": "tracks",
                "permissions": [("ask_second_person", "Can say which tracks need a second person")],
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="WatchItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="address")),
                ("short", models.CharField(max_length=100, verbose_name="short name")),
                ("question", models.CharField(max_length=300, verbose_name="question")),
                ("why", models.TextField(verbose_name="why it matters")),
                (
                    "review_days",
                    models.PositiveSmallIntegerField(
                        default=60, help_text="In days.", verbose_name="look at it every"
                    ),
                ),
                (
                    "training",
                    models.BooleanField(
                        default=False,
                        help_text="Marked as fictional on every page.",
                        verbose_name="training material",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("watching", "Watching"),
                            ("moving", "Moving"),
                            ("stalled", "Stalled"),
                            ("reversing", "Reversing"),
                            ("answered_yes", "Answered yes"),
                            ("answered_no", "Answered no"),
                            ("closed", "Closed"),
                        ],
                        editable=False,
                        max_length=16,
                        verbose_name="status",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="watch_items",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
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
                (
                    "track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="tracker.track",
                        verbose_name="track",
                    ),
                ),
            ],
            options={
                "verbose_name": "watch item",
                "verbose_name_plural": "watch items",
                "ordering": ["track", "pk"],
                "permissions": [("change_status", "Can open items and say their status in public")],
            },
        ),
        migrations.CreateModel(
            name="Lane",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, verbose_name="short name")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="note")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lanes",
                        to="tracker.watchitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "lane",
                "verbose_name_plural": "lanes",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "key"), name="tracker_lane_once_per_item"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("date", record.vague.VagueDateField(max_length=40, verbose_name="date")),
                ("headline", models.CharField(max_length=300, verbose_name="what happened")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("date_lower", models.DateField(editable=False, null=True)),
                ("date_upper", models.DateField(editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lane",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="tracker.lane",
                        verbose_name="lane",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="tracker.watchitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["date_lower", "id"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200, verbose_name="what is expected")),
                (
                    "lane",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="tracker.lane",
                        verbose_name="lane",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="tracker.watchitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "milestone",
                "verbose_name_plural": "milestones",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="MilestoneDate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("baseline", "baseline"),
                            ("forecast", "forecast"),
                            ("actual", "actual"),
                        ],
                        max_length=8,
                        verbose_name="which date",
                    ),
                ),
                ("date", record.vague.VagueDateField(max_length=40, verbose_name="date")),
                ("asserted_by", models.CharField(max_length=200, verbose_name="asserted by")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("date_lower", models.DateField(editable=False, null=True)),
                ("date_upper", models.DateField(editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dates",
                        to="tracker.milestone",
                    ),
                ),
            ],
            options={
                "verbose_name": "date",
                "verbose_name_plural": "dates",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("role__in", ["baseline", "actual"])),
                        fields=("milestone", "role"),
                        name="tracker_milestonedate_one_baseline_one_actual",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("initial", "first status"),
                            ("change", "change"),
                            ("reopening", "reopening"),
                            ("check", "looked, nothing changed"),
                            ("correction", "correction"),
                            ("retraction", "retraction"),
                        ],
                        max_length=12,
                        verbose_name="kind of statement",
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("watching", "Watching"),
                            ("moving", "Moving"),
                            ("stalled", "Stalled"),
                            ("reversing", "Reversing"),
                            ("answered_yes", "Answered yes"),
                            ("answered_no", "Answered no"),
                            ("closed", "Closed"),
                        ],
                        max_length=16,
                        verbose_name="from",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("watching", "Watching"),
                            ("moving", "Moving"),
                            ("stalled", "Stalled"),
                            ("reversing", "Reversing"),
                            ("answered_yes", "Answered yes"),
                            ("answered_no", "Answered no"),
                            ("closed", "Closed"),
                        ],
                        max_length=16,
                        verbose_name="to",
                    ),
                ),
                (
                    "effective",
                    record.vague.VagueDateField(
                        blank=True, max_length=40, verbose_name="in effect since"
                    ),
                ),
                ("headline", models.CharField(blank=True, max_length=200, verbose_name="headline")),
                ("note", models.TextField(blank=True, verbose_name="public note")),
                (
                    "internal_note",
                    models.TextField(blank=True, verbose_name="internal note, never published"),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("searched", models.TextField(blank=True, verbose_name="what was searched")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("low", "low"), ("moderate", "moderate"), ("high", "high")],
                        max_length=8,
                        verbose_name="how sure",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("overtaken", "overtaken by events"),
                            ("not_decidable", "not decidable"),
                        ],
                        max_length=16,
                        verbose_name="closed because",
                    ),
                ),
                ("criteria_version", models.PositiveSmallIntegerField(null=True)),
                ("effective_lower", models.DateField(editable=False, null=True)),
                ("effective_upper", models.DateField(editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="tracker.statuschange",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="tracker.watchitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "status change",
                "verbose_name_plural": "status changes",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", ""), _negated=True),
                        fields=["item", "-effective_lower", "-id"],
                        name="tracker_statuschange_standing",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", ""), ("type__in", ["check", "retraction"])),
                            models.Q(
                                models.Q(("type__in", ["check", "retraction"]), _negated=True),
                                models.Q(("status", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="tracker_statuschange_says_a_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("supersedes__isnull", False),
                                ("type__in", ["correction", "retraction"]),
                            ),
                            models.Q(
                                models.Q(("type__in", ["correction", "retraction"]), _negated=True),
                                ("supersedes__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="tracker_statuschange_supersedes_when_it_corrects",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("type", "initial")),
                        fields=("item",),
                        name="tracker_statuschange_one_initial",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["answered_yes", "answered_no", "closed"]),
                                _negated=True,
                            ),
                            ("criteria_version__isnull", False),
                            _connector="OR",
                        ),
                        name="tracker_statuschange_final_by_criteria",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "closed"), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tracker_statuschange_closed_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second__isnull", True),
                            models.Q(
                                ("by__isnull", False),
                                models.Q(("second", models.F("by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="tracker_statuschange_second_is_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "supports"),
                            ("contradicts", "contradicts"),
                            ("context", "context"),
                        ],
                        default="supports",
                        max_length=12,
                        verbose_name="stance",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="place in the source"
                    ),
                ),
                (
                    "quotation",
                    models.CharField(blank=True, max_length=500, verbose_name="short quotation"),
                ),
                (
                    "credibility",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "confirmed by other sources"),
                            (2, "probably true"),
                            (3, "possibly true"),
                            (4, "doubtful"),
                            (5, "improbable"),
                            (6, "cannot be judged"),
                        ],
                        null=True,
                        verbose_name="credibility of this use",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it matters here"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="tracker.event",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "date",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="tracker.milestonedate",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="tracker.statuschange",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("change__isnull", False),
                                ("date__isnull", True),
                                ("event__isnull", True),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("date__isnull", True),
                                ("event__isnull", False),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("date__isnull", False),
                                ("event__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="tracker_evidence_bears_on_one_claim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credibility__isnull", True),
                            models.Q(("credibility__gte", 1), ("credibility__lte", 6)),
                            _connector="OR",
                        ),
                        name="tracker_evidence_credibility",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criteria",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("yes", models.TextField(verbose_name="what counts as yes")),
                ("no", models.TextField(verbose_name="what counts as no")),
                ("edge_cases", models.TextField(verbose_name="edge cases")),
                ("by_when", models.CharField(max_length=300, verbose_name="by when")),
                ("reason", models.TextField(blank=True, verbose_name="why it changed")),
                ("since", models.DateField(verbose_name="since")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="tracker.watchitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "criteria",
                "verbose_name_plural": "criteria",
                "ordering": ["item", "version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "version"), name="tracker_criteria_one_per_version"
                    ),
                ],
            },
        ),
    ]
