"""What the writer says of an answer, by their own hand or when they were called."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation
from lianxin.outcomes.models.reply import Reply


class Verdict(models.TextChoices):
    """Is it solved? Only the citizen says so."""

    SOLVED = "solved", _("已解决")
    PARTLY = "partly", _("部分解决")
    NOT_SOLVED = "not_solved", _("没有解决")


class Source(models.TextChoices):
    """From whose hand a rating is: the writer's own, or that of whoever called them."""

    CITIZEN = "citizen", _("本人")
    CALLBACK = "callback", _("回访时说的")


class Rating(models.Model):
    """评价 What the writer says of one reply: result, attitude, speed, one to five, each may be left out.

    No row means no rating. There is no default and no rating by silence.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reply = models.OneToOneField(Reply, models.PROTECT, related_name="rating")
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    result = models.PositiveSmallIntegerField(null=True)
    attitude = models.PositiveSmallIntegerField(null=True)
    speed = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(blank=True)
    source = models.CharField(max_length=12, choices=Source.choices, default=Source.CITIZEN)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(result=None) | models.Q(result__range=(1, 5)))
                & (models.Q(attitude=None) | models.Q(attitude__range=(1, 5)))
                & (models.Q(speed=None) | models.Q(speed__range=(1, 5))),
                name="rating_one_to_five",
            )
        ]


class NoWord(models.TextChoices):
    """Why a call brought no word on whether it is solved."""

    NO_ANSWER = "no_answer", _("没有人接")
    WRONG = "wrong", _("号码不对或者已停机")
    NOT_SELF = "not_self", _("接电话的不是来信人")
    DECLINED = "declined", _("来信人不愿意接受回访")
    NO_VIEW = "no_view", _("来信人没有表态")


class Callback(models.Model):
    """回访 A call to the writer after the answer arrived, by somebody from another body.

    `no_word` says why it brought no verdict; what the writer did say is a Rating and stands there.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="callbacks")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    no_word = models.CharField(max_length=12, choices=NoWord.choices, blank=True)

    class Meta:
        ordering = ["at", "id"]
