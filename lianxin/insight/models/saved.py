"""What a person keeps to look for again."""

from django.db import models

from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7


class SavedSearch(models.Model):
    """保存的查找 What a person looks for again and again, under a name of their own; nobody else sees it.

    `asked` are the fields of the search page as they were filled in. `feed_mark` is the mark (SHA-256) of the
    secret word in the address of its feed, where there is one: the word itself is kept nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="saved_searches")
    name = models.CharField(max_length=40)
    asked = models.JSONField()
    kept_at = models.DateTimeField()
    feed_mark = models.CharField(max_length=64, null=True, unique=True)
    feed_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="saved_search_once")]

    def __str__(self) -> str:
        return self.name
