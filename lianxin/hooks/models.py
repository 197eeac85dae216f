"""Where a program wants to be told that something happened, and each thing that it is told."""

from django.db import models

from lianxin.identity.models import ApiKey, Person
from lianxin.kit.ids import uuid7
from lianxin.ledger.models import Event

LONGEST = 400


class HookQuerySet(models.QuerySet["Hook"]):
    def live(self) -> "HookQuerySet":
        return self.filter(ended_at=None)


class Hook(models.Model):
    """回调地址 An address that a program named, to be told there what happens in what it may see.

    It belongs to one key in somebody's name, tells nothing that this person may not read by this key, and
    ends with it. `events` are words of config/hooks.py, a space between. Its secret is derived
    (`signing.py`) and stands nowhere. `read_to` is the event up to which the ledger was read for it.
    `deaf_since`: nobody has answered as one should since then; after so many `failures` in a row it is left
    in peace until `rests_until`. `complaint` says what was wrong last: a status, or a word of
    `queries.WRONG`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="hooks")
    address = models.CharField(max_length=LONGEST)
    events = models.CharField(max_length=1600)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    read_to = models.UUIDField()
    heard_at = models.DateTimeField(null=True)
    deaf_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    complaint = models.CharField(max_length=16, blank=True, default="")

    objects = HookQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "address"], condition=models.Q(ended_at=None), name="hook_live_once"
            ),
        ]

    def __str__(self) -> str:
        return self.address


class CallQuerySet(models.QuerySet["Call"]):
    def waiting(self) -> "CallQuerySet":
        return self.filter(due_at__isnull=False)


class Call(models.Model):
    """一次回调 One event that one address is told of, until somebody there has answered: no last attempt.

    `due_at` is when it is tried next (also the lease while somebody tries). It is empty only when it was
    answered, or let go because the program may not know of it any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hook = models.ForeignKey(Hook, models.PROTECT, related_name="calls", db_index=False)
    # No constraint in the database: checking it would need UPDATE rights on the ledger.
    event = models.ForeignKey(Event, models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False)
    at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    let_go_at = models.DateTimeField(null=True)
    last_status = models.PositiveSmallIntegerField(default=0)

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hook", "event"], name="call_once"),
            models.CheckConstraint(
                condition=models.Q(due_at__isnull=False, answered_at=None, let_go_at=None)
                | models.Q(due_at=None, answered_at__isnull=False, let_go_at=None)
                | models.Q(due_at=None, answered_at=None, let_go_at__isnull=False),
                name="call_due_or_done",
            ),
        ]
        indexes = [
            models.Index(
                fields=["hook", "due_at"], name="call_due", condition=models.Q(due_at__isnull=False)
            ),
            models.Index(fields=["at"], name="call_at"),
        ]
