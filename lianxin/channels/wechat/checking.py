"""自检 Is the official account set up rightly, and does the platform know us? In words."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from lianxin.channels.refusing import NotSent, say
from lianxin.channels.wechat.account import AES_KEY, NULL, the_account
from lianxin.channels.wechat.crypto import key_of
from lianxin.channels.wechat.mouth import the_mouth
from lianxin.channels.wechat.words import REASONS


def misconfigured() -> str:
    """What is wrong with the settings themselves; nothing when they can be used. Asks no server."""
    account = the_account()
    if not (account.hears() or account.app_id or account.secret or account.aes_key):
        return ""
    if not account.token:
        return _("没有写LIANXIN_WECHAT_TOKEN，收不了微信。请写上公众平台“服务器配置”里的令牌(Token)。")
    if bool(account.app_id) != bool(account.secret) or (account.aes_key and not account.app_id):
        return _("LIANXIN_WECHAT_APPID和LIANXIN_WECHAT_SECRET要一起写，否则只能收，不能发。")
    if account.aes_key and not _is_key(account.aes_key):
        return _("LIANXIN_WECHAT_AES_KEY不对，应当是公众平台给的43个字符(EncodingAESKey)。")
    if account.api != NULL and urlsplit(account.api).scheme not in ("https", "http"):
        return _("LIANXIN_WECHAT_API不对，应当是 https:// 开头的网址。")
    return ""


def _is_key(text: str) -> bool:
    try:
        return AES_KEY.fullmatch(text) is not None and bool(key_of(text))
    except ValueError:
        return False


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
