"""What a clerk is still writing."""

from django.db import models

from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7


class Draft(models.Model):
    """草稿 What is typed while somebody speaks, kept as it is typed: a dropped line loses nothing.

    It is nobody's letter yet, and only who types it sees it. Gone as soon as the letter is registered.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=12)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    said = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
