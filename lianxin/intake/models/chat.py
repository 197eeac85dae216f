"""What an account on a platform is speaking of, and the files it sent that still lie there."""

from django.db import models

from lianxin.intake.models.beside import Attachment
from lianxin.intake.models.submission import Submission
from lianxin.kit.ids import uuid7


class Asking(models.TextChoices):
    """What the writer is asked after the first word, one thing after the other; each may be left out."""

    WHOM = "whom"
    WHERE = "where"
    PUBLIC = "public"


class Chat(models.Model):
    """会话 What an account is speaking of now. An account is no person: nobody is known by it.

    `letter` is what its next words are added to, `asking` the question that stands open, `place` the code of
    the body at whose sign it was scanned and that its next letter is about. `turn` counts what it said: who
    answers to an older count is told that something was said meanwhile.
    """

    account = models.CharField(max_length=120, primary_key=True)
    letter = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="+", db_index=False)
    asking = models.CharField(max_length=8, choices=Asking.choices, blank=True)
    place = models.CharField(max_length=24, blank=True)
    turn = models.PositiveIntegerField(default=0)
    said_at = models.DateTimeField()


class AwaitedState(models.TextChoices):
    """Where a file on a platform is."""

    WAITING = "waiting"
    FETCHED = "fetched"
    LOST = "lost"


class Awaited(models.Model):
    """待取的附件 A file of a letter that lies on a platform, from when we are told of it until it is fetched.

    `name` is what it is called there. It is due again (`due_at`, also the lease of whoever fetches it) until
    it is here, or the platform no longer has it: then the letter says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="awaited")
    channel = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    told_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=AwaitedState.choices, default=AwaitedState.WAITING)
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    complaint = models.CharField(max_length=40, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting", due_at__isnull=False)
                | (~models.Q(state="waiting") & models.Q(due_at=None)),
                name="awaited_ended_or_due",
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], name="awaited_due", condition=models.Q(due_at__isnull=False))
        ]
