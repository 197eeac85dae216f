"""自检 Do the ways by which mails go and come work? In words, for whoever keeps the machine."""

import socket
from collections.abc import Iterator
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.channels.email.addresses import usable
from lianxin.channels.email.boxes import Entrance, boxes, read_entrance
from lianxin.channels.email.imap import opened
from lianxin.channels.email.mouth import is_configured, the_mouth
from lianxin.channels.email.server import read_server
from lianxin.channels.email.words import REASONS
from lianxin.channels.refusing import NotSent, say
from lianxin.organisations.queries import by_code

SECONDS = 10


def takes_mails() -> bool:
    """Does this county take mails in?"""
    return bool(settings.LIANXIN_MAIL_BOXES or settings.LIANXIN_LMTP)


def is_set_up() -> bool:
    return is_configured() or takes_mails()


def misconfigured() -> str:
    """What is wrong with the settings themselves; nothing when they can be used. Asks no server."""
    return _wrong_with_sending() or _wrong_with_taking()


def _wrong_with_sending() -> str:
    if not is_configured() or settings.LIANXIN_SMTP == "null:":
        return ""
    try:
        read_server(settings.LIANXIN_SMTP)
    except ValueError as error:
        return _("寄信服务器的设置不对：%(error)s") % {"error": error}
    if not usable(parseaddr(settings.LIANXIN_MAIL_FROM)[1]):
        return _("没有写发件地址，或者写得不对。请设置LIANXIN_MAIL_FROM，例如 letters@example.gov.cn。")
    return ""


def _wrong_with_taking() -> str:
    try:
        known, entrance = boxes(), read_entrance(settings.LIANXIN_LMTP)
    except ValueError as error:
        return _("收信的设置不对：%(error)s") % {"error": error}
    for box in known:
        if by_code(box.to) is None:
            return _("LIANXIN_MAIL_BOXES里有没有的组织编码：%(code)s") % {"code": box.to}
        if not box.host and not entrance:
            return _("%(address)s的邮件没有人送来：请设置LIANXIN_LMTP。") % {"address": box.address}
    reply = settings.LIANXIN_MAIL_REPLY
    if reply and not entrance and not any(box.address.lower() == reply.lower() for box in known):
        return _("回信没有人收：请把LIANXIN_MAIL_REPLY写进LIANXIN_MAIL_BOXES，或者设置LIANXIN_LMTP。")
    return ""


def check() -> str:
    """自检 What is broken, in sentences; nothing when mails go and come, or nothing is set up."""
    return misconfigured() or " ".join(_broken())


def _broken() -> Iterator[str]:
    mouth = the_mouth()
    if mouth:
        try:
            mouth.knock()
        except NotSent as error:
            yield say(REASONS, str(error))
    for box in boxes():
        try:
            if box.host:
                with opened(box):
                    pass
        except NotSent as error:
            yield f"{box.address}: {say(REASONS, str(error))}"
    entrance = read_entrance(settings.LIANXIN_LMTP)
    if entrance and not _is_open(entrance):
        yield say(REASONS, "entrance")


def _is_open(entrance: Entrance) -> bool:
    try:
        with _line_to(entrance) as line:
            line.settimeout(SECONDS)
            return line.recv(3) == b"220"
    except OSError:
        return False


def _line_to(entrance: Entrance) -> socket.socket:
    if not entrance.path:
        return socket.create_connection((entrance.host, entrance.port), SECONDS)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(SECONDS)
    line.connect(entrance.path)
    return line
