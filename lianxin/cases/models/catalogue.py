"""The dispatch catalogue: category × place → the organisation that is responsible."""

from django.db import models
from django.utils.translation import get_language

from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation


class Category(models.Model):
    """分类 What a matter is about; importable data with its code system, never hard-coded."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=24, unique=True)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=90, blank=True)
    lifeline = models.BooleanField(default=False)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        english = (get_language() or "").startswith("en")
        return self.name_en if english and self.name_en else self.name_zh


class Catalogue(models.Model):
    """派单目录 One edition of the catalogue; a new edition never changes an old one."""

    version = models.PositiveSmallIntegerField(primary_key=True)
    effective_from = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)


class CatalogueEntry(models.Model):
    """目录条目 In this edition, matters of this category in this place go to this organisation.

    No place means everywhere that no narrower entry names.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="entries")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    place = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "category", "place"],
                nulls_distinct=False,
                name="catalogue_entry_once",
            )
        ]
