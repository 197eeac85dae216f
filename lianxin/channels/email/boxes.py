"""信箱 Where mails come in: boxes that are listened to, and addresses whose mails are brought to us."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from lianxin.channels.email.addresses import usable
from lianxin.channels.email.server import tls_of

PORTS = {"imaps": 993, "imap": 143}
SHAPE = "imaps://user:password@host:993/INBOX?address=letters@example.gov.cn&to=ORGCODE"
MOST_BYTES = 25 * 1024 * 1024
MOST_PORT = 65_535


@dataclass(frozen=True)
class Box:
    """信箱 One address of the county. `to` is the code of the body whose secretary it is; none is the county.

    Without a `host` its mails are brought by the county's mail server (LMTP). `since`: when the box is opened
    for the first time, mails that lie in it since that day are taken; without it, those of that day.
    """

    address: str
    to: str = ""
    host: str = ""
    port: int = 0
    tls: str = ""
    user: str = ""
    password: str = ""
    folder: str = "INBOX"
    since: date | None = None


def boxes() -> tuple[Box, ...]:
    """Every box of this county. Raises ValueError with what is wrong in the setting."""
    return read_boxes(settings.LIANXIN_MAIL_BOXES)


@cache
def read_boxes(text: str) -> tuple[Box, ...]:
    """The boxes that the setting names, one address (URL) each, with white space between."""
    found = tuple(_box(urlsplit(one)) for one in text.split())
    if len({box.address.lower() for box in found}) < len(found):
        raise ValueError("LIANXIN_MAIL_BOXES: one address twice")
    return found


def box_of(recipient: str) -> Box | None:
    """The box that a mail to this address belongs to: with or without a mark behind a plus sign.

    Where answers come to, and where our own mails come from, are the county's too, though no box names them.
    """
    local, _at, domain = recipient.strip().lower().rpartition("@")
    plain = f"{local.partition('+')[0]}@{domain}"
    known = {box.address.lower(): box for box in boxes()}
    if plain in known or recipient.lower() in known:
        return known.get(recipient.lower()) or known[plain]
    return Box(plain) if plain in own_addresses() else None


def own_addresses() -> set[str]:
    """The addresses that stand in our own mails."""
    said = (settings.LIANXIN_MAIL_REPLY, settings.LIANXIN_MAIL_FROM)
    return {one.rpartition("<")[2].strip("<> ").lower() for one in said if "@" in one}


@dataclass(frozen=True)
class Entrance:
    """收件口 Where the county's mail server brings mails: by LMTP, or by SMTP where it speaks no other."""

    host: str = ""
    port: int = 0
    path: str = ""
    by_smtp: bool = False


def read_entrance(text: str) -> Entrance | None:
    """host:port, or the path of a socket; smtp:// before it for SMTP. Raises ValueError for anything else."""
    if not text:
        return None
    where = text.removeprefix("smtp://").removeprefix("lmtp://")
    if where.startswith("/"):
        return Entrance(path=where, by_smtp=text.startswith("smtp://"))
    host, _colon, port = where.rpartition(":")
    if not host or not port.isdecimal() or int(port) > MOST_PORT:
        raise ValueError("LIANXIN_LMTP: 127.0.0.1:2424 / /run/lianxin/lmtp / smtp://127.0.0.1:2525")
    return Entrance(host.strip("[]"), int(port), by_smtp=text.startswith("smtp://"))


def _box(url: SplitResult) -> Box:
    wishes = _wishes(url.query)
    address = wishes.get("address", "")
    if not usable(address):
        raise ValueError(f"LIANXIN_MAIL_BOXES: ?address= … {SHAPE}")
    if url.scheme == "lmtp":
        return Box(address, wishes.get("to", ""))
    if url.scheme not in PORTS or not url.hostname or not url.username:
        raise ValueError(f"LIANXIN_MAIL_BOXES: {SHAPE} / lmtp:?address=letters@example.gov.cn&to=ORGCODE")
    return Box(
        address,
        wishes.get("to", ""),
        url.hostname,
        url.port or PORTS[url.scheme],
        tls_of(url.hostname, first=url.scheme == "imaps", wish=wishes.get("tls", "")),
        unquote(url.username),
        unquote(url.password or ""),
        unquote(url.path[1:]) or "INBOX",
        date.fromisoformat(wishes["since"]) if "since" in wishes else None,
    )


def _wishes(query: str) -> dict[str, str]:
    """As people write them: a plus sign in an address is one."""
    pairs = (one.partition("=") for one in query.split("&") if one)
    return {name: unquote(said) for name, _equals, said in pairs}
