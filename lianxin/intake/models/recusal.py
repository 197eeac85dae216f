"""What a writer asks: that somebody be kept out of the own matter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.identity.models import Person
from lianxin.intake.models.submission import Submission
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation


class Answer(models.TextChoices):
    """What came of a request to keep somebody out."""

    OPEN = "open", _("等着决定")
    GRANTED = "granted", _("同意")
    REFUSED = "refused", _("不同意")
    SILENCE = "silence", _("到期没有决定，按您的要求回避")


class RecusalRequest(models.Model):
    """回避请求 Whom the writer wants kept out, in the writer's own words, and what was decided.

    `body` or `person` is who has that name, where exactly one does. `words` are the reasons of a no,
    which the writer reads.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="recusal_requests")
    named = models.CharField(max_length=80)
    reason = models.TextField()
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.OPEN)
    words = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=models.Q(answer="open"), name="recusal_asked_once"
            )
        ]
