"""What was said, word for word."""

from collections.abc import Mapping
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.identity.models import Person
from lianxin.kit.codes import receipt_code
from lianxin.kit.ids import uuid7
from lianxin.ledger.models import Dossier
from lianxin.organisations.models import Organisation


class Kind(models.TextChoices):
    """What the writer says it is."""

    PROBLEM = "problem", _("反映问题")
    OPINION = "opinion", _("提意见")
    SUGGESTION = "suggestion", _("提建议")
    DEMAND = "demand", _("提出诉求")
    THANKS = "thanks", _("表示感谢")
    REPORT = "report", _("检举违纪")


class Channel(models.TextChoices):
    """Through which ear it came."""

    MAILBOX = "mailbox", _("网上信箱")
    PAPER = "paper", _("纸质来信")
    FILE = "file", _("批量导入")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def ordinary(self) -> "SubmissionQuerySet":
        return self.filter(dossier__secrecy=0)

    def addressed_to(self, organisation: Organisation) -> "SubmissionQuerySet":
        return self.filter(addressee=organisation)


class Submission(models.Model):
    """来件 What was said, verbatim, through which channel. The words are never edited.

    The database refuses a change of the words. `addressee_read_at` is the first real opening by
    the secretary it was written to, which the writer is shown.
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True, related_name="submission")
    serial = models.BigIntegerField(unique=True)
    key = models.CharField(max_length=120, unique=True)
    code_mark = models.CharField(max_length=40, unique=True)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    place = models.CharField(max_length=200, blank=True)
    place_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    addressee = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    public = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="zh")
    said_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    typed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    salt = models.CharField(max_length=32)
    addressee_read_at = models.DateTimeField(null=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["addressee", "addressee_read_at", "-serial"], name="submission_addressee")
        ]

    def __str__(self) -> str:
        return self.subject

    @cached_property
    def code(self) -> str:
        """The receipt code; derived, so it can be printed again but not read out of the database."""
        return receipt_code(self.pk, settings.SECRET_KEY)

    def places(self) -> Mapping[str, str]:
        here = self.dossier.keeper_path
        return {"keeper": here, "desk": here, "addressed": self.addressee.path}

    def is_sealed(self) -> bool:
        return self.dossier.is_sealed()

    def belongs_to(self, submission_id: UUID) -> bool:
        return bool(self.pk == submission_id)


class Contact(models.Model):
    """联系方式 The private part, apart from the history: it can be deleted, the ledger stays whole."""

    submission = models.OneToOneField(Submission, models.CASCADE, primary_key=True, related_name="contact")
    name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=254, blank=True)
    address = models.CharField(max_length=200, blank=True)
    remark = models.TextField(blank=True)


class Attachment(models.Model):
    """附件 A file that came with a letter, or was added to it; its bytes lie outside the database."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="attachments")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()


class Addition(models.Model):
    """补充 What the writer added later, verbatim."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="additions")
    body = models.TextField()
    added_at = models.DateTimeField()


class Opening(models.Model):
    """查看记录 Somebody in an office opened the letter. The writer sees who and when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="openings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=12)
    contact = models.BooleanField(default=False)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "person", "contact", "day"], name="opening_once_a_day"
            )
        ]
