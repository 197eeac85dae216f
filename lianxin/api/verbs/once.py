"""只办一次 One act for one key, however often it is asked for, whoever asks at the same moment."""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.api.models import Answered
from lianxin.kit.refusals import NotValid
from lianxin.kit.storing import change

KEPT = timedelta(days=30)
NONCE = 12
BATCH = 2_000


class KeyUsed(NotValid):
    """幂等键用过了 The same key stands for another request already (422)."""


@dataclass(frozen=True)
class Given:
    """应答 What is answered: its status, its body, and the headers that belong to it."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    again: bool = False


class _AskedBefore(Exception):
    """Leaves the transaction, in which nothing was done."""


def once(who: str, key: str, asked: str, do: Callable[[], Given], *, now: datetime) -> Given:
    """Do it, and keep the answer in the same transaction; or answer as the first time.

    `who` asks, under this `key`; `asked` is a hash of the whole request. What is refused wrote nothing, so
    its key is free. Of two at the same moment the second waits for the first, and gets its answer. Raises
    KeyUsed.
    """
    mark = hashlib.sha256(f"{who}\n{key}".encode()).hexdigest()
    try:
        with transaction.atomic():
            mine = _begin(Answered(mark=mark, asked=asked, at=now))
            given = do()
            sealed = _sealed(given, mark, key)
            change(Answered, {"id": mine.pk}, status=given.status, answer=sealed)
            return given
    except _AskedBefore:
        return _as_before(Answered.objects.get(mark=mark), asked, key)


def _begin(mine: Answered) -> Answered:
    try:
        with transaction.atomic():
            mine.save(force_insert=True)
    except IntegrityError as error:
        raise _AskedBefore from error
    return mine


def _as_before(known: Answered, asked: str, key: str) -> Given:
    if known.asked != asked:
        raise KeyUsed(_("这个幂等键已经用在另一个请求上。新的请求要用新的键；什么都没有写入。"))
    words = bytes(known.answer)
    said = json.loads(_cipher(known.mark, key).decrypt(words[:NONCE], words[NONCE:], None))
    headers = tuple((name, value) for name, value in said["headers"])
    return Given(known.status, said["body"].encode(), headers, again=True)


def _sealed(given: Given, mark: str, key: str) -> bytes:
    said = json.dumps({"body": given.body.decode(), "headers": given.headers}, ensure_ascii=False)
    nonce = secrets.token_bytes(NONCE)
    return nonce + _cipher(mark, key).encrypt(nonce, said.encode(), None)


def _cipher(mark: str, key: str) -> AESGCM:
    """The key that opens the answer: out of the county's secret and the asker's own, which is not kept."""
    return AESGCM(hashlib.sha256(f"answer\n{settings.SECRET_KEY}\n{mark}\n{key}".encode()).digest())


def forget_answers(*, now: datetime) -> int:
    """过期 After thirty days nobody asks again: the answers are forgotten. Returns how many."""
    old = Answered.objects.filter(at__lt=now - KEPT).order_by("at").values_list("pk", flat=True)
    gone, _each = Answered.objects.filter(pk__in=list(old[:BATCH])).delete()
    return gone
