"""The county's own mail server, as its one setting names it."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

PORTS = {"smtps": 465, "smtp": 587}


@dataclass(frozen=True)
class Server:
    """寄信服务器 Where mails are handed over.

    `tls` is "first" (from the first byte), "must" (STARTTLS or nothing goes), "may" (a server on
    this machine, where nobody listens in between) or "no" (the county asked for it with ?tls=no).
    """

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = ""


def read_server(url: str) -> Server:
    """smtp(s)://user:password@host:port as a server. Raises ValueError with what is wrong in it."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("LIANXIN_SMTP: smtp://user:password@host:587 / smtps://user:password@host:465")
    return Server(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        tls=tls_of(
            parts.hostname, first=parts.scheme == "smtps", wish=dict(parse_qsl(parts.query)).get("tls", "")
        ),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def tls_of(host: str, *, first: bool, wish: str) -> str:
    """How the line to a server is made safe: not at all only on this machine, or where the county says so."""
    if first:
        return "first"
    if _is_here(host):
        return "may"
    return "no" if wish == "no" else "must"


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
