import django.db.models.deletion
from django.db import migrations, models

import lianxin.kit.ids


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("clock", "0001_initial"),
        ("clock", "0002_times"),
        ("clock", "0003_due_times"),
        ("clock", "0004_owed_by_key"),
        ("clock", "0005_beside"),
    ]

    dependencies = [
        ("ledger", "0001_whole"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                (
                    "year",
                    models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name="年份"),
                ),
                ("source", models.TextField(verbose_name="来源")),
            ],
            options={
                "ordering": ["year"],
            },
        ),
        migrations.CreateModel(
            name="RuleBook",
            fields=[
                (
                    "version",
                    models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name="版本"),
                ),
                ("effective_from", models.DateTimeField(db_index=True, verbose_name="生效时间")),
                ("note", models.TextField(blank=True, verbose_name="说明")),
            ],
            options={
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("date", models.DateField(primary_key=True, serialize=False, verbose_name="日期")),
                ("working", models.BooleanField(verbose_name="上班")),
                ("name_zh", models.CharField(max_length=60, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=80, verbose_name="英文名称")),
            ],
            options={
                "ordering": ["date"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name_zh", ""), _negated=True), name="calendar_day_is_named"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=16)),
                ("owed_path", models.CharField(max_length=32)),
                ("rule_key", models.CharField(max_length=32)),
                ("rulebook", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("due", models.DateTimeField()),
                ("due_first", models.DateTimeField(null=True)),
                ("counted_from", models.DateTimeField(null=True)),
                ("left_out", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("alarm_at", models.DateTimeField(null=True)),
                ("advances", models.BooleanField(default=False)),
                ("beside", models.BooleanField(db_default=False, default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "进行中"),
                            ("broken", "已超期"),
                            ("kept", "已兑现"),
                            ("released", "已免除"),
                        ],
                        default="running",
                        max_length=8,
                    ),
                ),
                ("reminded_at", models.DateTimeField(null=True)),
                ("broken_at", models.DateTimeField(null=True)),
                ("escalated", models.PositiveSmallIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="ledger.dossier",
                    ),
                ),
                (
                    "owed_by",
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
                        condition=models.Q(("alarm_at__isnull", False)),
                        fields=["alarm_at"],
                        name="promise_alarm",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("running", "broken"))),
                        fields=["owed_path", "state", "due"],
                        name="promise_owed",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("running", "broken"))),
                        fields=["key", "owed_path"],
                        name="promise_owed_key",
                    ),
                    models.Index(
                        condition=models.Q(("broken_at__isnull", False)),
                        fields=["broken_at"],
                        name="promise_broken",
                    ),
                    models.Index(
                        condition=models.Q(("key", "rework")), fields=["made_at"], name="promise_rework"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("running", "broken"))),
                        fields=("dossier", "key"),
                        name="promise_owed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state__in", ("running", "broken"))),
                            models.Q(("ended_at__isnull", False), ("state", "kept")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state", "released"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="promise_ended_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="规则")),
                ("track", models.CharField(max_length=30, verbose_name="轨道")),
                ("actor", models.CharField(max_length=40, verbose_name="责任方")),
                ("amount", models.PositiveIntegerField(verbose_name="数量")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("second", "秒"),
                            ("minute", "分钟"),
                            ("hour", "小时"),
                            ("working_day", "工作日"),
                            ("calendar_day", "日"),
                            ("at_limit", "时限届满时"),
                            ("minute_before", "分钟以前"),
                            ("calendar_day_before", "日以前"),
                            ("per_month_min", "次(每月至少)"),
                            ("per_quarter", "次(每季度)"),
                            ("per_year_min", "次(每年至少)"),
                            ("person", "人"),
                            ("bidder", "个申请人"),
                            ("times", "次"),
                        ],
                        max_length=20,
                        verbose_name="单位",
                    ),
                ),
                (
                    "extension_amount",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="可延长"),
                ),
                (
                    "extension_unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("second", "秒"),
                            ("minute", "分钟"),
                            ("hour", "小时"),
                            ("working_day", "工作日"),
                            ("calendar_day", "日"),
                            ("at_limit", "时限届满时"),
                            ("minute_before", "分钟以前"),
                            ("calendar_day_before", "日以前"),
                            ("per_month_min", "次(每月至少)"),
                            ("per_quarter", "次(每季度)"),
                            ("per_year_min", "次(每年至少)"),
                            ("person", "人"),
                            ("bidder", "个申请人"),
                            ("times", "次"),
                        ],
                        max_length=20,
                        verbose_name="延长单位",
                    ),
                ),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("A", "法条原文"),
                            ("B", "国家标准或公开制度"),
                            ("C", "据公开报道，待核对"),
                            ("seed", "县内做法"),
                            ("county", "县定"),
                        ],
                        max_length=10,
                        verbose_name="把握",
                    ),
                ),
                ("duty_zh", models.CharField(max_length=200, verbose_name="要做的事")),
                ("duty_en", models.CharField(max_length=300, verbose_name="要做的事(英文)")),
                (
                    "pauses",
                    models.BooleanField(db_default=False, default=False, verbose_name="有不计入的时间"),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="clock.rulebook",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "ordering": ["book", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("book", "key"), name="one_rule_per_key_and_book"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "unit__in",
                                [
                                    "second",
                                    "minute",
                                    "hour",
                                    "working_day",
                                    "calendar_day",
                                    "at_limit",
                                    "minute_before",
                                    "calendar_day_before",
                                    "per_month_min",
                                    "per_quarter",
                                    "per_year_min",
                                    "person",
                                    "bidder",
                                    "times",
                                ],
                            )
                        ),
                        name="rule_unit_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("extension_amount", None), ("extension_unit", "")),
                            models.Q(
                                ("extension_amount__gt", 0),
                                (
                                    "extension_unit__in",
                                    [
                                        "second",
                                        "minute",
                                        "hour",
                                        "working_day",
                                        "calendar_day",
                                        "at_limit",
                                        "minute_before",
                                        "calendar_day_before",
                                        "per_month_min",
                                        "per_quarter",
                                        "per_year_min",
                                        "person",
                                        "bidder",
                                        "times",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="rule_extension_is_whole",
                    ),
                ],
            },
        ),
    ]
