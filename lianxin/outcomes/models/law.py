"""法规库 The laws that answers may lean on, kept by the county itself."""

from datetime import date

from django.db import models
from django.utils.translation import get_language

from lianxin.kit.ids import uuid7


class Law(models.Model):
    """法规 A law or rule that an answer may lean on; the county's own register says from and until when.

    `year` tells editions of one law apart. Days of the county, both within; empty is not known or open.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=40, unique=True)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    in_force_from = models.DateField(null=True)
    in_force_until = models.DateField(null=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the language of the page, with the year of its edition."""
        english = (get_language() or "").startswith("en")
        if english and self.title_en:
            return f"{self.title_en} ({self.year})" if self.year else self.title_en
        return f"《{self.title_zh}》" + (f"({self.year})" if self.year else "")

    def holds_on(self, day: date) -> bool:
        """Is it in force on this day of the county?"""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_until is None or day <= self.in_force_until)
