"""电子邮件 Mails from writers and to them: how they are read and written, and by what servers they go."""

from django.utils.translation import gettext_noop as N_

from lianxin.channels.channel import Channel
from lianxin.channels.email.addresses import usable
from lianxin.channels.email.checking import check, is_set_up, misconfigured, takes_mails
from lianxin.channels.email.marks import message_id
from lianxin.channels.email.mouth import is_configured, the_mouth
from lianxin.channels.email.reading import read
from lianxin.channels.email.server import Server, read_server
from lianxin.channels.email.words import REASONS

CHANNEL = Channel(
    name="email",
    label=N_("电子邮件"),
    read=read,
    mouth=the_mouth,
    set_up=is_set_up,
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
    "message_id",
    "misconfigured",
    "read_server",
    "takes_mails",
    "the_mouth",
    "usable",
]
