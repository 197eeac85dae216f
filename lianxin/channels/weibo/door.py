"""微博的门 The platform's call, and our answer as it wants it."""

import json
from datetime import datetime
from urllib.parse import quote

from lianxin.channels.door import Answered, Door, Query
from lianxin.channels.message import Raw, Unreadable
from lianxin.channels.signing import require_genuine, signed, stamp_of
from lianxin.channels.weibo.account import the_account
from lianxin.channels.weibo.reading import account_in, fields
from lianxin.channels.wording import shortened

JSON = "application/json"
LONGEST = 299  # characters: fewer than three hundred
WELL = Answered()  # an empty answer says that nothing need be sent again


def genuine(query: Query, now: datetime) -> None:
    require_genuine(query, the_account().secret, now)


def let_in(query: Query, body: bytes) -> Raw:
    return Raw("weibo", body, "", the_account().body, JSON, stamp_of("weibo", query))


def answer(raw: Raw, words: str, _now: datetime) -> Answered:
    """Words for the account that said this: JSON in a string of its own, inside JSON."""
    if not words:
        return WELL
    said = fields(raw.content)
    try:
        us = int(account_in(said, "receiver_id"))
    except Unreadable:
        return WELL  # it does not say to whom it was sent: nobody can answer in that name
    told = {
        "result": True,
        "receiver_id": int(account_in(said, "sender_id")),
        "sender_id": us,
        "type": "text",
        "data": quote(as_data(words)),
    }
    return Answered(json.dumps(told).encode(), JSON)


def as_data(words: str) -> str:
    """A text as the platform takes it, at once or later; as much as one message takes."""
    return json.dumps({"text": shortened(words, LONGEST)}, ensure_ascii=False)


def as_sent(who: str, words: str, now: datetime) -> tuple[dict[str, str], bytes]:
    """As the platform calls."""
    said = {
        "type": "text", "receiver_id": 1, "sender_id": int(who), "created_at": now.isoformat(), "text": words,
        "data": {},
    }  # fmt: skip
    return signed(the_account().secret, now), json.dumps(said).encode()


DOOR = Door(genuine, let_in, answer, lambda: the_account().hears(), as_sent)
