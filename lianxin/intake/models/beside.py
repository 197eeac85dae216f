"""What came with a letter, what was added to it, and who has looked at it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.identity.models import Person
from lianxin.intake.models.submission import Submission
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation


class Contact(models.Model):
    """联系方式 The private part, apart from the history: it can be deleted, the ledger stays whole.

    `account` is who it is on the platform the letter came by, where it came by one. `large_print`: what is
    printed for this person is printed in large letters.
    """

    submission = models.OneToOneField(Submission, models.CASCADE, primary_key=True, related_name="contact")
    name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=254, blank=True)
    address = models.CharField(max_length=200, blank=True)
    remark = models.TextField(blank=True)
    account = models.CharField(max_length=120, blank=True)
    large_print = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["account"], name="contact_account", condition=~models.Q(account="")),
            models.Index(fields=["email"], name="contact_email", condition=~models.Q(email="")),
            models.Index(fields=["phone"], name="contact_phone", condition=~models.Q(phone="")),
        ]


class Relation(models.TextChoices):
    """Who writes for somebody who cannot."""

    FAMILY = "family", _("亲属")
    NEIGHBOUR = "neighbour", _("邻居、朋友")
    VILLAGE = "village", _("村干部、社区干部")
    CLERK = "clerk", _("受理人员")


class Consent(models.TextChoices):
    """How the person spoken for agreed."""

    SPOKEN = "spoken", _("当面口头同意")
    SIGNED = "signed", _("签字或者按手印")
    TELEPHONE = "telephone", _("电话里同意")


class Proxy(models.Model):
    """代写 Somebody wrote for a person who cannot; the letter, its receipt and its answer are that person's.

    `helper` is private like the contact card: it can be deleted, the ledger stays whole.
    """

    submission = models.OneToOneField(Submission, models.CASCADE, primary_key=True, related_name="proxy")
    helper = models.CharField(max_length=80)
    relation = models.CharField(max_length=12, choices=Relation.choices)
    consent = models.CharField(max_length=12, choices=Consent.choices)
    consented_on = models.DateField()


class Scan(models.TextChoices):
    """What the virus scanner said; a county without one has nothing said."""

    NOT_YET = "", _("还没有查毒")
    CLEAN = "clean", _("查过毒")
    FOUND = "found", _("查出病毒")


class Attachment(models.Model):
    """附件 A file that came with a letter, or was added to it; its bytes lie outside the database.

    The worker looks at it after the letter is taken: `due_at` is when it does so next. `copies`: a small
    and a large copy of the picture lie beside the bytes (`kit.blobs.copy_of`); `why_no_copies` is a word
    of `kit.pictures`. Where a picture says that it was taken stands here for whoever handles the matter.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="attachments")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    scan = models.CharField(max_length=8, choices=Scan.choices, default="", db_default="", blank=True)
    scanned_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=120, blank=True, default="", db_default="")
    copies = models.BooleanField(default=False, db_default=False)
    why_no_copies = models.CharField(max_length=12, blank=True, default="", db_default="")
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="attachment_due", condition=models.Q(due_at__isnull=False)),
            models.Index(
                fields=["id"], name="attachment_unscanned", condition=models.Q(scan="", due_at=None)
            ),
        ]

    def is_shut(self) -> bool:
        """封存 Something was found in it: it is given to nobody."""
        return self.scan == Scan.FOUND


class Transcript(models.Model):
    """听打 What is heard in a recording, typed by a clerk. The recording is what was said; this is a help.

    Whoever hears it otherwise types it again: every one stays, the newest is shown first.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="transcripts")
    words = models.TextField()
    typed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    typed_at = models.DateTimeField()

    class Meta:
        ordering = ["-typed_at", "-id"]


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
