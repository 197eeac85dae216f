"""What the writer is told of each step, by which way, and whether it went."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.channels.registry import label_of
from lianxin.identity.models import Person
from lianxin.intake.models import Submission
from lianxin.kit.ids import uuid7
from lianxin.ledger.models import Dossier, Event, in_ordinary_folder

PAGE, PAPER, PHONE = "page", "paper", "phone"  # every other way is a channel that has a mouth


def say_way(way: str) -> str:
    """By which way a notice goes. The page behind the receipt code is there for everybody."""
    return {PAGE: _("网页"), PAPER: _("信函"), PHONE: _("打电话")}.get(way) or label_of(way)


class State(models.TextChoices):
    """Where a notice is. `stuck` waits for a person and is tried again all the same, more and more seldom."""

    WAITING = "waiting", gettext_lazy("等着寄")
    FAILED = "failed", gettext_lazy("没寄成，会再试")
    STUCK = "stuck", gettext_lazy("寄不出去，等人处理")
    SENT = "sent", gettext_lazy("已寄出")
    RELEASED = "released", gettext_lazy("不用寄了")


OPEN = (State.WAITING, State.FAILED, State.STUCK)
ENDED = (State.SENT, State.RELEASED)


class SendingQuerySet(models.QuerySet["Sending"]):
    def open(self) -> "SendingQuerySet":
        """Still to go; what is due next comes first in an index of its own."""
        return self.filter(due_at__isnull=False)

    def messages(self) -> "SendingQuerySet":
        """What a channel carries: not what is printed or read out, nor what stands on the page."""
        return self.exclude(channel__in=(PAGE, PAPER, PHONE))

    def at_desks_under(self, path: str) -> "SendingQuerySet":
        """Those of ordinary letters whose desk is this body or one below it."""
        here = {"submission__dossier__keeper_path__startswith": path}
        return self.filter(in_ordinary_folder("dossier_id"), **here)


class Sending(models.Model):
    """寄送 One notice on its way to the writer of a letter, by one way.

    There is no last attempt: until it is sent, or a person or the writer says that it need not go,
    it is due again (`due_at`, also its lease while somebody tries). The address stands only in
    Contact and is read when it is needed. Notices that went in one cover share their `envelope`.
    `complaint` is what went wrong last, as a reason and the server's number, never its words.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="sendings")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", db_index=False)
    # No constraint in the database: checking it would need UPDATE rights on the ledger.
    event = models.ForeignKey(Event, models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False)
    notice = models.CharField(max_length=24)
    channel = models.CharField(max_length=12)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    envelope = models.UUIDField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    complaint = models.CharField(max_length=40, blank=True)
    proof = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=24, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = SendingQuerySet.as_manager()

    class Meta:
        constraints = [
            # The same event is told once by each way, however often its reaction runs.
            models.UniqueConstraint(fields=["event", "channel"], name="sending_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN, due_at__isnull=False, sent_at=None)
                | models.Q(state=State.SENT, due_at=None, sent_at__isnull=False)
                | (models.Q(state=State.RELEASED, due_at=None, sent_at=None) & ~models.Q(reason="")),
                name="sending_ended_or_due",
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "due_at"], name="sending_due", condition=models.Q(due_at__isnull=False)
            ),
            # By the message that is answered, or came back, its letter is found.
            models.Index(
                fields=["envelope"], name="sending_envelope", condition=models.Q(envelope__isnull=False)
            ),
        ]


class NoMoreMail(models.Model):
    """不再寄邮件 The writer wants no more mails about this letter; the page stays."""

    submission = models.OneToOneField(
        Submission, models.PROTECT, primary_key=True, related_name="no_more_mail"
    )
    at = models.DateTimeField()
