"""读微博 What a Weibo account is sent, as a letter or as something that wants no answer."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from django.utils.translation import gettext as _

from lianxin.channels.message import ContactCard, FileThere, Heard, Message, Quiet, Raw, Unreadable
from lianxin.channels.wording import kind_of, language_of
from lianxin.kit.text import one_line

PREFIX = "weibo:"
ACCOUNT = re.compile(r"[0-9]{1,20}")
LONGEST_ABOUT, LONGEST_NAME = 64, 200
MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
# As Weibo writes a moment: Mon Jul 16 18:09:20 +0800 2012. Its names are English in every locale.
MOMENT = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d) (\d{4})", re.ASCII
)

Said = Mapping[str, Any]
Made = tuple[str, tuple[FileThere, ...]]


def fields(content: bytes) -> Said:
    """The names and what stands under them. Raises Unreadable."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable("unreadable") from error
    if not isinstance(said, dict):
        raise Unreadable("unreadable")
    return said


def account_in(said: Said, name: str) -> str:
    """An account's number, which comes as a number or as a string. Raises Unreadable."""
    number = said.get(name)
    text = str(number) if isinstance(number, int | str) and not isinstance(number, bool) else ""
    if not ACCOUNT.fullmatch(text):
        raise Unreadable("unreadable")
    return text


def read(raw: Raw) -> Heard:
    """What was said. Raises Unreadable for what is no message, and for kinds that nobody has told us of."""
    said = fields(raw.content)
    who, kind = account_in(said, "sender_id"), str(said.get("type", ""))
    key = _key(said, who)
    if kind == "event":
        return _event(said, who, key)
    if kind not in KINDS:
        raise Unreadable("unknown_kind", key)
    words, there = KINDS[kind](said)
    openly = kind == "mention"
    return Message(
        channel="weibo",
        key=key,
        body=words,
        kind=kind_of(words),
        addressee=raw.addressee,
        language=language_of(words) if kind in ("text", "mention") else "zh",
        contact=ContactCard(account=PREFIX + who),
        there=there,
        openly=openly,
        aside=_("这是他在微博上公开提到我们时说的。") if openly else "",
    )


def moment_of(text: str) -> datetime | None:
    """The moment that Weibo's words name; nothing for other words."""
    found = MOMENT.fullmatch(text.strip())
    if not found:
        return None
    day, hour, minute, second, year = (int(found[n]) for n in (2, 3, 4, 5, 9))
    away = timedelta(hours=int(found[7]), minutes=int(found[8])) * (-1 if found[6] == "-" else 1)
    try:
        month = MONTHS.index(found[1]) // 3 + 1
        return datetime(year, month, day, hour, minute, second, tzinfo=timezone(away))
    except ValueError:
        return None


def _key(said: Said, who: str) -> str:
    """Messages have no number: one is known by who sent it when, and by what it says."""
    created = str(said.get("created_at", ""))
    moment = moment_of(created)
    what = json.dumps([said.get(name) for name in ("type", "text", "data")], sort_keys=True)
    when = f"{moment.timestamp():.0f}" if moment else _mark(created)[:16]
    return f"{PREFIX}{who}:{when}:{_mark(what)[:24]}"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _data(said: Said) -> Said:
    """What stands beside the words; it comes as a list of names, and now and then as JSON in a string."""
    data = said.get("data")
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except (ValueError, RecursionError):
            return {}
    return data if isinstance(data, dict) else {}


def _event(said: Said, who: str, key: str) -> Quiet:
    data = _data(said)
    event, about = (one_line(str(data.get(name) or ""))[:LONGEST_ABOUT] for name in ("subtype", "key"))
    scene = about.rpartition("_")[2] if event in ("scan", "scan_follow") else ""
    done = f"click:{about}" if event == "click" else event
    return Quiet(key, "event", done, PREFIX + who, scene)


def _text(said: Said) -> Made:
    return str(said.get("text") or ""), ()


def _there(said: Said, kind: str) -> tuple[FileThere, ...]:
    """The file by the name that is for the one it was sent to."""
    name = one_line(str(_data(said).get("tovfid") or ""))[:LONGEST_NAME]
    return (FileThere(name, kind),) if name else ()


def _image(said: Said) -> Made:
    return _("(图片，见附件)"), _there(said, "image")


def _voice(said: Said) -> Made:
    return _("(语音，见附件)"), _there(said, "voice")


def _position(said: Said) -> Made:
    data = _data(said)
    where = {"label": said.get("text") or "", "north": data.get("latitude"), "east": data.get("longitude")}
    return _("位置：%(label)s(北纬%(north)s，东经%(east)s)") % where, ()


KINDS: dict[str, Callable[[Said], Made]] = {
    "text": _text,
    "mention": _text,
    "image": _image,
    "voice": _voice,
    "position": _position,
}
