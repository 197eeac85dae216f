"""What was settled once for the files of another system, version by version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation


class Direction(models.TextChoices):
    """Which way its files go."""

    IN = "in", _("只收对方的来信")
    OUT = "out", _("只把答复给对方")
    BOTH = "both", _("收来信，也给答复")


class FileMapping(models.Model):
    """对应 One version of how files come from another system and go to it; the newest one holds.

    `system` is its name in keys, commands and folders and never changes; `name` is what people call it.
    `body` is whose letters these are, and who works in that system. A version is never changed: what was
    read by it can always be explained.

    In: `columns` field → their column, `kinds` and `bodies` their words → ours, `beside` their columns that
    are kept beside the words, `written` how they write a time. Out: `headings` field → the name of its column
    (what has none does not leave), `stages` our status → their word, `form` of the file; `also_given`: also
    of other letters that `body` was given, `hours` so many hours apart a file is made by itself, 0 never.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    direction = models.CharField(max_length=4, choices=Direction.choices)
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    columns = models.JSONField(default=dict)
    kinds = models.JSONField(default=dict)
    bodies = models.JSONField(default=dict)
    beside = models.JSONField(default=list)
    written = models.CharField(max_length=8, blank=True)
    headings = models.JSONField(default=dict)
    stages = models.JSONField(default=dict)
    form = models.CharField(max_length=4, default="xlsx")
    also_given = models.BooleanField(default=False)
    hours = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["system", "-version"]
        constraints = [models.UniqueConstraint(fields=["system", "version"], name="mapping_version")]

    def __str__(self) -> str:
        return self.name

    @property
    def gives(self) -> bool:
        """Do letters come from it?"""
        return self.active and self.direction in (Direction.IN, Direction.BOTH)

    @property
    def takes(self) -> bool:
        """Do answers go to it?"""
        return self.active and self.direction in (Direction.OUT, Direction.BOTH)
