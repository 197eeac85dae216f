"""What those above do about a case: a leader makes it their own; a supervisor presses, and shows it."""

from django.db import models

from lianxin.cases.models.case import Case
from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation


class Sponsorship(models.Model):
    """包案 A secretary makes a hard case their own, by name; another of the same office may take it over."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="sponsorships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at=None), name="sponsorship_one_at_a_time"
            )
        ]


class Supervision(models.Model):
    """督办 A supervisor presses for a case, and may list it publicly (挂牌) until it is done.

    What is listed is the matter: its number, its class and who has it; never the letter or its writer.
    Nobody stands in `by` where the rule itself began it: not solved for the second time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="supervisions")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    words = models.CharField(max_length=300)
    at = models.DateTimeField()
    listed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at=None), name="supervision_one_at_a_time"
            )
        ]
        indexes = [
            models.Index(
                fields=["-listed_at"], name="supervision_listed",
                condition=models.Q(listed_at__isnull=False, ended_at=None),
            )
        ]  # fmt: skip
