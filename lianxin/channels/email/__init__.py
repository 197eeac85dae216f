"""电子邮件 Mails to writers: how they are written, by what server they go, and what went wrong in words."""

from lianxin.channels.email.addresses import usable
from lianxin.channels.email.checking import check, misconfigured
from lianxin.channels.email.mouth import Mouth, is_configured, the_mouth
from lianxin.channels.email.refusing import NotSent
from lianxin.channels.email.server import Server, read_server
from lianxin.channels.email.words import in_words

__all__ = [
    "Mouth",
    "NotSent",
    "Server",
    "check",
    "in_words",
    "is_configured",
    "misconfigured",
    "read_server",
    "the_mouth",
    "usable",
]
