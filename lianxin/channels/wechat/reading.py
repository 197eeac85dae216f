"""读微信 What an official account is sent, as a letter or as something that wants no answer."""

import hashlib
import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from lianxin.channels.message import ContactCard, FileThere, Heard, Message, Quiet, Raw, Unreadable
from lianxin.channels.wechat.xml import NotXml, fields
from lianxin.channels.wording import kind_of, language_of
from lianxin.kit.text import one_line

PREFIX = "wechat:"
ACCOUNT, NUMBER = re.compile(r"[!-~]{1,64}"), re.compile(r"[!-~]{1,40}")
LONGEST_ABOUT, LONGEST_NAME, LONGEST_PLACE = 64, 200, 200
SCENE = "qrscene_"

Said = Mapping[str, str]
Made = tuple[str, tuple[FileThere, ...]]


def read(raw: Raw) -> Heard:
    """What was said. Raises Unreadable for what is no message, and for kinds that nobody has told us of."""
    try:
        said = fields(raw.content)
    except NotXml as error:
        raise Unreadable("unreadable") from error
    who, kind = said.get("FromUserName", "").strip(), said.get("MsgType", "").strip().lower()
    if not ACCOUNT.fullmatch(who):
        raise Unreadable("unreadable")
    if kind == "event":
        return _event(said, who)
    key = _key(said, who, raw)
    if kind not in KINDS:
        raise Unreadable("unknown_kind", key)
    words, there = KINDS[kind](said)
    return Message(
        channel="wechat",
        key=key,
        body=words,
        kind=kind_of(words),
        addressee=raw.addressee,
        place=said.get("Label", "")[:LONGEST_PLACE],
        language=language_of(words) if kind == "text" else "zh",
        contact=ContactCard(account=PREFIX + who),
        there=there,
    )


def _key(said: Said, who: str, raw: Raw) -> str:
    """The platform numbers its messages; one without a number is known by all of it."""
    number = said.get("MsgId", "").strip()
    if not NUMBER.fullmatch(number):
        number = hashlib.sha256(raw.content).hexdigest()[:32]
    return f"{PREFIX}{who}:{number}"


def _event(said: Said, who: str) -> Quiet:
    """Events have no number, and two of them may come in the same second."""
    event = one_line(said.get("Event", "")).lower()[:LONGEST_ABOUT]
    about = one_line(said.get("EventKey", ""))[:LONGEST_ABOUT]
    parts = [
        said.get(name, "") for name in ("CreateTime", "Event", "EventKey", "MsgID", "Latitude", "Status")
    ]
    mark = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
    scene = about.removeprefix(SCENE) if event in ("subscribe", "scan") else ""
    done = f"click:{about}" if event == "click" else event
    return Quiet(f"{PREFIX}{who}:{mark}", "event", done, PREFIX + who, scene)


def _text(said: Said) -> Made:
    return said.get("Content", ""), ()


def _there(said: Said, kind: str) -> tuple[FileThere, ...]:
    name = one_line(said.get("MediaId", ""))[:LONGEST_NAME]
    return (FileThere(name, kind),) if name else ()


def _image(said: Said) -> Made:
    return _("(图片，见附件)"), _there(said, "image")


def _voice(said: Said) -> Made:
    heard = said.get("Recognition", "").strip()
    words = _("(语音，平台转成的文字：)") + heard if heard else _("(语音，见附件)")
    return words, _there(said, "voice")


def _video(said: Said) -> Made:
    return _("(视频，见附件)"), _there(said, "video")


def _location(said: Said) -> Made:
    """Their X is the latitude."""
    where = {"label": said.get("Label", ""), "north": said.get("Location_X"), "east": said.get("Location_Y")}
    return _("位置：%(label)s(北纬%(north)s，东经%(east)s)") % where, ()


def _link(said: Said) -> Made:
    parts = [said.get(name, "").strip() for name in ("Title", "Description", "Url")]
    return _("链接：%(words)s") % {"words": "\n".join(filter(None, parts))}, ()


def _mini_program(said: Said) -> Made:
    parts = [said.get(name, "").strip() for name in ("Title", "AppId", "PagePath")]
    return _("小程序：%(words)s") % {"words": "\n".join(filter(None, parts))}, ()


KINDS: dict[str, Callable[[Said], Made]] = {
    "text": _text,
    "image": _image,
    "voice": _voice,
    "video": _video,
    "shortvideo": _video,
    "location": _location,
    "link": _link,
    "miniprogrampage": _mini_program,
}
