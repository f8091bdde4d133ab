"""Who asked for what to be erased, and the files that an erasure has yet to remove."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0003_sealing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Remnant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=120, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        editable=False,
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("uuid", models.UUIDField(editable=False, verbose_name="UUID")),
                ("reason", models.TextField(verbose_name="what readers are told")),
                ("ground", models.TextField(verbose_name="ground, never published")),
                (
                    "keeps_address",
                    models.BooleanField(
                        default=True, verbose_name="its address goes on answering “gone”"
                    ),
                ),
                (
                    "with_parts",
                    models.BooleanField(default=False, verbose_name="what belongs to it goes too"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked for")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed")),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        choices=[("withdrawn", "withdrawn"), ("refused", "refused")],
                        max_length=10,
                        verbose_name="came to nothing",
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="on")),
                ("ended_why", models.TextField(blank=True, verbose_name="why")),
                ("carried_out_at", models.DateTimeField(null=True, verbose_name="carried out")),
                ("seq", models.BigIntegerField(null=True, verbose_name="number in the record")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked for by",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "erasure",
                "verbose_name_plural": "erasures",
                "ordering": ["-pk"],
                "permissions": [
                    ("confirm_erasure", "Can confirm or refuse erasures that others asked for")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="record_erasure_confirmed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended", ""),
                                ("ended_at", None),
                                ("ended_by", None),
                                ("ended_why", ""),
                            ),
                            models.Q(
                                ("ended", "withdrawn"),
                                ("ended_at__isnull", False),
                                ("ended_by", models.F("asked_by")),
                                models.Q(("ended_why", ""), _negated=True),
                            ),
                            models.Q(
                                ("ended", "refused"),
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("ended_why", ""), _negated=True),
                                models.Q(("ended_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="record_erasure_ended_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("carried_out_at", None), ("seq", None)),
                            models.Q(
                                ("carried_out_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("ended", ""),
                                ("seq__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="record_erasure_carried_out_if_confirmed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("carried_out_at", None), ("ended", "")),
                        fields=("uuid",),
                        name="record_erasure_asked_once",
                        violation_error_message="This is asked for already.",
                    ),
                ],
            },
        ),
    ]
