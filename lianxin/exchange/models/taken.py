"""A file that another system gave us, and how far it has been read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.exchange.models.mapping import FileMapping
from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7


class Came(models.TextChoices):
    """How it came."""

    PAGE = "page", _("在网页上交的")
    FOLDER = "folder", _("放进文件夹的")
    COMMAND = "command", _("在机器旁交的")


class ImportState(models.TextChoices):
    """How it stands with a file."""

    LOOKING = "looking", _("正在试读")
    LOOKED = "looked", _("试读过，等人决定")
    TAKING = "taking", _("正在收")
    DONE = "done", _("收完了")
    LEFT = "left", _("看过，没有收")
    REFUSED = "refused", _("读不了")


AT_WORK = (ImportState.LOOKING, ImportState.TAKING)


class ImportFile(models.Model):
    """来件文件 A file of letters: its bytes are kept once, by their hash, and read a portion at a time.

    `cursor` is how many rows were read; a portion and the cursor after it are one commit, so what is killed
    goes on where it was. Of `new`, `known`, `changed` and `held` rows the counts are what the look found, or
    what was taken. `troubles` are the reasons why rows cannot be read: [why, how many, the first of them].
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mapping = models.ForeignKey(FileMapping, models.PROTECT, related_name="+", db_index=False)
    system = models.CharField(max_length=24)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    came = models.CharField(max_length=8, choices=Came.choices)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=ImportState.choices)
    rows = models.PositiveIntegerField(null=True)
    cursor = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    troubles = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    complaint = models.CharField(max_length=500, blank=True)
    lease_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "name", "sha256"], condition=Q(came=Came.FOLDER), name="import_once"
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["given_at"], name="import_at_work", condition=Q(state__in=AT_WORK)),
            models.Index(fields=["-given_at"], name="import_newest"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def at_work(self) -> bool:
        return self.state in AT_WORK

    @property
    def percent(self) -> int:
        return 100 * self.cursor // self.rows if self.rows else 0
