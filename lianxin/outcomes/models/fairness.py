"""Looking back, and what is fair to those who work: each a row with who, when, and why."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.cases.models import Case, Request
from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation


class Holds(models.TextChoices):
    """How a solved matter stands some months later."""

    STILL = "still", _("现在还是好的")
    NOT_ANY_MORE = "not_any_more", _("问题又来了")
    UNSEEN = "unseen", _("没有看成")


class LookBack(models.Model):
    """回头看 A closed matter looked at again, by somebody of another body than its handler.

    `words` are the evidence: where one was, whom one asked, what one saw; or why nothing could be seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="look_backs")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    holds = models.CharField(max_length=16, choices=Holds.choices)
    words = models.CharField(max_length=500)

    class Meta:
        ordering = ["at", "id"]


class Held(models.TextChoices):
    """What somebody else decided of what a body asked for."""

    OPEN = "", _("等待决定")
    YES = "yes", _("同意")
    NO = "no", _("不同意")
    LAPSED = "lapsed", _("到期没有决定，按不同意处理")


class Asking(models.Model):
    """What a body asks another unit to hold, with its reason. Decided once, or by silence."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    held = models.CharField(max_length=8, choices=Held.choices, blank=True, default=Held.OPEN)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_in = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["asked_at", "id"]


class Claim(Asking):
    """不合理诉求认定 One demand, never a person, that a body says it cannot reasonably meet.

    `basis` is the law it stands on, `channel` where the writer is told to turn instead. Confirmed means
    only that it is not counted in assessments: the demand is answered all the same. The writer may
    contest it once, and the body above says who is right (`stands`).
    """

    request = models.OneToOneField(Request, models.PROTECT, related_name="claim")
    basis = models.CharField(max_length=300)
    channel = models.CharField(max_length=300)
    contested_at = models.DateTimeField(null=True)
    contest = models.CharField(max_length=500, blank=True)
    stands = models.BooleanField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    settled_in = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", db_index=False)
    settled_at = models.DateTimeField(null=True)
    settled_words = models.CharField(max_length=300, blank=True)

    @property
    def holds(self) -> bool:
        """Is the demand left out of assessments now?"""
        return self.held == Held.YES and self.stands is not False


class Counted(models.TextChoices):
    """What is counted about a body, one of each for a case."""

    LATE = "late", _("超期")
    REWORK = "rework", _("重新办理")
    TRANSFER = "transfer", _("没有办就转出")
    RATING = "rating", _("评价没有解决")


class FigureAppeal(Asking):
    """考核申诉 A body says that something counted about it, in one case, was not its doing.

    Agreed, it is left out of the figures and shown with the reason; nothing is rubbed out.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="figure_appeals")
    counted = models.CharField(max_length=12, choices=Counted.choices)
    number = models.PositiveSmallIntegerField()

    class Meta(Asking.Meta):
        constraints = [
            models.UniqueConstraint(fields=["case", "organisation", "counted"], name="figure_appealed_once"),
            models.CheckConstraint(
                condition=Q(held="") | Q(decided_at__isnull=False), name="figure_appeal_decided"
            ),
        ]
