"""What a mail is given to: the county's server, the null twin, or nothing where nothing is set up."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parseaddr

from django.conf import settings

from lianxin.channels.channel import Mouth
from lianxin.channels.email.null import NULL
from lianxin.channels.email.server import Server, read_server
from lianxin.channels.email.writing import written
from lianxin.channels.message import MessageOut
from lianxin.channels.refusing import NotSent

SECONDS = 15


class SmtpMouth:
    """寄信 Hands mails to a server by SMTP (RFC 5321), over TLS unless the server stands here."""

    def __init__(self, server: Server, sender: str) -> None:
        self.server, self.sender = server, sender

    def send(self, message: MessageOut) -> None:
        mail = written(message, sender=self.sender)
        with self._line() as line, _told():
            line.send_message(mail, from_addr=parseaddr(self.sender)[1], to_addrs=[message.to])

    def knock(self) -> None:
        with self._line() as line, _told():
            line.noop()

    @contextmanager
    def _line(self) -> Iterator[smtplib.SMTP]:
        """An open, safe line on which we are known; closed afterwards whatever happened."""
        line = self._connect()
        try:
            self._secure(line)
            yield line
        finally:
            _hang_up(line)

    def _connect(self) -> smtplib.SMTP:
        where = (self.server.host, self.server.port)
        try:
            if self.server.tls == "first":
                return smtplib.SMTP_SSL(*where, timeout=SECONDS, context=ssl.create_default_context())
            return smtplib.SMTP(*where, timeout=SECONDS)
        except ssl.SSLError as error:
            raise NotSent("tls", whole_server=True) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent("unreachable", whole_server=True) from error

    def _secure(self, line: smtplib.SMTP) -> None:
        try:
            line.ehlo()
            if self.server.tls == "must" or (self.server.tls == "may" and line.has_extn("starttls")):
                line.starttls(context=ssl.create_default_context())
                line.ehlo()
            if self.server.user:
                line.login(self.server.user, self.server.password)
        except (ssl.SSLError, smtplib.SMTPNotSupportedError) as error:
            raise NotSent("tls", whole_server=True) from error
        except smtplib.SMTPAuthenticationError as error:
            raise NotSent("login", error.smtp_code, whole_server=True) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent("unreachable", whole_server=True) from error


@contextmanager
def _told() -> Iterator[None]:
    """What the server answers, as a reason of ours. Its own words may name the address: they are not kept."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused(next(code for code, _words in error.recipients.values())) from error
    except smtplib.SMTPSenderRefused as error:
        raise NotSent("sender", error.smtp_code, whole_server=True) from error
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent("unreachable", whole_server=True) from error


def _refused(code: int) -> NotSent:
    """4xx means later, 5xx means no; 421 says that the server itself is going away."""
    if code < 500:
        return NotSent("later", code, whole_server=code == 421)
    return NotSent("refused", code, for_good=True)


def _hang_up(line: smtplib.SMTP) -> None:
    try:
        line.quit()
    except (OSError, smtplib.SMTPException):
        line.close()  # it is gone already; what was accepted stays accepted


def is_configured() -> bool:
    """Can this county send mails at all?"""
    return bool(settings.LIANXIN_SMTP)


def the_mouth() -> Mouth | None:
    """The county's way to send mails; None where none is set up."""
    if not is_configured():
        return None
    if settings.LIANXIN_SMTP == "null:":
        return NULL
    return SmtpMouth(read_server(settings.LIANXIN_SMTP), settings.LIANXIN_MAIL_FROM)
