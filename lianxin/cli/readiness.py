"""开门以前 Is everything in order for the pages to be served? And is a demo a demo, and nothing else one?"""

import ipaddress

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.channels.paper.reading import reader
from lianxin.channels.registry import channels
from lianxin.cli.founding import pending_migrations
from lianxin.hooks.queries import deaf, why
from lianxin.kit.dates import say_instant
from lianxin.kit.refusals import NotAllowedNow
from lianxin.kit.typesetting import can_set, missing_fonts
from lianxin.ledger.queries import is_demo_county
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import county


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def require_ready() -> None:
    """The database is up to date, has a county in it, and it is the county whose code the numbers bear."""
    if pending_migrations():
        raise NotAllowedNow(_("数据库还没有建立，或者比软件旧。请先运行：lianxin init"))
    if not Organisation.objects.exists():
        raise NotAllowedNow(_("这里还没有建县。请先运行：lianxin init"))
    for channel in channels().values():
        if wrong := channel.wrong():
            raise NotAllowedNow(wrong)
    code = county().code
    if code.isdigit() and len(code) == 6 and code != settings.LIANXIN_COUNTY:
        raise NotAllowedNow(
            _(
                "数据库里是%(code)s县，可是LIANXIN_COUNTY写的是%(said)s，编号会写错。请改成LIANXIN_COUNTY=%(code)s"
            )
            % {"code": code, "said": settings.LIANXIN_COUNTY}
        )


def require_no_mixture() -> None:
    """Demo sign-ins only over a demo's database: anybody may sign in as anybody there."""
    if settings.LIANXIN_DEMO and not is_demo_county():
        raise NotAllowedNow(
            _(
                "LIANXIN_DEMO=1，可是这个数据库不是演示数据：任何人都能一键登录。请去掉LIANXIN_DEMO，或者换一个数据库。"
            )
        )


def require_own_machine(host: str, *, known: bool) -> None:
    if settings.LIANXIN_DEMO and not known and not is_loopback(host):
        raise NotAllowedNow(
            _("演示县只在本机(127.0.0.1)开放：任何人都能一键登录。确实要开放，请加 --i-know-this-is-a-demo")
        )


def warning() -> str:
    """What has to be said loudly before the doors open; nothing when all is as it should be."""
    if is_demo_county() and not settings.LIANXIN_DEMO:
        return _("注意：这个数据库里是虚构的演示数据，却没有打开演示模式。不要在这里接收真实来信！")
    return ""


def on_paper() -> list[tuple[str, str, bool]]:
    """纸上的 What reads scans and what sets PDF: its name, how it stands, and whether it is broken."""
    fonts = missing_fonts()
    states = [
        (_("识别扫描件"), _("可以用") if reader() else _("没有安装：make ocr"), False),
        (_("信函排成PDF"), _("可以用") if can_set() else _("没有安装：make pdf"), False),
    ]
    if fonts:
        lacking = _("缺少字体%(fonts)s：apt-get install fonts-noto-cjk") % {"fonts": fonts}
        states.append((_("中文字体"), lacking, True))
    return states


def deaf_hooks() -> list[str]:
    """没有应答的回调 Each address of a program where nobody answers as one should: since when, and why."""
    words = _("回调通知：%(holder)s的地址%(address)s从%(since)s起没有应答。%(why)s")
    return [
        words
        % {"holder": one.key.holder, "address": one, "since": say_instant(one.deaf_since), "why": why(one)}
        for one in deaf()
        if one.deaf_since
    ]
