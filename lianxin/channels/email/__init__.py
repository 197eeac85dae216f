"""电子邮件 Mails to writers: how they are written, by what server they go, and what went wrong in words."""

from django.utils.translation import gettext_noop as N_

from lianxin.channels.channel import Channel
from lianxin.channels.email.addresses import usable
from lianxin.channels.email.checking import check, misconfigured
from lianxin.channels.email.mouth import is_configured, the_mouth
from lianxin.channels.email.server import Server, read_server
from lianxin.channels.email.words import REASONS

CHANNEL = Channel(
    name="email",
    label=N_("电子邮件"),
    mouth=the_mouth,
    set_up=is_configured,
    check=check,
    wrong=misconfigured,
    speaks=is_configured,
    address=lambda card: card.email,
    reasons=REASONS,
    receipt=True,
)

__all__ = [
    "CHANNEL",
    "Server",
    "check",
    "is_configured",
    "misconfigured",
    "read_server",
    "the_mouth",
    "usable",
]
