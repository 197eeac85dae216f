"""签名 What proves that a call comes from this house, and is not older than it says (Standard Webhooks)."""

import base64
import hashlib
import hmac
from datetime import datetime
from uuid import UUID

from django.conf import settings

PREFIX = "whsec_"


def secret_of(hook: UUID) -> str:
    """签名密钥 The secret of one address: derived from the county's own, so that it stands in no table."""
    made = hmac.new(settings.SECRET_KEY.encode(), b"hook\n" + hook.bytes, hashlib.sha256).digest()
    return PREFIX + base64.b64encode(made).decode()


def signed(secret: str, message: str, body: bytes, *, now: datetime) -> dict[str, str]:
    """The three headers. The name of a message stays the same each time it is sent, its moment does not."""
    moment = str(int(now.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    seal = hmac.new(key, b".".join((message.encode(), moment.encode(), body)), hashlib.sha256).digest()
    return {
        "webhook-id": message,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(seal).decode()}",
    }
