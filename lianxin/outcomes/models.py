"""What was answered, how it reached the writer, and what the writer says of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class Means(models.TextChoices):
    """By what proof the answer is known to have reached the writer, or why it could not."""

    READ = "read", _("本人凭查询码在网页上阅读")
    HANDED = "handed", _("当面交给本人签收")
    POSTED = "posted", _("邮寄")
    UNREAD = "unread", _("已在网上公开给本人，期满未来查看")
    IMPOSSIBLE = "impossible", _("无法送达")


class Delivery(models.Model):
    """送达 A reply on its way to the writer, and the proof that it arrived."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reply = models.OneToOneField(Reply, models.PROTECT, related_name="delivery")
    channel = models.CharField(max_length=12)
    sent_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    means = models.CharField(max_length=12, choices=Means.choices, blank=True)
    proof = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)


class Level(models.IntegerChoices):
    """复查是第一次，复核是第二次，也是最后一次 Review by the body above, recheck by the one above that."""

    REVIEW = 1, _("复查")
    RECHECK = 2, _("复核")


class Ruling(models.TextChoices):
    """What the body above says of the answer."""

    CONFIRMED = "confirmed", _("维持")
    OVERTURNED = "overturned", _("责令重新办理")


class Appeal(models.Model):
    """复查、复核 The writer does not accept the answer; the body above says in writing what it holds.

    `words` are the writer's own reasons, `opinion` and `basis` what is answered. The opinion counts
    from the day on which it reached the writer (`told_at`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="appeals")
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="appeals")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    words = models.TextField()
    asked_at = models.DateTimeField()
    ruling = models.CharField(max_length=12, choices=Ruling.choices, blank=True)
    opinion = models.TextField(blank=True)
    basis = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    told_at = models.DateTimeField(null=True)
    means = models.CharField(max_length=12, choices=Means.choices, blank=True)
    proof = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "level"], name="appeal_once_a_level"),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, ruling="", told_at=None)
                | models.Q(decided_at__isnull=False) & ~models.Q(ruling="") & ~models.Q(opinion=""),
                name="appeal_decided_with_reasons",
            ),
        ]

    @property
    def is_told(self) -> bool:
        return self.told_at is not None


class Verdict(models.TextChoices):
    """Is it solved? Only the citizen says so."""

    SOLVED = "solved", _("已解决")
    PARTLY = "partly", _("部分解决")
    NOT_SOLVED = "not_solved", _("没有解决")


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
    source = models.CharField(max_length=12, default="citizen")
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
