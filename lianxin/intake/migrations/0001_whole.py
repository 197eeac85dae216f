import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import lianxin.kit.ids
from lianxin.intake.search import CREATE
from lianxin.ledger.guards import raise_guards

WORDS = ("subject", "body", "key", "channel", "kind", "salt", "said_at", "received_at", "place", "language")
ORIGINAL = ("key", "channel", "door", "at", "media_type", "size", "sha256", "raw")


def create_index(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What finds the words of a letter."""
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    replaces = [
        ("intake", "0001_initial"),
        ("intake", "0002_words"),
        ("intake", "0003_confidence"),
        ("intake", "0004_by_place"),
        ("intake", "0005_keeping_out"),
        ("intake", "0006_writing_for_others"),
        ("intake", "0007_public_wish"),
        ("intake", "0008_probes"),
        ("intake", "0009_arrivals"),
        ("intake", "0010_spoken"),
        ("intake", "0011_probes_on_their_way"),
        ("intake", "0012_large_print"),
        ("intake", "0013_about"),
        ("intake", "0014_chats"),
        ("intake", "0015_looked_at_files"),
        ("intake", "0016_contact_email"),
        ("intake", "0017_scans"),
        ("intake", "0018_pen"),
    ]

    initial = True

    dependencies = [
        ("identity", "__first__"),
        ("ledger", "0001_whole"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="submission",
                        serialize=False,
                        to="ledger.dossier",
                    ),
                ),
                ("serial", models.BigIntegerField(unique=True)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("code_mark", models.CharField(max_length=40, unique=True)),
                ("channel", models.CharField(max_length=12)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("problem", "反映问题"),
                            ("opinion", "提意见"),
                            ("suggestion", "提建议"),
                            ("demand", "提出诉求"),
                            ("thanks", "表示感谢"),
                            ("report", "检举违纪"),
                        ],
                        max_length=12,
                    ),
                ),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("about", models.CharField(blank=True, db_default="", default="", max_length=24)),
                ("public", models.BooleanField(default=False)),
                ("confidential", models.BooleanField(default=False)),
                ("guarded", models.BooleanField(default=False)),
                ("language", models.CharField(default="zh", max_length=8)),
                ("said_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField()),
                ("salt", models.CharField(max_length=32)),
                ("addressee_read_at", models.DateTimeField(null=True)),
                (
                    "addressee",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "place_organisation",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "typed_by",
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
                "indexes": [
                    models.Index(
                        fields=["addressee", "addressee_read_at", "-serial"], name="submission_addressee"
                    ),
                    models.Index(
                        condition=models.Q(("place_organisation__isnull", False)),
                        fields=["place_organisation", "-serial"],
                        name="submission_place",
                    ),
                    models.Index(
                        condition=models.Q(("confidential", False), ("public", True)),
                        fields=["-serial"],
                        name="submission_public",
                    ),
                    models.Index(
                        condition=models.Q(("confidential", False), ("public", True)),
                        fields=["channel", "received_at", "dossier"],
                        name="submission_public_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Addition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("body", models.TextField()),
                ("added_at", models.DateTimeField()),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additions",
                        to="intake.submission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=80)),
                ("size", models.PositiveIntegerField()),
                ("added_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(db_default=0, default=0)),
                (
                    "scan",
                    models.CharField(
                        blank=True,
                        choices=[("", "还没有查毒"), ("clean", "查过毒"), ("found", "查出病毒")],
                        db_default="",
                        default="",
                        max_length=8,
                    ),
                ),
                ("scanned_at", models.DateTimeField(null=True)),
                ("finding", models.CharField(blank=True, db_default="", default="", max_length=120)),
                ("copies", models.BooleanField(db_default=False, default=False)),
                ("why_no_copies", models.CharField(blank=True, db_default="", default="", max_length=12)),
                ("latitude", models.DecimalField(decimal_places=6, max_digits=8, null=True)),
                ("longitude", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="intake.submission",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at"],
                        name="attachment_due",
                    ),
                    models.Index(
                        condition=models.Q(("due_at", None), ("scan", "")),
                        fields=["id"],
                        name="attachment_unscanned",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proxy",
            fields=[
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="proxy",
                        serialize=False,
                        to="intake.submission",
                    ),
                ),
                ("helper", models.CharField(max_length=80)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("family", "亲属"),
                            ("neighbour", "邻居、朋友"),
                            ("village", "村干部、社区干部"),
                            ("clerk", "受理人员"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("spoken", "当面口头同意"),
                            ("signed", "签字或者按手印"),
                            ("telephone", "电话里同意"),
                        ],
                        max_length=12,
                    ),
                ),
                ("consented_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Chat",
            fields=[
                ("account", models.CharField(max_length=120, primary_key=True, serialize=False)),
                (
                    "asking",
                    models.CharField(
                        blank=True,
                        choices=[("whom", "Whom"), ("where", "Where"), ("public", "Public")],
                        max_length=8,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=24)),
                ("turn", models.PositiveIntegerField(default=0)),
                ("said_at", models.DateTimeField()),
                (
                    "letter",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.submission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Awaited",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("channel", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=8)),
                ("told_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("fetched", "Fetched"), ("lost", "Lost")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("due_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("complaint", models.CharField(blank=True, max_length=40)),
                (
                    "attachment",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.attachment",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awaited",
                        to="intake.submission",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="awaited_due"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_at__isnull", False), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("due_at", None)),
                            _connector="OR",
                        ),
                        name="awaited_ended_or_due",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                ("stamp", models.CharField(max_length=32, null=True)),
                ("channel", models.CharField(max_length=12)),
                ("door", models.CharField(blank=True, max_length=254)),
                ("addressee", models.CharField(blank=True, max_length=24)),
                ("at", models.DateTimeField()),
                ("media_type", models.CharField(max_length=80)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("raw", models.BinaryField(null=True)),
                (
                    "became",
                    models.CharField(
                        choices=[
                            ("letter", "成了来信"),
                            ("added", "补充到已有的来信"),
                            ("quiet", "不用答"),
                            ("held", "等人看"),
                            ("set_aside", "看过了，不用办"),
                        ],
                        max_length=12,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=24)),
                ("says", models.CharField(blank=True, max_length=500)),
                ("sender", models.CharField(blank=True, max_length=254)),
                ("summary", models.CharField(blank=True, max_length=200)),
                ("aside", models.TextField(blank=True)),
                ("answer", models.TextField(blank=True)),
                ("code_mark", models.CharField(blank=True, max_length=40)),
                (
                    "addition",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.addition",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrivals",
                        to="intake.submission",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("became", "held")), fields=["at"], name="arrival_held"),
                    models.Index(
                        condition=models.Q(("became", "set_aside")), fields=["-at"], name="arrival_aside"
                    ),
                    models.Index(
                        condition=models.Q(("became", "quiet")),
                        fields=["channel", "-at"],
                        name="arrival_quiet",
                    ),
                    models.Index(
                        condition=models.Q(("code_mark", ""), _negated=True),
                        fields=["code_mark"],
                        name="arrival_code",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("became__in", ["letter", "added"]), _negated=True),
                            ("submission__isnull", False),
                            _connector="OR",
                        ),
                        name="arrival_leads_somewhere",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stamp__isnull", False)), fields=("stamp",), name="arrival_stamp"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                ("channel", models.CharField(max_length=12)),
                ("said", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Handling",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "became",
                    models.CharField(
                        choices=[
                            ("letter", "成了来信"),
                            ("added", "补充到已有的来信"),
                            ("quiet", "不用答"),
                            ("held", "等人看"),
                            ("set_aside", "看过了，不用办"),
                            ("opened", "打开看过"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("says", models.CharField(blank=True, max_length=500)),
                (
                    "arrival",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handlings",
                        to="intake.arrival",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("role", models.CharField(max_length=12)),
                ("contact", models.BooleanField(default=False)),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="intake.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("submission", "person", "contact", "day"), name="opening_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Probe",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("channel", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("ok", models.BooleanField(null=True)),
                ("milliseconds", models.PositiveIntegerField(default=0)),
                ("failed", models.CharField(blank=True, max_length=300)),
                ("told", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["channel", "-at"], name="probe_newest")],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("subject", "信里反映的就是他"),
                            ("relative", "有亲属关系或者利害关系"),
                            ("asked", "来信人要求回避"),
                            ("own", "自己提出回避"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="intake.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("person", None), ("body", None), _connector="XOR"),
                        name="recusal_of_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("submission", "person"),
                        name="recusal_person_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("submission", "body"),
                        name="recusal_body_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecusalRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("named", models.CharField(max_length=80)),
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("open", "等着决定"),
                            ("granted", "同意"),
                            ("refused", "不同意"),
                            ("silence", "到期没有决定，按您的要求回避"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusal_requests",
                        to="intake.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "open")),
                        fields=("submission",),
                        name="recusal_asked_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScanBatch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["desk", "-at"], name="scan_batch_desk")],
            },
        ),
        migrations.CreateModel(
            name="ScannedLetter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                ("typed", models.JSONField(default=dict)),
                (
                    "became",
                    models.CharField(
                        choices=[
                            ("letter", "成了来信"),
                            ("added", "补充到已有的来信"),
                            ("quiet", "不用答"),
                            ("held", "等人看"),
                            ("set_aside", "看过了，不用办"),
                        ],
                        default="held",
                        max_length=12,
                    ),
                ),
                ("says", models.CharField(blank=True, max_length=200)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="intake.scanbatch",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "place"), name="scanned_letter_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="ScanPage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("file", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField(default=0)),
                ("pages", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "等着识别"), ("read", "识别好了"), ("failed", "显示不出来")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("due_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("why", models.CharField(blank=True, max_length=24)),
                ("turned", models.PositiveIntegerField(default=0)),
                ("settled", models.BooleanField(default=False)),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                ("lines", models.JSONField(default=list)),
                ("words", models.TextField(blank=True)),
                ("unsure", models.BooleanField(default=False)),
                ("shown", models.BinaryField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.submission",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pages",
                        to="intake.scannedletter",
                    ),
                ),
            ],
            options={
                "ordering": ["file", "number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="scan_page_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("letter", "file", "number"), name="scan_page_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_at__isnull", False), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("due_at", None)),
                            _connector="OR",
                        ),
                        name="scan_page_read_or_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transcript",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lianxin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("words", models.TextField()),
                ("typed_at", models.DateTimeField()),
                (
                    "attachment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transcripts",
                        to="intake.attachment",
                    ),
                ),
                (
                    "typed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-typed_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="contact",
                        serialize=False,
                        to="intake.submission",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("remark", models.TextField(blank=True)),
                ("account", models.CharField(blank=True, max_length=120)),
                ("large_print", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("account", ""), _negated=True),
                        fields=["account"],
                        name="contact_account",
                    ),
                    models.Index(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=["email"],
                        name="contact_email",
                    ),
                    models.Index(
                        condition=models.Q(("phone", ""), _negated=True),
                        fields=["phone"],
                        name="contact_phone",
                    ),
                ],
            },
        ),
        migrations.RunPython(raise_guards("intake_submission", *WORDS), migrations.RunPython.noop),
        migrations.RunPython(raise_guards("intake_arrival", *ORIGINAL), migrations.RunPython.noop),
        migrations.RunPython(raise_guards("intake_handling"), migrations.RunPython.noop),
        migrations.RunPython(create_index, migrations.RunPython.noop),
    ]
