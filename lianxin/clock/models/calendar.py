"""日历 The county's calendar as the office keeps it: only what differs from Monday to Friday."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """例外日 A holiday, or a weekend day worked in exchange (调休)."""

    date = models.DateField(_("日期"), primary_key=True)
    working = models.BooleanField(_("上班"))
    name_zh = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)

    class Meta:
        app_label = "clock"
        ordering = ["date"]
        constraints = [models.CheckConstraint(condition=~models.Q(name_zh=""), name="calendar_day_is_named")]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name_zh}"


class CalendarYear(models.Model):
    """已公布的年份 A year whose holidays have been announced; any other year is Monday to Friday."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    source = models.TextField(_("来源"))

    class Meta:
        app_label = "clock"
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)
