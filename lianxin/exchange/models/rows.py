"""Which rows of another system's files were heard, and what it was told of each letter."""

from django.db import models
from django.db.models import Q

from lianxin.exchange.models.taken import ImportFile
from lianxin.exchange.models.told import ExportFile
from lianxin.intake.models import Arrival, Submission
from lianxin.kit.ids import uuid7


class RowHeard(models.Model):
    """听过的行 One wording of one row: the same again is nothing.

    `number` is theirs, empty where a row has none; `digest` marks the words. It became a letter or a further
    word of one (`submission`), or waits for a person (`arrival`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.CharField(max_length=24)
    number = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=48)
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="+", db_index=False)
    arrival = models.ForeignKey(Arrival, models.PROTECT, null=True, related_name="+", db_index=False)
    file = models.ForeignKey(ImportFile, models.PROTECT, related_name="+", db_index=False)
    row = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "number", "digest"], name="row_heard_once"),
            models.CheckConstraint(
                condition=Q(submission__isnull=False) | Q(arrival__isnull=False), name="row_leads_somewhere"
            ),
        ]
        indexes = [models.Index(fields=["system"], name="row_held", condition=Q(submission=None))]


class TheirLetter(models.Model):
    """对方的信 A letter that another system is told of: one that came from it, or one that was given to it.

    `number` is theirs, empty where the letter is not from there. `told` marks what the last file that they
    confirmed says of it, `told_lines` how many lines its folders had then; `again_at` is when something shows
    that was still hidden. `file` is the file that is on its way, `going` and `going_lines` what it says.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.CharField(max_length=24)
    number = models.CharField(max_length=80, blank=True)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+", db_index=False)
    told = models.CharField(max_length=48, blank=True)
    told_lines = models.PositiveIntegerField(default=0)
    again_at = models.DateTimeField(null=True)
    file = models.ForeignKey(ExportFile, models.PROTECT, null=True, related_name="+", db_index=False)
    going = models.CharField(max_length=48, blank=True)
    going_lines = models.PositiveIntegerField(default=0)
    going_again_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "submission"], name="their_letter_once")]
        indexes = [
            models.Index(fields=["system", "id"], name="their_letters"),
            models.Index(fields=["file"], name="their_letters_told", condition=Q(file__isnull=False)),
        ]
