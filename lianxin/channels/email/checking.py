"""自检 Does the way to send mails work? In words, for whoever keeps the machine."""

from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.channels.email.addresses import usable
from lianxin.channels.email.mouth import is_configured, the_mouth
from lianxin.channels.email.server import read_server
from lianxin.channels.email.words import REASONS
from lianxin.channels.refusing import NotSent, say


def misconfigured() -> str:
    """What is wrong with the settings themselves; nothing when they can be used. Asks no server."""
    if not is_configured() or settings.LIANXIN_SMTP == "null:":
        return ""
    try:
        read_server(settings.LIANXIN_SMTP)
    except ValueError as error:
        return _("寄信服务器的设置不对：%(error)s") % {"error": error}
    if not usable(parseaddr(settings.LIANXIN_MAIL_FROM)[1]):
        return _("没有写发件地址，或者写得不对。请设置LIANXIN_MAIL_FROM，例如 letters@example.gov.cn。")
    return ""


def check() -> str:
    """自检 What is broken, as one sentence; nothing when mails can be sent, or none are to be sent."""
    wrong = misconfigured()
    mouth = None if wrong else the_mouth()
    if mouth is None:
        return wrong
    try:
        mouth.knock()
    except NotSent as error:
        return say(REASONS, str(error))
    return ""
