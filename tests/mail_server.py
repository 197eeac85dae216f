"""A real mail server on this machine, which answers what a test tells it to answer."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.faults.server import free_port


class MailServer:
    """Takes mails; `answers` is what it says to the next ones instead of 250, one after the other."""

    def __init__(self, port: int, slow: float) -> None:
        self.port, self.slow = port, slow
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        await asyncio.sleep(self.slow)
        if answer.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
        return answer

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address.startswith("nobody@"):
            return f"550 <{address}>: no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@contextmanager
def mail_server(*, port: int = 0, slow: float = 0.0) -> Iterator[MailServer]:
    """The server, from now until the end; `slow` is how many seconds it thinks about each mail."""
    handler = MailServer(port or free_port(), slow)
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()
