"""自检 Is the Weibo account set up rightly, and does the platform know us? In words."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from lianxin.channels.refusing import NotSent, say
from lianxin.channels.weibo.account import NULL, the_account
from lianxin.channels.weibo.mouth import the_mouth
from lianxin.channels.weibo.words import REASONS


def misconfigured() -> str:
    """What is wrong with the settings themselves; nothing when they can be used. Asks no server."""
    account = the_account()
    if account.token and not account.secret:
        return _("没有写LIANXIN_WEIBO_SECRET，收不了微博。请写上应用的App Secret。")
    if account.secret and account.api != NULL and urlsplit(account.api).scheme not in ("https", "http"):
        return _("LIANXIN_WEIBO_API不对，应当是 https:// 开头的网址。")
    return ""


def check() -> str:
    """自检 What is broken, as one sentence; nothing when all is well, or nothing is set up."""
    wrong = misconfigured()
    mouth = None if wrong else the_mouth()
    if mouth is None:
        return wrong
    try:
        mouth.knock()
    except NotSent as error:
        return say(REASONS, str(error))
    return ""
