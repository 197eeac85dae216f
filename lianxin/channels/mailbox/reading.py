"""网上信箱 The web mailbox: what a form sent, as a message. No rule about the words stands here,
only what this ear alone can know: did the form come whole, and in letters that can be read.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.channels.email import usable
from lianxin.channels.message import ContactCard, FileIn, Message, ProxyIn
from lianxin.kit.refusals import NotValid

UNREADABLE = "\ufffd"  # what is left of letters sent in another encoding
CARD = ("name", "phone", "email", "address", "remark")


class Upload(Protocol):
    """A file as the web server hands it over."""

    name: str | None

    def read(self) -> bytes: ...


class Measured(Protocol):
    """A file whose size is known."""

    @property
    def size(self) -> int | None: ...


def read_letter(said: Mapping[str, str], uploads: Iterable[Upload], *, language: str) -> Message:
    """来信 The letter that a form holds. Raises NotValid when it came damaged or not from our page."""
    body = said.get("body", "")
    readable_at_all(body, said.get("subject", ""), said.get("place", ""))
    return Message(
        channel="mailbox",
        key=_key(said, body),
        body=body,
        subject=said.get("subject", ""),
        kind=said.get("kind", ""),
        addressee=said.get("addressee", "").strip(),
        place=said.get("place", ""),
        place_code=said.get("place_code", "").strip(),
        public=said.get("public") == "on",
        confidential=said.get("confidential") == "on",
        language="en" if language.startswith("en") else "zh",
        contact=_contact(said),
        files=read_files(uploads),
        proxy=_proxy(said),
    )


def came_whole(said: Mapping[str, str], uploads: Iterable[Measured]) -> bool:
    """完整 Did all come that was sent? A phone tells the size of each file, last of all its fields.

    A line that breaks in the middle leaves less than was told, or cuts off the telling itself.
    """
    return said.get("sizes") == ",".join(str(upload.size) for upload in uploads)


def readable_at_all(*texts: str) -> None:
    """Refuse words whose letters were lost on the way, rather than keep question marks for ever."""
    if any(UNREADABLE in text for text in texts):
        raise NotValid(_("有些字没有完整送到，多半是浏览器用了别的编码。请换一个浏览器，再寄一次。"), "body")


def read_files(uploads: Iterable[Upload]) -> tuple[FileIn, ...]:
    """附件 The files of a form, names as given."""
    return tuple(FileIn(upload.name or "", upload.read()) for upload in uploads)


def _key(said: Mapping[str, str], body: str) -> str:
    """The page's own key with a mark of the words: sent twice is one letter, changed and sent is another."""
    try:
        page = UUID(said.get("key", "")).hex
    except ValueError as error:
        raise NotValid(_("这个页面不完整，信还没有寄出。请再按一次“寄出这封信”。")) from error
    words = "\n".join([body, *(said.get(name, "") for name in ("kind", "addressee", "subject", "place"))])
    return f"mailbox:{page}:{hashlib.sha256(words.encode(errors='replace')).hexdigest()[:16]}"


def _proxy(said: Mapping[str, str]) -> ProxyIn:
    """代写 Who writes for the person whose letter it is; a day that is no day is asked for again."""
    helper, day = said.get("helper", ""), said.get("consented_on", "").strip()
    readable_at_all(helper)
    try:
        consented_on = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise NotValid(_("这个日期看不懂，请写成2025-03-01这样。"), "consented_on") from error
    return ProxyIn(helper, said.get("relation", ""), said.get("consent", ""), consented_on)


def _contact(said: Mapping[str, str]) -> ContactCard:
    parts = {name: said.get(name, "") for name in CARD}
    readable_at_all(*parts.values())
    card = ContactCard(**parts, large_print=said.get("large_print") == "on")
    if card.email.strip() and "@" not in card.email.strip().strip("@"):
        raise NotValid(_("电子邮箱里应当有一个@，请再看一遍；不想留邮箱可以空着。"), "email")
    if card.email.strip() and not usable(card.email.strip()):
        raise NotValid(
            _("这个电子邮箱寄不到。请写成 name@example.cn 这样，只用字母和数字；不想留可以空着。"),
            "email",
        )
    return card
