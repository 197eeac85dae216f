"""The two appeals against an answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.cases.models import Case
from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation
from lianxin.outcomes.models.delivery import Means
from lianxin.outcomes.models.reply import Reply


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
