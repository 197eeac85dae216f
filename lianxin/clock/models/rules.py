"""规则手册 The limits that promises run under, in versions: what was published never changes."""

from datetime import datetime

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lianxin.clock.reckoning import Limit, Unit
from lianxin.kit.ids import uuid7

__all__ = ["Confidence", "Rule", "RuleBook", "RuleBookQuerySet", "Unit"]


class Confidence(models.TextChoices):
    """把握 How sure the county may be of a limit."""

    A = "A", _("法条原文")
    B = "B", _("国家标准或公开制度")
    C = "C", _("据公开报道，待核对")
    SEED = "seed", _("县内做法")
    COUNTY = "county", _("县定")


class RuleBookQuerySet(models.QuerySet["RuleBook"]):
    def in_force(self, now: datetime) -> "RuleBookQuerySet":
        """The books that have begun, the one in force first."""
        return self.filter(effective_from__lte=now).order_by("-effective_from", "-version")


class RuleBook(models.Model):
    """规则手册 One version; a promise keeps the version it began under."""

    version = models.PositiveSmallIntegerField(_("版本"), primary_key=True)
    effective_from = models.DateTimeField(_("生效时间"), db_index=True)
    note = models.TextField(_("说明"), blank=True)

    objects = RuleBookQuerySet.as_manager()

    class Meta:
        app_label = "clock"
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"v{self.version}"


class Rule(models.Model):
    """规则 Who owes what by when, and on what ground."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(RuleBook, models.PROTECT, related_name="rules", verbose_name=_("版本"))
    key = models.CharField(_("规则"), max_length=40)
    track = models.CharField(_("轨道"), max_length=30)
    actor = models.CharField(_("责任方"), max_length=40)
    amount = models.PositiveIntegerField(_("数量"))
    unit = models.CharField(_("单位"), max_length=20, choices=Unit.choices)
    extension_amount = models.PositiveIntegerField(_("可延长"), null=True, blank=True)
    extension_unit = models.CharField(_("延长单位"), max_length=20, choices=Unit.choices, blank=True)
    basis = models.CharField(_("依据"), max_length=200)
    confidence = models.CharField(_("把握"), max_length=10, choices=Confidence.choices)
    duty_zh = models.CharField(_("要做的事"), max_length=200)
    duty_en = models.CharField(_("要做的事(英文)"), max_length=300)
    # What the law itself leaves out of the limit: a hearing, an inspection. Waiting is no such thing.
    pauses = models.BooleanField(_("有不计入的时间"), default=False, db_default=False)

    class Meta:
        app_label = "clock"
        ordering = ["book", "key"]
        constraints = [
            models.UniqueConstraint(fields=["book", "key"], name="one_rule_per_key_and_book"),
            models.CheckConstraint(condition=models.Q(unit__in=Unit.values), name="rule_unit_is_known"),
            models.CheckConstraint(
                condition=models.Q(extension_amount=None, extension_unit="")
                | models.Q(extension_amount__gt=0, extension_unit__in=Unit.values),
                name="rule_extension_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def limit(self) -> Limit:
        """时限 What runs from the start."""
        return Limit(self.amount, Unit(self.unit))

    @property
    def extension(self) -> Limit | None:
        """延期 What the head may add once, where the rule allows it."""
        if self.extension_amount is None:
            return None
        return Limit(self.extension_amount, Unit(self.extension_unit))

    @property
    def duty(self) -> str:
        """What is to be done, in the language of the reader."""
        return self.duty_en if (translation.get_language() or "").startswith("en") else self.duty_zh
