"""The same matter, told by several writers: one is handled, each is answered."""

from django.db import models

from lianxin.cases.models.case import Case
from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7


class Link(models.Model):
    """同一事项 This letter (the voice) tells of a matter that is in hand already: handled once, for all.

    Linking saves work, not courtesy: each voice keeps its own receipt, answer, rating and rights.
    A link that was wrong is ended, never deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    voice = models.ForeignKey(Case, models.PROTECT, related_name="links")
    matter = models.ForeignKey(Case, models.PROTECT, related_name="voices")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["voice"], condition=models.Q(ended_at=None), name="link_of_one_matter"
            ),
            models.CheckConstraint(condition=~models.Q(voice=models.F("matter")), name="link_of_two"),
        ]
