"""What came with a letter, what was added to it, and who has looked at it."""

from django.db import models

from lianxin.identity.models import Person
from lianxin.intake.models.submission import Submission
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation


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
