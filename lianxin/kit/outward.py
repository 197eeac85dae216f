"""出门 Where a request of ours may go: out into the world, or into a network that the county has named.

Whoever names an address to us must not be able to make this house knock at doors that only it can reach: its
own services, the machines beside it, the metadata of a cloud. So a name is resolved once, every address of it
is looked at, and the connection goes to one that was looked at; no redirect and no proxy leads elsewhere.
"""

import re
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

IP = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
PORTS = {"https": 443, "http": 80}
LOWEST = 1024  # below it stand the services of machines; of those only the two of the web
WHOLE, CONNECT = 10.0, 5.0  # seconds: for all of it, and to be let in
MOST_READ = 4096
LONGEST = 400
VISIBLE = re.compile(r"[!-~]+")
NAME = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")
# What looks public and leads elsewhere: special uses, the relays into IPv4, and one cloud's own services.
NOT_OUTSIDE = [
    ip_network(one)
    for one in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "2001::/23", "2002::/16", "3fff::/20")
]
# Of IPv6 only this is the world. Mapped, translated (64:ff9b::) and site-local addresses stand beside it.
THE_WORLD = ip_network("2000::/3")


class NoWay(Exception):
    """去不了 Nothing was sent there, or nobody answered: `word` says which; rooms above say it to people."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True)
class Address:
    """地址 An address in its parts; `path` with what stands behind the question mark."""

    scheme: str
    host: str
    port: int
    path: str


def read_address(words: str, inside: Iterable[Network] = ()) -> Address:
    """看地址 What can be said of an address without asking anybody. Raises NoWay.

    https; plain http only where the county has named networks of its own, which is looked at again when the
    name has been resolved. What is written as a number is looked at here already.
    """
    if len(words) > LONGEST or not VISIBLE.fullmatch(words) or "\\" in words or "#" in words:
        raise NoWay("shape")
    try:
        parts = urlsplit(words)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NoWay("shape") from error
    if parts.scheme not in PORTS or (parts.scheme == "http" and not [*inside]):
        raise NoWay("scheme")
    if "@" in parts.netloc:
        raise NoWay("credentials")
    number = _number(host)
    if not (NAME.fullmatch(host) if "[" not in parts.netloc else number):
        raise NoWay("shape")
    port = PORTS[parts.scheme] if port is None else port
    if port not in PORTS.values() and port < LOWEST:
        raise NoWay("port")
    to = Address(parts.scheme, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    if number:
        look_at(to, [number], inside)
    return to


def _number(host: str) -> IP | None:
    try:
        return None if "%" in host else ip_address(host)
    except ValueError:
        return None


def look_at(to: Address, found: Iterable[IP], inside: Iterable[Network]) -> None:
    """Raises NoWay unless every one of these may be called: one bad address among good ones is a trick."""
    inside = [*inside]
    for one in found:
        if is_inside(one, inside):
            continue
        if not is_outside(one):
            raise NoWay("inside")
        if to.scheme != "https":
            raise NoWay("scheme")


def is_inside(one: IP, inside: Iterable[Network]) -> bool:
    """Does it lie in a network that the county named? This machine itself only where just that was named."""
    if one.is_unspecified or one.is_multicast or one.is_link_local:
        return False
    return any(one in network and (network.is_loopback or not one.is_loopback) for network in inside)


def is_outside(one: IP) -> bool:
    """Is it an address of the world, and of one machine?"""
    if isinstance(one, IPv6Address) and one not in THE_WORLD:
        return False
    return one.is_global and not one.is_multicast and not any(one in network for network in NOT_OUTSIDE)


def addresses_of(to: Address, *, seconds: float) -> list[IP]:
    """The addresses behind a name, asked for once. Raises NoWay when there are none, or not in time."""
    found: list[IP] = []
    asking = threading.Thread(target=_resolve, args=(to, found), daemon=True)
    asking.start()  # the system's own way has no limit on the time, so it is asked beside
    asking.join(seconds)
    if asking.is_alive():
        raise NoWay("timeout")
    if not found:
        raise NoWay("unknown")
    return found


def _resolve(to: Address, found: list[IP]) -> None:
    # A name that is none, or too long for one, is a name that nobody knows.
    with suppress(OSError, UnicodeError, ValueError):
        told = socket.getaddrinfo(to.host, to.port, type=socket.SOCK_STREAM)
        found += dict.fromkeys(ip_address(where[0]) for *_kind, where in told)


class _Straight(HTTPConnection):
    """A line to one of the addresses that were looked at; the name is only said, not asked for again."""

    def __init__(self, to: Address, found: list[IP], ends: float) -> None:
        super().__init__(to.host, to.port)
        self.default_port = PORTS[to.scheme]
        self.to, self.found, self.ends = to, found, ends
        self.line: socket.socket | None = None

    def connect(self) -> None:
        self.line = self.sock = self._reached()
        self.sock.settimeout(_left(self.ends))
        if self.to.scheme == "https":
            self.line = self.sock = _tls().wrap_socket(
                self.sock, server_hostname=self.to.host, do_handshake_on_connect=False
            )
            self.line.do_handshake()

    def _reached(self) -> socket.socket:
        last: OSError = OSError("nobody")
        for one in self.found[:3]:
            try:
                wait = min(CONNECT, _left(self.ends))
                return socket.create_connection((str(one), self.to.port), timeout=wait)
            except OSError as error:
                last = error
        raise last

    def hang_up(self) -> None:
        """However slowly somebody speaks, at the end of the time it is over."""
        if self.line is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def post(
    words: str, body: bytes, headers: Mapping[str, str], *, inside: Iterable[Network] = (),
    seconds: float = WHOLE,
) -> int:  # fmt: skip
    """寄出 One POST to this address; the status that was answered, whatever it is. Raises NoWay.

    Of the answer no more is read than a few lines, and nothing is kept.
    """
    ends = time.monotonic() + seconds
    to = read_address(words, inside)
    found = addresses_of(to, seconds=seconds)
    look_at(to, found, inside)
    line = _Straight(to, found, ends)
    try:
        with _hung_up_in_time(line):
            line.request("POST", to.path, body, {**headers, "Connection": "close"})
            with closing(line.getresponse()) as answer:
                _left(ends)  # what was cut off by ourselves may look whole
                with suppress(OSError, HTTPException):
                    answer.read(MOST_READ)
                return answer.status
    except ssl.SSLError as error:
        raise NoWay("timeout" if time.monotonic() >= ends else "tls") from error
    except (OSError, HTTPException, ValueError) as error:
        late = isinstance(error, TimeoutError) or time.monotonic() >= ends
        raise NoWay("timeout" if late else "unreachable") from error
    finally:
        line.close()


@contextmanager
def _hung_up_in_time(line: _Straight) -> Iterator[None]:
    watch = threading.Timer(_left(line.ends), line.hang_up)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
