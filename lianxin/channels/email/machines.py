"""机器写的 Mails that nobody wrote: bounces, holiday notes, our own come back, advertisements to thousands.

Only what is surely one is quiet. What looks like one waits for a person: no letter is lost by a guess.
"""

import re
from collections.abc import Iterable
from email.utils import parseaddr
from functools import cache

from django.conf import settings

from lianxin.channels.email.headers import addresses_in, words_of
from lianxin.channels.email.parts import Part, fields_of

MOST_HOPS = 25
OURS = re.compile(r"<([0-9a-f]{32})@([A-Za-z0-9.-]+)>")
PROBE = re.compile(r"<probe-([0-9a-f]{32})@([A-Za-z0-9.-]+)>")
MACHINES = {"mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon"}
RETURNED = re.compile(
    r"undeliver|delivery (status|failure|has failed)|returned mail|failure notice|mail delivery"
    r"|退信|投递失败|无法投递|退回",
    re.IGNORECASE,
)
AWAY = re.compile(
    r"^\s*((automatic|auto|automated)[ -]?(reply|response|answer)|out of (the )?office"
    r"|自动(回复|答复)|自動(回覆|回复)|休假自动|外出自动)",
    re.IGNORECASE,
)
FAILED = re.compile(rb"^action:\s*(failed|expanded-failed)", re.IGNORECASE | re.MULTILINE)
NOT_FAILED = re.compile(rb"^action:\s*(delayed|delivered|relayed|expanded)", re.IGNORECASE | re.MULTILINE)
SAY_SO = {"x-autoreply", "x-autorespond", "x-autoresponder"}
TO_MANY = {"bulk", "list", "junk", "auto_reply"}


def our_domain() -> str:
    """The domain that mails of ours come from."""
    return _domain_of(settings.LIANXIN_MAIL_FROM)


@cache
def _domain_of(address: str) -> str:
    return parseaddr(address)[1].rpartition("@")[2].lower()


def sent_by_us(text: str) -> list[str]:
    """The mails of ours that are named here by their Message-ID, the last one first."""
    ours = our_domain()
    found = [key for key, domain in OURS.findall(text) if domain.lower() == ours]
    return list(dict.fromkeys(reversed(found)))


def answered_by(mail: Part) -> list[str]:
    """The mails of ours that this one answers."""
    said = b" ".join([mail.said("references"), mail.said("in-reply-to")])
    return sent_by_us(said[-16_000:].decode("latin-1"))


def probe_in(mail: Part) -> str:
    """The try of the house itself that this is; nothing for any other mail."""
    found = PROBE.match(mail.said("message-id").strip().decode("latin-1"))
    return found[1] if found and found[2].lower() == our_domain() else ""


def is_loop(mail: Part) -> bool:
    """Our own mail, come back by somebody's forwarding."""
    return bool(sent_by_us(mail.said("message-id").decode("latin-1")))


def goes_round(mail: Part) -> bool:
    """It has been through more servers than there are on any way."""
    return len(mail.fields.get("received", [])) > MOST_HOPS


def is_bounce(mail: Part, parts: Iterable[Part], subject: str) -> bool:
    """退信 A server says that a mail did not arrive, or not yet."""
    if mail.kind == "multipart/report" and mail.params.get("report-type", "").lower() == "delivery-status":
        return True
    if any(part.kind == "message/delivery-status" for part in parts):
        return True
    names = {address.partition("@")[0].lower() for address in addresses_in(mail, "from")}
    return bool(names & MACHINES) and (_without_sender(mail) or RETURNED.search(subject) is not None)


def returned(parts: list[Part], text: str) -> str:
    """Which mail of ours came back; nothing when it is only late, or was none of ours."""
    reports = b"\n".join(part.body for part in parts if part.kind == "message/delivery-status")
    if NOT_FAILED.search(reports) and not FAILED.search(reports):
        return ""
    for part in parts:
        if part.kind == "text/rfc822-headers":
            found = sent_by_us(fields_of(part.content()).get("message-id", [b""])[0].decode("latin-1"))
        else:
            found = sent_by_us(part.said("message-id").decode("latin-1"))
        if found:
            return found[0]
    return next(iter(sent_by_us(text[:100_000])), "")


def is_automatic(mail: Part, subject: str, *, answers_us: bool) -> bool:
    """自动回复 A machine answered: it says so itself, or two of three signs say it."""
    said = words_of(mail.said("auto-submitted")).lower()
    if said.startswith("auto-replied") or mail.fields.keys() & SAY_SO or _precedence(mail) == "auto_reply":
        return True
    if mail.kind == "multipart/report":  # read receipts, complaints
        return True
    by_machine = said.startswith("auto-") or _without_sender(mail) or _precedence(mail) in TO_MANY
    return answers_us + by_machine + (AWAY.search(subject) is not None) >= 2


def looks_automatic(mail: Part, subject: str) -> bool:
    """像是机器写的 Nobody seems to have written it; a person should look whether somebody did."""
    said = words_of(mail.said("auto-submitted")).lower()
    return said.startswith("auto-") or _without_sender(mail) or AWAY.search(subject) is not None


def is_to_a_list(mail: Part, door: str) -> bool:
    """群发 It went to a list on which we stand, and nowhere says our address."""
    to = {address.lower() for address in addresses_in(mail, "to", "cc")}
    return "list-id" in mail.fields and _precedence(mail) in TO_MANY and bool(door) and door.lower() not in to


def looks_like_advertising(mail: Part) -> bool:
    """像是群发的 Whoever writes by hand has nobody to unsubscribe."""
    return "list-unsubscribe" in mail.fields or _precedence(mail) in TO_MANY


def _precedence(mail: Part) -> str:
    return words_of(mail.said("precedence")).lower()


def _without_sender(mail: Part) -> bool:
    """As mails travel that must not be answered."""
    return mail.said("return-path").strip() == b"<>"
