"""微博的门 The platform's call, and our answer as it wants it."""

import json
from datetime import datetime
from urllib.parse import quote

from lianxin.channels.door import Answered, Door, Query
from lianxin.channels.message import Raw, Unreadable
from lianxin.channels.signing import require_genuine, stamp_of
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


DOOR = Door(genuine=genuine, let_in=let_in, answer=answer, is_open=lambda: the_account().hears())
