"""Days and moments as the office says them: always with the year, because its books last for years."""

from datetime import date, datetime

from django import template

from lianxin.kit.dates import say_date, say_instant

register = template.Library()


@register.filter
def day(moment: date) -> str:
    """2025年3月5日, 5 March 2025."""
    return say_date(moment, beside=date.min)


@register.filter
def moment(instant: datetime) -> str:
    """2025年3月5日(星期三)09:12."""
    return say_instant(instant, beside=date.min)
