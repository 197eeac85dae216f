"""开信箱 A box on the county's mail server, opened only to be read: nothing in it is marked or moved.

How far it has been read is known by our own database alone. So it is right again when that is put back from a
backup, and whoever reads the box with another program notices nothing of us.
"""

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import MailboxFolderSelectError, MailboxLoginError

from lianxin.channels.email.boxes import Box
from lianxin.channels.refusing import NotSent

SECONDS = 30
SIZE = re.compile(rb"UID (\d+)[^)]*RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+)[^)]*UID (\d+)", re.IGNORECASE)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass
class Opened:
    """打开的信箱 An open box. `validity` is the server's word for how its numbers are counted."""

    mailbox: BaseMailBox
    validity: int
    next_number: int
    can_wait: bool

    def numbers_after(self, seen: int) -> list[int]:
        """The mails behind this one, in order."""
        found = self._search(f"UID {seen + 1}:*")
        return [number for number in found if number > seen]  # a server always names the last one

    def numbers_since(self, day: date) -> list[int]:
        """The mails that have come since this day."""
        return self._search(f"SINCE {day.day}-{MONTHS[day.month - 1]}-{day.year}")

    def sizes(self, numbers: list[int]) -> dict[int, int]:
        """How large each of them is, in bytes."""
        told = self._ask("FETCH", ",".join(map(str, numbers)), "(UID RFC822.SIZE)")
        lines = b" \n".join(
            part for line in told for part in (line if isinstance(line, tuple) else (line,)) if part
        )
        found = (match.groups() for match in SIZE.finditer(lines))
        return {int(first or other): int(size or also) for first, size, also, other in found}

    def mail(self, number: int, part: str = "") -> bytes | None:
        """The mail as it is, or its head alone; None when somebody took it away."""
        told = self._ask("FETCH", str(number), f"(BODY.PEEK[{part}])")
        given = [bytes(line[1]) for line in told if isinstance(line, tuple)]
        if given:
            return given[0]
        return b"" if any(b"BODY[" in line for line in told if line) else None

    @contextmanager
    def waiting(self) -> Iterator[Callable[[float], bool]]:
        """Wait here (IDLE): asked again and again, for so many seconds, whether the server said anything."""
        with self.mailbox.idle as idle:
            yield lambda seconds: bool(idle.poll(timeout=seconds))

    def _search(self, words: str) -> list[int]:
        return sorted(
            {int(number) for line in self._ask("SEARCH", None, words) if line for number in line.split()}
        )

    def _ask(self, command: str, *words: str | None) -> list[Any]:
        answer, told = self.mailbox.client.uid(command, *words)  # type: ignore[arg-type]
        if answer != "OK":
            raise imaplib.IMAP4.error(answer)
        return list(told)


@contextmanager
def opened(box: Box) -> Iterator[Opened]:
    """The box, opened to be read, and closed whatever happened. Raises NotSent with what is wrong."""
    mailbox = _connect(box)
    try:
        yield _enter(mailbox, box)
    finally:
        try:
            mailbox.logout()
        except Exception:  # noqa: BLE001 - it is gone already; nothing was changed in it
            mailbox.client.shutdown()


def _connect(box: Box) -> BaseMailBox:
    where: dict[str, Any] = {"host": box.host, "port": box.port, "timeout": SECONDS}
    try:
        if box.tls == "first":
            return MailBox(**where, ssl_context=ssl.create_default_context())
        if box.tls == "must":
            return MailBoxStartTls(**where, ssl_context=ssl.create_default_context())
        return MailBoxUnencrypted(**where)
    except ssl.SSLError as error:
        raise NotSent("box_tls", whole_server=True) from error
    except (OSError, imaplib.IMAP4.error) as error:
        raise NotSent("box_unreachable", whole_server=True) from error


def _enter(mailbox: BaseMailBox, box: Box) -> Opened:
    try:
        plain = box.user.isascii() and box.password.isascii()
        (mailbox.login if plain else mailbox.login_utf8)(box.user, box.password, None)
        can = {word.upper() for line in mailbox.client.capability()[1] for word in line.decode().split()}
        if "ID" in can:  # some servers open no box to who gives no name
            mailbox.client.xatom("ID", '("name" "Lianxin")')
        mailbox.folder.set(box.folder, readonly=True)
    except (MailboxLoginError, imaplib.IMAP4.readonly) as error:
        raise NotSent("box_login", whole_server=True) from error
    except MailboxFolderSelectError as error:
        raise NotSent("box_folder", whole_server=True) from error
    except imaplib.IMAP4.abort as error:
        raise NotSent("box_unreachable", whole_server=True) from error
    except imaplib.IMAP4.error as error:
        raise NotSent("box_login", whole_server=True) from error
    except OSError as error:
        raise NotSent("box_unreachable", whole_server=True) from error
    return Opened(mailbox, _number(mailbox, "UIDVALIDITY"), _number(mailbox, "UIDNEXT"), "IDLE" in can)


def _number(mailbox: BaseMailBox, name: str) -> int:
    told = mailbox.client.response(name)[1]
    return int(told[-1]) if told and told[-1] else 0
