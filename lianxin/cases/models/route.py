"""The road of a case from body to body: who said it was not theirs, and who was asked to help."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.cases.models.case import Case
from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation


class Objection(models.Model):
    """派单异议 A body says that the case is not its to answer, and why; the desk decides, once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="objections")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_index=True)
    reason = models.CharField(max_length=300)
    suggested = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )  # fmt: skip
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    upheld = models.BooleanField(null=True)
    words = models.CharField(max_length=300, blank=True)
    meeting = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(decided_at=None), name="objection_undecided_once"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, upheld=None)
                | models.Q(decided_at__isnull=False, upheld__isnull=False) & ~models.Q(words=""),
                name="objection_decided_with_words",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], name="objection_made"),
            models.Index(fields=["decided_at"], name="objection_upheld", condition=models.Q(upheld=True)),
        ]


class Support(models.Model):
    """协办 A body was asked to help the lead; it answers to the lead, never to the citizen.

    `number` is the body's place in `Case.supporting`; its promise is owed as `support:<number>`.
    """

    class Kind(models.TextChoices):
        SUPPORT = "support", _("协办")
        WHISTLE = "whistle", _("吹哨")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="supports")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    words = models.CharField(max_length=300)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["asked_at", "id"]

    @property
    def key(self) -> str:
        """The name under which its answer is owed."""
        return f"support:{self.number}"
