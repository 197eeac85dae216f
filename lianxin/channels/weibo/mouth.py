"""微博的嘴 A message to who wrote, within 48 hours of the last word; after a mention only one."""

from typing import Any

from lianxin.channels.calling import say_to
from lianxin.channels.channel import Mouth
from lianxin.channels.message import MessageOut
from lianxin.channels.refusing import NotSent
from lianxin.channels.weibo.account import NULL, Account, the_account
from lianxin.channels.weibo.door import as_data
from lianxin.channels.weibo.null import NULL_MOUTH

REPLY = "/2/messages/reply.json"
LOGIN = {10006, 10014, 21301, 21314, 21315, 21316, 21317, 21321, 21327, 21332}
LATER = {10001, 10002, 10003, 10009, 10010, 10011, 10022, 10023, 10024}
NOBODY = {10013, 20003}


class WeiboMouth:
    """发消息 Hands a text to the platform; who speaks is told by the token."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def send(self, message: MessageOut) -> None:
        told = self._say(type="text", data=as_data(message.body), receiver_id=message.to)
        if "error_code" in told:
            raise refused(_number(told["error_code"]))

    def knock(self) -> None:
        """A message without words and without a reader goes nowhere, and tells whether we are known."""
        code = _number(self._say().get("error_code", 0))
        if code in LOGIN:
            raise NotSent("login", code, whole_server=True)

    def _say(self, **said: str) -> dict[str, Any]:
        form = {"access_token": self.account.token, **said, "save_sender_box": "1"}
        return say_to("POST", self.account.api + REPLY, fields=form, encode_multipart=False)


def refused(code: int) -> NotSent:
    """What the platform's number means. The numbers of this service are told nowhere that could be read.

    So what is none of the well-known ones waits for the writer's next word, which is what most of them mean.
    """
    if code in LOGIN:
        return NotSent("login", code, whole_server=True)
    if code in LATER:
        return NotSent("later", code, whole_server=code != 10024)
    if code in NOBODY:
        return NotSent("no_account", code, for_good=True)
    return NotSent("window", code, until_heard=True)


def _number(code: object) -> int:
    text = str(code)
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def the_mouth() -> Mouth | None:
    """The county's way to send messages; None where none is set up."""
    account = the_account()
    if not account.speaks():
        return None
    return NULL_MOUTH if account.api == NULL else WeiboMouth(account)
