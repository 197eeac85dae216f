"""微信的嘴 A message to who wrote, as long as the platform lets us: 48 hours after the last word."""

import json
from urllib.parse import quote

from lianxin.channels.calling import say_to
from lianxin.channels.channel import Mouth
from lianxin.channels.message import MessageOut
from lianxin.channels.refusing import NotSent
from lianxin.channels.wechat.account import NULL, Account, the_account
from lianxin.channels.wechat.door import fitting
from lianxin.channels.wechat.null import NULL_MOUTH
from lianxin.channels.wechat.tokens import STALE, token_of

SEND = "/cgi-bin/message/custom/send"
JSON = {"Content-Type": "application/json; charset=utf-8"}
WINDOW_CLOSED = 45015
FOR_GOOD = {40003: "no_account", 43004: "unfollowed"}
WORDS = {45047: "count", -1: "later", 45009: "later", 45011: "later", 48001: "not_allowed"}
ALL_OF_US = {45009, 45011, 48001, *STALE}  # nothing goes now, whoever it is for


class WechatMouth:
    """客服消息 Hands a text to the platform. It answers 200 whatever it thinks: what counts is `errcode`."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def send(self, message: MessageOut) -> None:
        said = {"touser": message.to, "msgtype": "text", "text": {"content": fitting(message.body)}}
        # Written as it is: what stands there as \u4f60 is shown as \u4f60.
        content = json.dumps(said, ensure_ascii=False).encode(errors="ignore")
        token = token_of(self.account)
        code = self._say(content, token)
        if code in STALE:
            code = self._say(content, token_of(self.account, refused=token))
        if code != 0:
            raise refused(code)

    def knock(self) -> None:
        token_of(self.account)

    def _say(self, content: bytes, token: str) -> int:
        url = f"{self.account.api}{SEND}?access_token={quote(token, safe='')}"
        code = say_to("POST", url, body=content, headers=JSON).get("errcode")
        if not isinstance(code, int):
            raise NotSent("unreachable", whole_server=True)
        return code


def refused(code: int) -> NotSent:
    """What the platform's number means for what waits."""
    if code == WINDOW_CLOSED:
        return NotSent("window", code, until_heard=True)
    if code in FOR_GOOD:
        return NotSent(FOR_GOOD[code], code, for_good=True)
    why = "login" if code in STALE else WORDS.get(code, "refused")
    return NotSent(why, code, whole_server=code in ALL_OF_US)


def the_mouth() -> Mouth | None:
    """The county's way to send messages; None where none is set up."""
    account = the_account()
    if not account.speaks():
        return None
    return NULL_MOUTH if account.api == NULL else WechatMouth(account)
