"""The county's own mail server, as its one setting names it."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

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
        tls=_tls(parts.scheme, parts.hostname, parse_qs(parts.query)),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _tls(scheme: str, host: str, wishes: dict[str, list[str]]) -> str:
    if scheme == "smtps":
        return "first"
    if _is_here(host):
        return "may"
    return "no" if wishes.get("tls") == ["no"] else "must"


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
