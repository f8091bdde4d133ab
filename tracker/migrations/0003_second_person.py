"""What waits for a second person; and a final status that should have had one is refused."""

import django.db.models.deletion
import record.vague
from django.conf import settings
from django.db import migrations, models
from record.vague_bounds import in_order

# The setting stands in another table than the status, so no check constraint can hold it.
REFUSE_ONE_ALONE = """
CREATE FUNCTION public.tracker_needs_second_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.tracker_watchitem item
        JOIN public.tracker_track track ON track.id = item.track_id
        WHERE item.id = NEW.item_id AND track.second_person
    ) THEN
        RAISE EXCEPTION 'a final status of item % needs a second person', NEW.item_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'tracker_statuschange_second_person';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER needs_second_person BEFORE INSERT ON public.tracker_statuschange
    FOR EACH ROW
    WHEN (NEW.status IN ('answered_yes', 'answered_no', 'closed') AND NEW.second_id IS NULL)
    EXECUTE FUNCTION public.tracker_needs_second_person();
"""
TAKE_AWAY = "DROP FUNCTION public.tracker_needs_second_person() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0004_merges_followed"),
        ("tracker", "0002_append_only_statements"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                    "seen",
                    models.CharField(
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
                ("seen_version", models.PositiveIntegerField()),
                ("seen_criteria", models.PositiveSmallIntegerField(null=True)),
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
                ("made_at", models.DateTimeField(verbose_name="proposed at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for a second person"),
                            ("confirmed", "confirmed"),
                            ("sent_back", "sent back"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered at")),
                ("answer", models.TextField(blank=True, verbose_name="why it was sent back")),
                ("effective_lower", models.DateField(editable=False, null=True)),
                ("effective_upper", models.DateField(editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "change",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="tracker.statuschange",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="tracker.watchitem",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracker.statuschange",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("item",),
                        name="tracker_proposal_one_waits_per_item",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second__isnull", True),
                            models.Q(("second", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="tracker_proposal_second_is_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("change__isnull", False),
                                ("second__isnull", False),
                                ("state", "confirmed"),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("second__isnull", False),
                                ("state", "sent_back"),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("second__isnull", True),
                                ("state__in", ["waiting", "withdrawn"]),
                            ),
                            _connector="OR",
                        ),
                        name="tracker_proposal_answered_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposedUse",
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="tracker.proposal",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.RunSQL(REFUSE_ONE_ALONE, TAKE_AWAY),
        in_order("tracker_proposal", "effective"),
    ]
