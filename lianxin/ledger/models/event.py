"""Sealed lines, and what still has to follow from them."""

import hashlib
import json
from datetime import UTC
from functools import cached_property
from typing import Any

from django.db import models

from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7
from lianxin.ledger.models.dossier import Dossier


class Event(models.Model):
    """记录 One sealed line in a dossier: who, when, what was done.

    Append only: the database itself refuses UPDATE, DELETE and TRUNCATE. `words` is the data as
    canonical JSON text, because the seal covers its exact bytes. Never personal data of citizens,
    only row ids.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=12)
    by = models.ForeignKey(
        Person, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    organisation = models.CharField(max_length=24, blank=True)
    words = models.TextField(default="{}")
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "seq"], name="event_line")]

    def __str__(self) -> str:
        return f"{self.seq} {self.name}"

    @cached_property
    def data(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.words)
        return said

    def sealed_after(self, head: str) -> str:
        """The seal of this line when the one before it carries `head` (SHA-256, hexadecimal)."""
        line = "\n".join((
            head, self.dossier_id.hex, str(self.seq), self.name,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.by_kind, self.by_id.hex if self.by_id else "", self.organisation, self.words,
        ))  # fmt: skip
        return hashlib.sha256(line.encode()).hexdigest()


class Reaction(models.Model):
    """后续 One function that still has to answer one event; done only after it succeeded.

    `due_at` is when it may be tried next (also its lease while somebody is trying) and is empty
    only when it is done: there is no last attempt.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # No constraint in the database: checking it would need UPDATE rights on the ledger.
    event = models.ForeignKey(Event, models.DO_NOTHING, db_constraint=False, related_name="reactions")
    function = models.CharField(max_length=80)
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    complaint = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "function"], name="reaction_once"),
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=False) ^ models.Q(due_at__isnull=False),
                name="reaction_done_or_due",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="reaction_due", condition=models.Q(due_at__isnull=False)),
            # Always empty: law 5 asks whether it is.
            models.Index(fields=["id"], name="reaction_lost", condition=models.Q(due_at=None, done_at=None)),
        ]
