"""查一查 What is broken where programs send letters: at most that their keys can be read on the way."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}


def in_the_clear() -> str:
    """Keys and receipt codes stand in every request: outside this machine they want HTTPS."""
    address = urlsplit(settings.LIANXIN_ADDRESS)
    if address.scheme == "https" or address.hostname in OWN_MACHINE:
        return ""
    return _(
        "程序接口的地址%(address)s不是https：密钥和查询码在路上谁都能看见。请配置HTTPS，再把LIANXIN_ADDRESS改成https开头。"
    ) % {"address": settings.LIANXIN_ADDRESS}
