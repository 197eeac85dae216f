"""收件口 Where the county's own mail server brings mails (LMTP, RFC 2033): taken only when they are on disk.

What cannot be written now is brought again later, as mail servers do; what is too large is refused with what
to do instead, and the sender's own server says it.
"""

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import close_old_connections
from django.urls import reverse
from django.utils import timezone

from lianxin.channels.email.boxes import MOST_BYTES, Entrance, box_of
from lianxin.channels.message import Raw
from lianxin.mailroom.hearing import hear

log = logging.getLogger(__name__)

MOST_LINES = 10  # connections at once: each may hold a whole mail in memory
MOST_RECIPIENTS = 100
SECONDS = 120
LONGEST_LINE = 1024 * 1024  # programs write lines much longer than they should
OK, LATER = "250 2.0.0 OK", "451 4.3.0 Not written down now, please try again later"
BUSY = "421 4.3.2 Too many connections, please try again later"
NOT_HERE = "550 5.1.1 No such mailbox here"
TOO_LARGE = ("552 Error: Too much mail data", "552 Error: message size exceeds", "500 Line too long")


def too_large() -> str:
    """In English letters only: a mail server passes it on to the sender."""
    most = MOST_BYTES // 1024 // 1024
    page = settings.LIANXIN_ADDRESS + reverse("write")
    return f"552 5.3.4 Too large, {most} MB at most. Send the files in several mails, or write at {page}"


class _Door:
    """What is answered to each command; the reading and writing is done by a few other hands."""

    def __init__(self, hands: ThreadPoolExecutor, *, by_smtp: bool) -> None:
        self.hands, self.by_smtp = hands, by_smtp

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if box_of(address) is None:
            return NOT_HERE
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        loop = asyncio.get_running_loop()
        content, sender = envelope.content or b"", envelope.mail_from or "<>"
        assert isinstance(content, bytes)
        answers = [
            await loop.run_in_executor(self.hands, _take_by_hand, content, sender, recipient)
            for recipient in envelope.rcpt_tos
        ]
        # By LMTP each recipient is answered for; by SMTP all are taken, or all are brought again.
        return next((one for one in answers if one != OK), OK) if self.by_smtp else "\r\n".join(answers)


def take(content: bytes, sender: str, recipient: str) -> str:
    """收下 One mail for one of our addresses, with the answer for the server that brought it."""
    box = box_of(recipient)
    sender = sender.strip("<>")
    trace = f"Return-Path: <{sender}>\r\nDelivered-To: {recipient}\r\n".encode(errors="replace")
    raw = Raw(
        "email", trace + content, door=recipient, addressee=box.to if box else "", media_type="message/rfc822"
    )
    try:
        hear(raw, now=timezone.now())
    except Exception:  # it was not written: the server keeps it and brings it again
        log.exception("a mail could not be taken")
        return LATER
    return OK


def _take_by_hand(content: bytes, sender: str, recipient: str) -> str:
    try:
        return take(content, sender, recipient)
    finally:
        close_old_connections()


class _Line:
    """One connection. The library's own words for what is too large, as ours: by LMTP once a recipient."""

    envelope: Any
    line_length_limit = LONGEST_LINE

    def __init__(self, door: _Door, lines: set[object], **limits: Any) -> None:
        super().__init__(door, **limits)  # type: ignore[call-arg]
        self.lines = lines

    def connection_made(self, transport: Any) -> None:
        if len(self.lines) >= MOST_LINES:
            transport.write(f"{BUSY}\r\n".encode())
            transport.close()
            return
        self.lines.add(self)
        super().connection_made(transport)  # type: ignore[misc]

    def connection_lost(self, error: Exception | None) -> None:
        if self in self.lines:
            self.lines.discard(self)
            super().connection_lost(error)  # type: ignore[misc]

    async def push(self, status: Any) -> None:
        if isinstance(status, str) and status.startswith(TOO_LARGE):
            times = len(self.envelope.rcpt_tos) if isinstance(self, LMTP) and self.envelope else 1
            status = "\r\n".join([too_large()] * max(times, 1))
        await super().push(status)  # type: ignore[misc]


class _Lmtp(_Line, LMTP):
    """As mail servers bring mails to where they stay."""


class _Smtp(_Line, SMTP):
    """As mail servers bring mails to one another."""


async def _serve(entrance: Entrance, stop: threading.Event) -> None:
    loop, lines = asyncio.get_running_loop(), set[object]()
    # A hand for each line: what waits together shares one commit.
    hands = ThreadPoolExecutor(MOST_LINES, thread_name_prefix="lmtp")
    kind = _Smtp if entrance.by_smtp else _Lmtp
    limits = {"data_size_limit": MOST_BYTES, "timeout": SECONDS, "enable_SMTPUTF8": True}

    def line() -> SMTP:
        door = _Door(hands, by_smtp=entrance.by_smtp)
        return kind(door, lines, loop=loop, hostname="lianxin", ident="Lianxin", **limits)

    if entrance.path:
        server = await loop.create_unix_server(line, entrance.path)
    else:
        server = await loop.create_server(line, entrance.host, entrance.port)
    async with server:
        while not stop.is_set():
            await asyncio.sleep(0.5)
    hands.shutdown(wait=True)


def keep_door(entrance: Entrance, stop: threading.Event) -> None:
    """守门 Take mails until `stop`. Raises OSError when the place to listen at is not free."""
    asyncio.run(_serve(entrance, stop))
