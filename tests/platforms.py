"""WeChat and Weibo as they call us, signed as they sign; each test says what somebody said to the account."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any
from urllib.parse import unquote, urlencode

from django.test import Client
from wechatpy.crypto import WeChatCrypto

from lianxin.channels.addresses import door_path
from lianxin.channels.registry import channels
from lianxin.channels.signing import signature
from lianxin.channels.wechat.xml import cdata, fields
from lianxin.kit import rates
from lianxin.mailroom.doors import called

TOKEN = "lianxin"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APP_ID = "wx0123456789abcdef"
US = "gh_0123456789ab"
NUMBERS = count(1)


def signed(now: datetime, secret: str = TOKEN, *, nonce: str = "") -> dict[str, str]:
    """What stands in the address of a genuine call."""
    moment, nonce = str(int(now.timestamp())), nonce or f"n{next(NUMBERS)}"
    return {"timestamp": moment, "nonce": nonce, "signature": signature(secret, moment, nonce)}


def xml(kind: str, who: str = "o-wang", **said: str) -> bytes:
    """One message to the account, numbered as WeChat numbers them."""
    parts = {"ToUserName": US, "FromUserName": who, "CreateTime": "1740963600", "MsgType": kind, **said}
    if kind != "event":
        parts.setdefault("MsgId", str(10**15 + next(NUMBERS)))
    return "".join(["<xml>", *(f"<{k}>{cdata(v)}</{k}>" for k, v in parts.items()), "</xml>"]).encode()


def post(kind: str, who: int | str = 2489518277, **said: Any) -> bytes:
    """One message to the Weibo account."""
    parts = {
        "type": kind, "receiver_id": 1902538057, "sender_id": who,
        "created_at": "Mon Mar 03 09:00:00 +0800 2025", "text": "", "data": {}, **said,
    }  # fmt: skip
    return json.dumps(parts).encode()


def enclosed(content: bytes, query: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    """A message as the safe mode sends it, put there by another implementation than ours."""
    peer = WeChatCrypto(TOKEN, AES_KEY, APP_ID)
    sealed = fields(peer.encrypt_message(content.decode(), query["nonce"], query["timestamp"]).encode())
    body = f"<xml><ToUserName>{US}</ToUserName><Encrypt>{sealed['Encrypt']}</Encrypt></xml>".encode()
    return body, {**query, "encrypt_type": "aes", "msg_signature": sealed["MsgSignature"]}


@dataclass
class Phone:
    """手机 Somebody with a telephone, who writes to the county's account on one of the platforms."""

    who: str = "o-wang"
    channel: str = "wechat"
    safe: bool = False
    client: Client | None = None

    def says(self, words: str, *, now: datetime) -> str:
        """A text, and what is answered at once."""
        kind = "Content" if self.channel == "wechat" else "text"
        return self.sends("text", now=now, **{kind: words})

    def sends(self, kind: str, *, now: datetime, **said: Any) -> str:
        return self.delivers(self.writes(kind, **said), now=now)

    def writes(self, kind: str, **said: Any) -> bytes:
        return xml(kind, self.who, **said) if self.channel == "wechat" else post(kind, self.who, **said)

    def delivers(self, content: bytes, *, now: datetime, nonce: str = "") -> str:
        """The platform calls us; also once more, with another nonce."""
        status, words = self.calls(content, now=now, nonce=nonce)
        assert status == 200, status
        return words

    def calls(self, content: bytes, *, now: datetime, nonce: str = "") -> tuple[int, str]:
        query = signed(now, nonce=nonce)
        if self.safe:
            content, query = enclosed(content, query)
        answer = self.rings(content, query, now)
        return answer.status_code, self.reads(answer.content)

    def rings(self, content: bytes, query: dict[str, str], now: datetime) -> Any:
        """Over HTTP at this moment, or past the web server at the moment of a story."""
        if self.client:
            path = f"{door_path(self.channel)}?{urlencode(query)}"
            return self.client.generic("POST", path, content, content_type="text/xml")
        door = channels()[self.channel].door
        assert door
        return called(self.channel, door, query, content, now=now)

    def reads(self, content: bytes) -> str:
        """The words that show on the telephone."""
        if content in (b"", b"success"):
            return ""
        if self.channel == "weibo":
            return str(json.loads(unquote(json.loads(content)["data"]))["text"])
        said = fields(content)
        if self.safe:
            peer = WeChatCrypto(TOKEN, AES_KEY, APP_ID)
            plain = peer.decrypt_message(
                content.decode(), said["MsgSignature"], said["TimeStamp"], said["Nonce"]
            )
            said = fields(plain.encode())
        return said["Content"]


def set_up(settings: Any, *, safe: bool = False, **more: str) -> None:
    """The county has an account on each platform; nothing is really sent."""
    rates.forget()
    settings.LIANXIN_WECHAT = {
        "app_id": APP_ID, "secret": "s", "token": TOKEN, "aes_key": AES_KEY if safe else "", "body": "",
        "api": "null:", **more,
    }  # fmt: skip
    settings.LIANXIN_WEIBO = {
        "secret": TOKEN, "token": "t", "body": "", "api": "null:", "media": "null:", **more,
    }  # fmt: skip
