"""The one kind of problem on which a county works together in a month."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.cases.models import Category
from lianxin.ledger.models import Dossier
from lianxin.organisations.models import Organisation
from lianxin.problems.models.in_the_open import InTheOpen


class ThemeStage(models.TextChoices):
    """Whether the month was reported on."""

    CHOSEN = "chosen", _("正在办")
    REPORTED = "reported", _("已公布结果")


class Theme(InTheOpen, models.Model):
    """每月一题 Problems of one kind in many places, chosen by a leader for one month.

    One body leads; it owes a public report by the end of the month: what was done, and how many of the
    problems are struck off (`struck` of `gathered`, as they stood on the day of the report). Each problem
    keeps its own number, owner and day.
    (北京市接诉即办工作条例第24至26条，“每月一题”；glossary: monthly_theme)
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True, related_name="theme")
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    title = models.CharField(max_length=120)
    aim = models.CharField(max_length=500)
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+", db_index=False)
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    report = models.CharField(max_length=1000, blank=True)
    reported_at = models.DateTimeField(null=True)
    struck = models.PositiveIntegerField(default=0)
    gathered = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["office", "month"], name="one_theme_a_month")]

    def __str__(self) -> str:
        return self.title

    @property
    def stage(self) -> str:
        return self.dossier.stage

    def places(self) -> Mapping[str, str]:
        return {"keeper": self.dossier.keeper_path, "desk": self.office.path}
