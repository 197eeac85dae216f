"""Which letters seem to tell of one matter: proposed, and no more until a person lists a problem."""

from django.db import models

from lianxin.intake.models import Submission
from lianxin.kit.ids import uuid7


class Likely(models.Model):
    """疑似同一事项 Letters that seem to tell of one thing; `into` is the group that they turned out to be.

    `size` and `last_at` are kept as letters come. `dismissed`: a person has looked and they are not one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    size = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    dismissed = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["-size", "-last_at"], name="likely_largest",
                condition=models.Q(into=None, dismissed=False, size__gt=1),
            )
        ]  # fmt: skip


class Told(models.Model):
    """归到 One letter and its group, and why: the letter that it is like, and what both have in words."""

    letter = models.OneToOneField(Submission, models.CASCADE, primary_key=True, related_name="+")
    serial = models.BigIntegerField(unique=True)
    group = models.ForeignKey(Likely, models.PROTECT, related_name="told")
    to = models.BigIntegerField(null=True)
    because = models.CharField(max_length=200, blank=True)


class Name(models.Model):
    """名字 One of the rarest names in a letter, as a number: by it letters of one place are found."""

    id = models.BigAutoField(primary_key=True)
    term = models.BigIntegerField()
    serial = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["term", "-serial"], name="name_newest")]


class GroupedTo(models.Model):
    """归到哪里了 The serial number up to which letters were put to their groups: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    serial = models.BigIntegerField(default=0)
    turn = models.BigIntegerField(default=0)
