"""查毒 The county's virus scanner, where it has one: what LIANXIN_CLAMAV says, and what is wrong with it."""

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.kit.clamav import NotAnswering, Scanner, knock, read_scanner


def the_scanner() -> Scanner | None:
    """None where the county has set up none, or not so that it can be read."""
    if not settings.LIANXIN_CLAMAV:
        return None
    try:
        return read_scanner(settings.LIANXIN_CLAMAV)
    except ValueError:
        return None


def check() -> str:
    """自检 What is broken, as one sentence; nothing when it answers, or there is none."""
    if not settings.LIANXIN_CLAMAV:
        return ""
    try:
        knock(read_scanner(settings.LIANXIN_CLAMAV))
    except ValueError as error:
        return _("查毒程序的设置不对：%(error)s") % {"error": error}
    except NotAnswering:
        return _("查毒程序没有回答。附件照常收下，等它好了再查。请看看 clamd 是不是在运行。")
    return ""
