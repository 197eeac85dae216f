"""A file of answers for another system, and whether it arrived."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.exchange.models.mapping import FileMapping
from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7


class ExportState(models.TextChoices):
    """How it stands with a file."""

    ASKED = "asked", _("正在做")
    READY = "ready", _("做好了，等对方确认")
    ACKNOWLEDGED = "taken", _("对方收到了")
    EMPTY = "empty", _("没有变化，不用给")
    VOID = "void", _("作废了")


ON_ITS_WAY = (ExportState.ASKED, ExportState.READY)


class ExportFile(models.Model):
    """答复文件 What changed since the last file that they confirmed, under a number of its own.

    Until it is confirmed or void there is no other one, and it can be fetched again as it was: what changes
    meanwhile stands in the next. `since` is the number of the last one they have.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mapping = models.ForeignKey(FileMapping, models.PROTECT, related_name="+", db_index=False)
    system = models.CharField(max_length=24)
    sequence = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=ExportState.choices)
    form = models.CharField(max_length=4)
    rows = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    lease_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["system", "sequence"], name="export_number"),
            models.UniqueConstraint(
                fields=["system"], condition=Q(state__in=ON_ITS_WAY), name="export_one_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["-asked_at"], name="export_newest")]

    def __str__(self) -> str:
        return f"{self.system}-{self.sequence:06}"
