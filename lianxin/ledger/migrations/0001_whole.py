import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import lianxin.kit.ids
from lianxin.ledger.guards import raise_guards


class Migration(migrations.Migration):
    replaces = [
        ("ledger", "0001_initial"),
        ("ledger", "0002_guards"),
        ("ledger", "0003_counts_above"),
        ("ledger", "0004_day_counts"),
        ("ledger", "0005_laws_at_once"),
    ]

    initial = True

    dependencies = [
        ("identity", "__first__"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DayCount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("about", models.CharField(max_length=8)),
                ("key", models.CharField(max_length=24)),
                ("received", models.BigIntegerField(null=True)),
                ("waiting", models.BigIntegerField(null=True)),
                ("registered", models.BigIntegerField()),
                ("open", models.BigIntegerField()),
                ("closed", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "about", "key"), name="day_count_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Dossier",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("number", models.CharField(max_length=32)),
                ("keeper_path", models.CharField(max_length=32)),
                ("secrecy", models.SmallIntegerField(choices=[(0, "普通"), (1, "密封")], default=0)),
                ("source", models.CharField(max_length=12)),
                ("stage", models.CharField(max_length=12)),
                ("rulebook", models.PositiveSmallIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                ("next_due", models.DateTimeField(null=True)),
                ("head", models.CharField(default="", max_length=64)),
                ("length", models.PositiveIntegerField(default=0)),
                (
                    "keeper",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("secrecy"),
                        models.F("kind"),
                        models.F("stage"),
                        models.F("next_due"),
                        models.F("id"),
                        name="dossier_desk1",
                    ),
                    models.Index(
                        models.F("secrecy"),
                        models.F("kind"),
                        django.db.models.functions.text.Substr("keeper_path", 1, 8),
                        models.F("stage"),
                        models.F("next_due"),
                        models.F("id"),
                        name="dossier_desk2",
                    ),
                    models.Index(
                        models.F("secrecy"),
                        models.F("kind"),
                        django.db.models.functions.text.Substr("keeper_path", 1, 12),
                        models.F("stage"),
                        models.F("next_due"),
                        models.F("id"),
                        name="dossier_desk3",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "number"), name="dossier_number")],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("by_kind", models.CharField(max_length=12)),
                ("organisation", models.CharField(blank=True, max_length=24)),
                ("words", models.TextField(default="{}")),
                ("seal", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="ledger.dossier",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("dossier", "seq"), name="event_line")],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("function", models.CharField(max_length=80)),
                ("due_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("complaint", models.TextField(blank=True)),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="reactions",
                        to="ledger.event",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="reaction_due"
                    ),
                    models.Index(
                        condition=models.Q(("done_at", None), ("due_at", None)),
                        fields=["id"],
                        name="reaction_lost",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "function"), name="reaction_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", False), ("due_at__isnull", False), _connector="XOR"
                        ),
                        name="reaction_done_or_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.CharField(max_length=96, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("keeper_path", models.CharField(max_length=32)),
                ("stage", models.CharField(max_length=12)),
                ("source", models.CharField(max_length=12)),
                ("secrecy", models.SmallIntegerField()),
                ("number", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "secrecy", "keeper_path"], name="tally_by_keeper")],
            },
        ),
        migrations.RunPython(raise_guards("ledger_event"), migrations.RunPython.noop),
        migrations.RunPython(raise_guards("ledger_daycount"), migrations.RunPython.noop),
    ]
