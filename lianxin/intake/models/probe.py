"""Whether a channel takes letters: tried every hour by the house itself."""

from django.db import models

from lianxin.kit.ids import uuid7


class Probe(models.Model):
    """试信 One try of a channel: did its page open and was a letter taken, in how long, and what failed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(max_length=12)
    at = models.DateTimeField()
    ok = models.BooleanField()
    milliseconds = models.PositiveIntegerField()
    failed = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["channel", "-at"], name="probe_newest")]
