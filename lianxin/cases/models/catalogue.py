"""The dispatch catalogue: category × place → the organisation that is responsible."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

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


class AnswerType(models.TextChoices):
    """What an answer to a question is; a note asks nothing and is only shown."""

    STRING = "string", _("一行字")
    TEXT = "text", _("几行字")
    NUMBER = "number", _("数字")
    DATETIME = "datetime", _("日期和时间")
    ONE = "singlevaluelist", _("几项里选一项")
    SOME = "multivaluelist", _("几项里选若干项")
    NOTE = "note", _("不用回答，只给人看")


class CategoryQuestion(models.Model):
    """分类问题 What is asked of who writes about this class by a program that shows a form.

    `choices` has a line for each answer to choose from: its key, its name, and after a bar its English
    name. A question is never changed, because answers were given to it: it ends, and another one begins.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=24)
    words_zh = models.CharField(max_length=200)
    words_en = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=16, choices=AnswerType.choices, default=AnswerType.STRING)
    required = models.BooleanField(default=False)
    choices = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "code"],
                condition=models.Q(ended_at=None),
                name="category_question_once",
            )
        ]

    def __str__(self) -> str:
        english = (get_language() or "").startswith("en")
        return self.words_en if english and self.words_en else self.words_zh


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
