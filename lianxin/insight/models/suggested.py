"""What was suggested for a dispatch, beside what a person decided and how it ended."""

from django.db import models
from django.db.models import F, Q

from lianxin.cases.models import Assignment, Category
from lianxin.organisations.models import Organisation


class Suggested(models.Model):
    """派单建议 What the house says of a letter at the moment at which a person gives it out.

    `model` is the mark of what was learnt by then, empty where only the catalogue's words were known.
    Without an `organisation` it said that it does not know. `filed` is the class that the person confirmed,
    `given` the body that the person chose, and `final` the one with which it stayed: another one where an
    objection was upheld, or where the dispatch was taken back and given elsewhere. Nothing here is about
    a citizen or about a person.
    """

    assignment = models.OneToOneField(Assignment, models.PROTECT, primary_key=True, related_name="+")
    at = models.DateTimeField()
    model = models.CharField(max_length=16, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )  # fmt: skip
    probability = models.FloatField(null=True)
    filed = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+", db_index=False)
    given = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    final = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["at", "organisation", "given", "final"], name="suggested_when"),
            models.Index(fields=["filed", "-at"], name="suggested_filed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(probability=None) | Q(probability__gte=0, probability__lte=1),
                name="suggested_probability",
            )
        ]

    WRONG = ~Q(final=F("given"))  # of the person who gave it out
    APART = Q(organisation__isnull=False) & ~Q(organisation=F("final"))  # of the suggestion
