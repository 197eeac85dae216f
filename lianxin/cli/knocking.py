"""自检 What each channel says of itself, a sentence each; and where the platforms have to call."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.channels.email import is_configured
from lianxin.channels.registry import channels
from lianxin.mailroom.addresses import doors


@dataclass(frozen=True)
class Found:
    """One sentence, and whether something is broken."""

    sentence: str
    wrong: bool = False


def knock() -> Iterator[Found]:
    """Ask every channel that is set up; of the others only that mails are not sent is said."""
    addresses = doors()
    for name, channel in channels().items():
        label, complaint = _(channel.label), channel.check()
        if complaint:
            yield Found(_("%(channel)s：%(words)s") % {"channel": label, "words": complaint}, wrong=True)
        elif channel.speaks() and name != "email":
            yield Found(_("%(channel)s可以用。") % {"channel": label})
        if name in addresses:
            words = {"channel": label, "address": addresses[name]}
            yield Found(_("%(channel)s的回调地址(不要告诉别人)：%(address)s") % words)
        if name == "email" and not complaint:
            yield Found(_("寄信服务器可以用。") if is_configured() else _("没有设置寄信服务器，不寄邮件。"))
