"""查毒 Asks the county's own ClamAV about a file: clamd's INSTREAM, on a socket of this machine or a port."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SECONDS = 60
A_PART = 64 * 1024
LONGEST_REPLY = 4096
LONGEST_NAME = 120


@dataclass(frozen=True)
class Scanner:
    """查毒程序 Where clamd listens: a path, or a host and a port."""

    path: str = ""
    host: str = ""
    port: int = 0


class NotAnswering(Exception):
    """查毒程序没有回答 It is away, or said neither that a file is clean nor that it found something."""


def read_scanner(setting: str) -> Scanner:
    """unix:/run/clamav/clamd.ctl or host:port. Raises ValueError with how to write it."""
    if setting.startswith("unix:/"):
        return Scanner(path=setting.removeprefix("unix:"))
    host, colon, port = setting.rpartition(":")
    if not colon or not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError("LIANXIN_CLAMAV: unix:/run/clamav/clamd.ctl / 127.0.0.1:3310")
    return Scanner(host=host.strip("[]"), port=int(port))


def scan(path: Path, scanner: Scanner) -> str:
    """查毒 What clamd found in this file; nothing when it is clean. Raises NotAnswering."""
    with path.open("rb") as file:
        reply = _ask(scanner, b"zINSTREAM\0", file)
    said = reply.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND") and said != reply:
        return _readable(said.removesuffix(" FOUND"))
    raise NotAnswering(_readable(said) or "no answer")


def knock(scanner: Scanner) -> None:
    """Is it there? Raises NotAnswering."""
    if _ask(scanner, b"zPING\0") != "PONG":
        raise NotAnswering("no PONG")


def _ask(scanner: Scanner, command: bytes, file: BinaryIO | None = None) -> str:
    try:
        with _line(scanner) as line:
            _say(line, command, file)
            return _reply(line)
    except OSError as error:
        raise NotAnswering(type(error).__name__) from error


@contextmanager
def _line(scanner: Scanner) -> Iterator[socket.socket]:
    if scanner.path:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        with line:
            line.connect(scanner.path)
            yield line
    else:
        with socket.create_connection((scanner.host, scanner.port), timeout=SECONDS) as line:
            yield line


def _say(line: socket.socket, command: bytes, file: BinaryIO | None) -> None:
    """The command, and the file in parts, each after its length; a part of no length is the end."""
    try:
        line.sendall(command)
        if file:
            while part := file.read(A_PART):
                line.sendall(struct.pack("!L", len(part)) + part)
            line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        return  # it has said enough already: why stands in its answer


def _reply(line: socket.socket) -> str:
    said = b""
    while len(said) < LONGEST_REPLY and not said.endswith(b"\0") and (part := line.recv(A_PART)):
        said += part
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _readable(said: str) -> str:
    return "".join(letter for letter in said if letter.isprintable())[:LONGEST_NAME]
