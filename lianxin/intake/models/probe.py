"""Whether a channel takes letters: tried every hour by the house itself."""

from django.db import models

from lianxin.kit.ids import uuid7


class Probe(models.Model):
    """试信 One try of a channel: was a letter taken, in how long, and what failed.

    `ok` is empty while what was sent is still on its way, as a mail is. `told`: the office was told of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(max_length=12)
    at = models.DateTimeField()
    ok = models.BooleanField(null=True)
    milliseconds = models.PositiveIntegerField(default=0)
    failed = models.CharField(max_length=300, blank=True)
    told = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["channel", "-at"], name="probe_newest")]
