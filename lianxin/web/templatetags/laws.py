"""The basis of a rule on a page: a law by its own name, in its own language."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lianxin.clock.models.rules import Confidence

register = template.Library()
COUNTY = "县定"  # as the rule books write it


@register.filter
def basis(grounds: str) -> SafeString:
    """{{ rule.basis|basis }}: that the county set the rule itself is said in the reader's language."""
    return format_html_join("；", "{}", ((_ground(one),) for one in grounds.split("；")))


def _ground(one: str) -> str:
    return (
        str(Confidence.COUNTY.label) if one == COUNTY else format_html('<span lang="zh-hans">{}</span>', one)
    )
