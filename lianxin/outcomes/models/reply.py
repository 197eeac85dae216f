"""What was answered, request by request."""

from django.db import models

from lianxin.cases.models import Case, Request
from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation


class Reply(models.Model):
    """答复 What an organisation writes to the citizen: a draft until it is sent, then never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="replies")
    turn = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    opening = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["turn"]
        constraints = [models.UniqueConstraint(fields=["case", "turn"], name="reply_turn")]


class Answer(models.Model):
    """逐项答复 The answer to one request."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="answers")
    request = models.ForeignKey(Request, models.PROTECT, related_name="answers")
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["request__number"]
        constraints = [models.UniqueConstraint(fields=["reply", "request"], name="answer_once")]
