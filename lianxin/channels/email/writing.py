"""写邮件 A message as a mail: plain text, no pictures, nothing that tells us when it is read."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from lianxin.channels.email.addresses import usable
from lianxin.channels.message import MessageOut
from lianxin.channels.refusing import NotSent


def written(message: MessageOut, *, sender: str) -> EmailMessage:
    """The mail with its headers. Raises NotSent when its address or its headers cannot be written.

    The same message has the same Message-ID, so that a mail that was sent twice is shown once.
    """
    if not usable(message.to):
        raise NotSent("address", for_good=True)
    mail = EmailMessage(policy=SMTP)
    domain = parseaddr(sender)[1].rpartition("@")[2]
    try:
        mail["From"], mail["To"], mail["Subject"] = sender, message.to, message.subject
        mail["Date"] = format_datetime(message.at)
        mail["Message-ID"] = f"<{message.key}@{domain}>"
        # Machines that answer by themselves must not answer this, and no holiday note comes back.
        mail["Auto-Submitted"] = "auto-generated"
        mail["Content-Language"] = message.language
        above = [f"<{message.thread}@{domain}>"] if message.thread else []
        if message.answers:
            mail["In-Reply-To"] = message.answers
            above.insert(0, message.answers)
        if above:  # all mails about one letter stand together
            mail["References"] = " ".join(above)
        if message.reply_to:
            mail["Reply-To"] = message.reply_to
        if message.stop:
            mail["List-Unsubscribe"] = f"<{message.stop}>"
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    except ValueError as error:  # a line end where none may be
        raise NotSent("address", for_good=True) from error
    mail.set_content(message.body)
    return mail
