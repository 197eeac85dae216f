"""What is owed."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kit.ids import uuid7
from lianxin.ledger.models import Dossier, in_ordinary_folder
from lianxin.organisations.models import BEYOND, Organisation


class State(models.TextChoices):
    """How a promise stands. Broken is not an end: a broken promise still waits to be kept."""

    RUNNING = "running", _("进行中")
    BROKEN = "broken", _("已超期")
    KEPT = "kept", _("已兑现")
    RELEASED = "released", _("已免除")


OWED = (State.RUNNING, State.BROKEN)


class StillOwed(models.Func):
    """Running or broken, the two words written out: SQLite finds the index over what is owed only when
    its condition stands in the question itself and not in bound parameters."""

    template = "(%(expressions)s IN ('running', 'broken'))"
    output_field = models.BooleanField()


class PromiseQuerySet(models.QuerySet["Promise"]):
    def owed(self) -> "PromiseQuerySet":
        """Running or broken: somebody still has to act."""
        return self.filter(StillOwed("state"))

    def broken(self) -> "PromiseQuerySet":
        return self.filter(state=State.BROKEN)

    def due_by(self, moment: datetime) -> "PromiseQuerySet":
        return self.filter(state=State.RUNNING, due__lte=moment)

    def owed_under(self, path: str) -> "PromiseQuerySet":
        return self.filter(owed_path__gte=path, owed_path__lt=path + BEYOND)

    def ordinary(self) -> "PromiseQuerySet":
        return self.filter(in_ordinary_folder("dossier_id"))


class Promise(models.Model):
    """承诺 An organisation owes something by a time, under a rule of the rule book.

    `alarm_at` is the next moment at which the clock itself has something to do with it (remind,
    break, escalate); the clock reads only that index. `advances` marks a promise whose silence is
    not a failure: when it falls due the matter moves on by itself.

    A due time is never rubbed out: `due_first` keeps the one before an extension, `left_out` counts
    what the rule lets be left out (in the rule's own unit), `counted_from` is where the limit begins
    when that is not the moment of the promise.

    `beside`: owed beside the matter and not on its road, as looking again at a closed case is. It keeps no
    case from being silent, shows on no cover, and goes on whatever becomes of the matter.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="promises")
    key = models.CharField(max_length=16)
    owed_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    owed_path = models.CharField(max_length=32)
    rule_key = models.CharField(max_length=32)
    rulebook = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    due = models.DateTimeField()
    due_first = models.DateTimeField(null=True)
    counted_from = models.DateTimeField(null=True)
    left_out = models.PositiveSmallIntegerField(default=0, db_default=0)
    alarm_at = models.DateTimeField(null=True)
    advances = models.BooleanField(default=False)
    beside = models.BooleanField(default=False, db_default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    reminded_at = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)
    escalated = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "key"], condition=Q(state__in=OWED), name="promise_owed_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OWED, ended_at=None) | Q(state="kept", ended_at__isnull=False)
                | Q(state="released", ended_at__isnull=False) & ~Q(reason=""),
                name="promise_ended_once",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["alarm_at"], name="promise_alarm", condition=Q(alarm_at__isnull=False)),
            models.Index(
                fields=["owed_path", "state", "due"], name="promise_owed", condition=Q(state__in=OWED)
            ),
            models.Index(fields=["key", "owed_path"], name="promise_owed_key", condition=Q(state__in=OWED)),
            models.Index(fields=["broken_at"], name="promise_broken", condition=Q(broken_at__isnull=False)),
            models.Index(fields=["made_at"], name="promise_rework", condition=Q(key="rework")),
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.due:%Y-%m-%d %H:%M}"

    @property
    def start(self) -> datetime:
        """From when the limit is counted."""
        return self.counted_from or self.made_at

    @property
    def kept_late(self) -> bool:
        return self.state == State.KEPT and self.broken_at is not None
