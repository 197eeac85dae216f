import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.kit.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "__first__"),
        ("intake", "0001_whole"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FileMapping",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("system", models.CharField(max_length=24)),
                ("version", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("in", "只收对方的来信"),
                            ("out", "只把答复给对方"),
                            ("both", "收来信，也给答复"),
                        ],
                        max_length=4,
                    ),
                ),
                ("columns", models.JSONField(default=dict)),
                ("kinds", models.JSONField(default=dict)),
                ("bodies", models.JSONField(default=dict)),
                ("beside", models.JSONField(default=list)),
                ("written", models.CharField(blank=True, max_length=8)),
                ("headings", models.JSONField(default=dict)),
                ("stages", models.JSONField(default=dict)),
                ("form", models.CharField(default="xlsx", max_length=4)),
                ("also_given", models.BooleanField(default=False)),
                ("hours", models.PositiveSmallIntegerField(default=0)),
                ("active", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["system", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("system", "version"), name="mapping_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("system", models.CharField(max_length=24)),
                ("sequence", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "正在做"),
                            ("ready", "做好了，等对方确认"),
                            ("taken", "对方收到了"),
                            ("empty", "没有变化，不用给"),
                            ("void", "作废了"),
                        ],
                        max_length=8,
                    ),
                ),
                ("form", models.CharField(max_length=4)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mapping",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="exchange.filemapping",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "indexes": [models.Index(fields=["-asked_at"], name="export_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("system", "sequence"), name="export_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("asked", "ready"))),
                        fields=("system",),
                        name="export_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("system", models.CharField(max_length=24)),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                (
                    "came",
                    models.CharField(
                        choices=[
                            ("page", "在网页上交的"),
                            ("folder", "放进文件夹的"),
                            ("command", "在机器旁交的"),
                        ],
                        max_length=8,
                    ),
                ),
                ("given_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("looking", "正在试读"),
                            ("looked", "试读过，等人决定"),
                            ("taking", "正在收"),
                            ("done", "收完了"),
                            ("left", "看过，没有收"),
                            ("refused", "读不了"),
                        ],
                        max_length=8,
                    ),
                ),
                ("rows", models.PositiveIntegerField(null=True)),
                ("cursor", models.PositiveIntegerField(default=0)),
                ("new", models.PositiveIntegerField(default=0)),
                ("known", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("held", models.PositiveIntegerField(default=0)),
                ("troubles", models.JSONField(default=list)),
                ("remarks", models.JSONField(default=list)),
                ("complaint", models.CharField(blank=True, max_length=500)),
                ("lease_until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mapping",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="exchange.filemapping",
                    ),
                ),
            ],
            options={
                "ordering": ["-given_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("looking", "taking"))),
                        fields=["given_at"],
                        name="import_at_work",
                    ),
                    models.Index(fields=["-given_at"], name="import_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("came", "folder")),
                        fields=("system", "name", "sha256"),
                        name="import_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RowHeard",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("system", models.CharField(max_length=24)),
                ("number", models.CharField(blank=True, max_length=80)),
                ("digest", models.CharField(max_length=48)),
                ("row", models.PositiveIntegerField()),
                (
                    "arrival",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.arrival",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="exchange.importfile",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.submission",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("submission", None)), fields=["system"], name="row_held")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("system", "number", "digest"), name="row_heard_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("submission__isnull", False), ("arrival__isnull", False), _connector="OR"
                        ),
                        name="row_leads_somewhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TheirLetter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("system", models.CharField(max_length=24)),
                ("number", models.CharField(blank=True, max_length=80)),
                ("told", models.CharField(blank=True, max_length=48)),
                ("told_lines", models.PositiveIntegerField(default=0)),
                ("again_at", models.DateTimeField(null=True)),
                ("going", models.CharField(blank=True, max_length=48)),
                ("going_lines", models.PositiveIntegerField(default=0)),
                ("going_again_at", models.DateTimeField(null=True)),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="exchange.exportfile",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.submission",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["system", "id"], name="their_letters"),
                    models.Index(
                        condition=models.Q(("file__isnull", False)),
                        fields=["file"],
                        name="their_letters_told",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("system", "submission"), name="their_letter_once")
                ],
            },
        ),
    ]
