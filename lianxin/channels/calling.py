"""打电话给平台 One request to a platform: with a limit on the time and on the size, and without a detour."""

import json
import time
from dataclasses import dataclass
from typing import Any

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from lianxin.channels.refusing import NotSent

CONNECT, READ, WHOLE = 5.0, 10.0, 60.0  # seconds: to be answered, between two parts, for all of it
MOST_ANSWER = 256 * 1024

_pool = PoolManager(num_pools=8, maxsize=4, timeout=Timeout(connect=CONNECT, read=READ), retries=False)


class Unreachable(Exception):
    """连不上 The platform did not answer, or not in time. It may have heard us all the same."""


class TooLarge(Exception):
    """太大 It sends more than we asked for."""


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    media_type: str
    content: bytes

    def told(self) -> dict[str, Any]:
        """As JSON; nothing for what is none."""
        try:
            said = json.loads(self.content)
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}

    @property
    def is_json(self) -> bool:
        return "json" in self.media_type or self.media_type.startswith("text/")


def call(method: str, url: str, *, most: int = MOST_ANSWER, **sent: Any) -> Reply:
    """One request; addresses with their secrets stand in no message of ours.

    Raises Unreachable and TooLarge.
    """
    try:
        answer = _pool.request(method, url, redirect=False, preload_content=False, **sent)
        try:
            content = _read(answer, most)
        finally:
            answer.close()
    except (HTTPError, OSError, ValueError) as error:
        raise Unreachable(type(error).__name__) from None
    return Reply(answer.status, answer.headers.get("Content-Type", "").lower(), content)


def _read(answer: BaseHTTPResponse, most: int) -> bytes:
    parts, size, ends = [], 0, time.monotonic() + WHOLE
    for part in answer.stream(64 * 1024):
        size += len(part)
        if size > most:
            raise TooLarge
        if time.monotonic() > ends:
            raise TimeoutError
        parts.append(part)
    return b"".join(parts)


def say_to(method: str, url: str, **sent: Any) -> dict[str, Any]:
    """The same for a message: what the platform answered. Raises NotSent where nobody answered sense."""
    try:
        answer = call(method, url, **sent)
    except (Unreachable, TooLarge) as error:
        raise NotSent("unreachable", whole_server=True) from error
    told = answer.told()
    if not told:
        raise NotSent("unreachable", answer.status, whole_server=True)
    return told
