"""What a clerk scanned: a pile of letters, page by page, until each is a letter in the house."""

from collections.abc import Mapping
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.identity.models import Person
from lianxin.intake.models.arrival import Became
from lianxin.intake.models.submission import Submission
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation


class ScanBatch(models.Model):
    """一批扫描件 What was dropped together at one desk. `key` is made by its page: the same is one batch."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=80, unique=True)
    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["desk", "-at"], name="scan_batch_desk")]

    def places(self) -> Mapping[str, str]:
        return {"desk": self.desk.path}

    def is_sealed(self) -> bool:
        return False

    def shuts_out(self, person: UUID | None, path: str) -> bool:
        """Nobody can step aside from what nobody has read yet."""
        return False

    def belongs_to(self, submission_id: UUID) -> bool:
        return False


class ScannedLetter(models.Model):
    """待录入的信 One letter of a batch. What the clerk has typed so far stays in `typed`.

    `place` is its place in the batch: where its first page stands. Once it is `settled_at`, `became` says
    what it is now; its pages are then gone from here, for they lie with the letter.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.ForeignKey(ScanBatch, models.PROTECT, related_name="letters")
    place = models.PositiveIntegerField()
    typed = models.JSONField(default=dict)
    became = models.CharField(max_length=12, choices=Became.choices, default=Became.HELD)
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="+", db_index=False)
    says = models.CharField(max_length=200, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="scanned_letter_place")]


class ScanState(models.TextChoices):
    """How far a page is."""

    WAITING = "waiting", _("等着识别")
    READ = "read", _("识别好了")
    FAILED = "failed", _("显示不出来")


class ScanPage(models.Model):
    """扫描页 One page of a scanned letter: which page of which file, and what was found on it.

    `due_at` is when it may be read, also its lease while somebody reads. `file` is the place of its file
    in the batch, `number` its own in the file, which has `pages`. `turned` is how far it is turned to stand
    upright, `settled` that a person said so. `lines` are the words, how sure each is, and where.
    `about` is the letter whose printed code stands on the page.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(ScannedLetter, models.CASCADE, related_name="pages")
    file = models.PositiveIntegerField()
    number = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=ScanState.choices, default=ScanState.WAITING)
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=24, blank=True)
    turned = models.PositiveIntegerField(default=0)
    settled = models.BooleanField(default=False)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    lines = models.JSONField(default=list)
    words = models.TextField(blank=True)
    unsure = models.BooleanField(default=False)
    shown = models.BinaryField(null=True)
    about = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "file", "number"], name="scan_page_once"),
            models.CheckConstraint(
                condition=models.Q(state=ScanState.WAITING, due_at__isnull=False)
                | (~models.Q(state=ScanState.WAITING) & models.Q(due_at=None)),
                name="scan_page_read_or_due",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="scan_page_due", condition=models.Q(due_at__isnull=False))
        ]
