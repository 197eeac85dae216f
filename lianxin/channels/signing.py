"""签名 By what both platforms prove that a call comes from them: a hash of a secret, a moment and a chance.

It does not cover what was sent. So what is stale is refused here, and what was played again is known by its
stamp (see Raw).
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from secrets import token_hex

from lianxin.channels.door import NotOurs, Query

FRESH = timedelta(minutes=5)
IN_MILLISECONDS = 13  # digits of a moment in milliseconds; in seconds there are ten


def signature(*parts: str) -> str:
    """The parts in the order of their bytes, one behind the other, hashed."""
    joined = b"".join(sorted(part.encode(errors="surrogatepass") for part in parts))
    return hashlib.sha1(joined).hexdigest()  # noqa: S324 - the platforms' own rule


def require_signature(given: str, *parts: str) -> None:
    """Raises NotOurs unless this is the signature of these parts."""
    if not given:
        raise NotOurs("missing")
    if not hmac.compare_digest(given.encode(errors="replace"), signature(*parts).encode()):
        raise NotOurs("signature")


def require_genuine(query: Query, secret: str, now: datetime) -> None:
    """Raises NotOurs unless whoever has the secret signed this address within the last five minutes."""
    timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
    if not (secret and timestamp and nonce):
        raise NotOurs("missing")
    require_signature(query.get("signature", ""), secret, timestamp, nonce)
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= IN_MILLISECONDS):
        raise NotOurs("stale")
    seconds = int(timestamp) / (1000 if len(timestamp) == IN_MILLISECONDS else 1)
    if abs(now.timestamp() - seconds) > FRESH.total_seconds():
        raise NotOurs("stale")


def signed(secret: str, now: datetime) -> dict[str, str]:
    """What stands in the address of a genuine call of this moment."""
    timestamp, nonce = str(int(now.timestamp())), token_hex(8)
    return {"timestamp": timestamp, "nonce": nonce, "signature": signature(secret, timestamp, nonce)}


def stamp_of(channel: str, query: Query) -> str:
    """What this one delivery is known by, whatever it brings."""
    marks = (channel, query.get("timestamp", ""), query.get("nonce", ""))
    return hashlib.sha256("\n".join(marks).encode(errors="replace")).hexdigest()[:32]
