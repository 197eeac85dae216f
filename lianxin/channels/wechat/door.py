"""微信的门 What stands between the platform's call and the message inside, and round our answer."""

import secrets
from datetime import datetime

from lianxin.channels.door import Answered, Damaged, Door, NotOurs, Query
from lianxin.channels.message import Raw
from lianxin.channels.signing import require_genuine, require_signature, signature, signed, stamp_of
from lianxin.channels.wechat.account import Account, the_account
from lianxin.channels.wechat.crypto import NotOpened, key_of, opened, sealed
from lianxin.channels.wechat.xml import NotXml, cdata, fields
from lianxin.channels.wording import shortened

XML = "application/xml"
LONGEST = 2_048  # bytes of one message
WELL = Answered(b"success")


def genuine(query: Query, now: datetime) -> None:
    require_genuine(query, the_account().token, now)


def let_in(query: Query, body: bytes) -> Raw:
    """The message as it was sent. Where the county has a key, what does not come sealed is not let in."""
    account = the_account()
    content = _opened(query, body, account) if account.aes_key else body
    return _raw(query, content, account)


def _raw(query: Query, content: bytes, account: Account) -> Raw:
    return Raw("wechat", content, account.app_id, account.body, XML, stamp_of("wechat", query))


def _opened(query: Query, body: bytes, account: Account) -> bytes:
    try:
        text = fields(body).get("Encrypt", "").strip()
    except NotXml as error:
        raise Damaged(_raw(query, body, account), "unreadable") from error
    if not text:
        raise NotOurs("plain")
    given = query.get("msg_signature", "")
    require_signature(given, account.token, query.get("timestamp", ""), query.get("nonce", ""), text)
    try:
        return opened(text, key_of(account.aes_key), account.app_id)
    except (NotOpened, ValueError) as error:
        raise Damaged(_raw(query, body, account), "encrypted") from error


def answer(raw: Raw, words: str, now: datetime) -> Answered:
    """Words for the account that said this, in the same envelope; without words that all is well."""
    if not words:
        return WELL
    said, account, moment = fields(raw.content), the_account(), str(int(now.timestamp()))
    xml = (
        f"<xml><ToUserName>{cdata(said['FromUserName'].strip())}</ToUserName>"
        f"<FromUserName>{cdata(said.get('ToUserName', '').strip())}</FromUserName>"
        f"<CreateTime>{moment}</CreateTime><MsgType>{cdata('text')}</MsgType>"
        f"<Content>{cdata(fitting(words))}</Content></xml>"
    )
    return Answered((_sealed(xml, account, moment) if account.aes_key else xml).encode(), XML)


def _sealed(xml: str, account: Account, moment: str) -> str:
    text, nonce = sealed(xml.encode(), key_of(account.aes_key), account.app_id), secrets.token_hex(8)
    mark = signature(account.token, moment, nonce, text)
    return (
        f"<xml><Encrypt>{cdata(text)}</Encrypt><MsgSignature>{cdata(mark)}</MsgSignature>"
        f"<TimeStamp>{moment}</TimeStamp><Nonce>{cdata(nonce)}</Nonce></xml>"
    )


def fitting(words: str) -> str:
    """As much as one message takes."""
    return shortened(words, LONGEST, size=lambda text: len(text.encode()))


def as_sent(who: str, words: str, now: datetime) -> tuple[dict[str, str], bytes]:
    """As the platform calls, sealed where the county has a key."""
    account, query = the_account(), signed(the_account().token, now)
    xml = (
        f"<xml><ToUserName>{cdata(account.app_id)}</ToUserName><FromUserName>{cdata(who)}</FromUserName>"
        f"<CreateTime>{query['timestamp']}</CreateTime><MsgType>{cdata('text')}</MsgType>"
        f"<Content>{cdata(words)}</Content><MsgId>{int(query['nonce'], 16)}</MsgId></xml>"
    ).encode()
    if not account.aes_key:
        return query, xml
    text = sealed(xml, key_of(account.aes_key), account.app_id)
    query["msg_signature"] = signature(account.token, query["timestamp"], query["nonce"], text)
    return query, f"<xml><Encrypt>{cdata(text)}</Encrypt></xml>".encode()


DOOR = Door(genuine, let_in, answer, lambda: the_account().hears(), as_sent)
