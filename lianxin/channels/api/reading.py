"""来信 From what a program sent to a message, and the bytes that are kept of it."""

import json

from django.utils.translation import gettext as _
from pydantic import ValidationError

from lianxin.channels.api.letter import ContactIn, LetterIn
from lianxin.channels.email import usable
from lianxin.channels.mailbox import readable_at_all
from lianxin.channels.message import ContactCard, FileIn, Message, ProxyIn, Raw, Unreadable
from lianxin.kit.blobs import keep, path_of
from lianxin.kit.refusals import NotValid

NAME = "api"
ALONE, WITH_FILES = "application/json", "multipart/form-data"


def letter_of(said: LetterIn, *, key: str, files: tuple[FileIn, ...] = ()) -> Message:
    """来信 As a message. Raises NotValid for words damaged on the way, or a mail address that is none."""
    readable_at_all(said.body, said.subject, said.place)
    proxy = said.proxy
    return Message(
        channel=NAME,
        key=key,
        body=said.body,
        subject=said.subject,
        kind=said.kind,
        addressee=said.addressee.strip(),
        place=said.place,
        place_code=said.place_code.strip(),
        about=said.category.strip(),
        public=said.public,
        confidential=said.confidential,
        language=said.language,
        said_at=said.said_at,
        contact=_card(said.contact) if said.contact else ContactCard(),
        files=files,
        proxy=ProxyIn(**vars(proxy)) if proxy else ProxyIn(),
    )


def _card(said: ContactIn) -> ContactCard:
    parts = vars(said)
    readable_at_all(*(text for text in parts.values() if isinstance(text, str)))
    email = said.email.strip()
    if email and not usable(email):
        raise NotValid(
            _("这个电子邮箱寄不到。请写成 name@example.cn 这样，只用字母和数字；不想留可以空着。"), "email"
        )
    return ContactCard(**parts)


def packed(sent: bytes, files: tuple[FileIn, ...] = (), *, door: str, addressee: str = "") -> Raw:
    """原件 The letter's JSON byte for byte; files are kept by their content and named beside it.

    `door` is the key of the program that sent it; nothing where anybody may send.
    """
    if not files:
        return Raw(NAME, sent, door=door, addressee=addressee, media_type=ALONE)
    named = [{"name": file.name, "sha256": keep(file.content)} for file in files]
    content = json.dumps({"letter": sent.decode(), "files": named}, ensure_ascii=False).encode()
    return Raw(NAME, content, door=door, addressee=addressee, media_type=WITH_FILES)


def read(raw: Raw) -> Message:
    """The letter again, for when a person has looked at it. Raises Unreadable for what is none of ours."""
    try:
        if raw.media_type != WITH_FILES:
            return letter_of(LetterIn.model_validate_json(raw.content), key=NAME)
        said = json.loads(raw.content)
        files = tuple(FileIn(one["name"], path_of(one["sha256"]).read_bytes()) for one in said["files"])
        return letter_of(LetterIn.model_validate_json(said["letter"]), key=NAME, files=files)
    except (ValidationError, NotValid, ValueError, KeyError, TypeError, OSError) as error:
        raise Unreadable("unreadable") from error
