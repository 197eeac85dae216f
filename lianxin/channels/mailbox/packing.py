"""A web letter as bytes, for when it cannot be registered at once: all that was sent, and back again."""

import json
from dataclasses import asdict
from datetime import date, datetime

from lianxin.channels.message import ContactCard, FileIn, Message, ProxyIn, Raw, Unreadable
from lianxin.kit.blobs import keep, path_of

PLAIN = ("subject", "body", "kind", "addressee", "place", "place_code", "public", "confidential", "language")


def packed(message: Message) -> Raw:
    """来信的原样 Its fields as JSON; its files are kept by their content and named by it."""
    proxy = asdict(message.proxy)
    if message.proxy.consented_on:
        proxy["consented_on"] = message.proxy.consented_on.isoformat()
    said = {
        **{name: getattr(message, name) for name in PLAIN},
        "key": message.key,
        "said_at": message.said_at.isoformat() if message.said_at else "",
        "contact": asdict(message.contact),
        "proxy": proxy,
        "files": [{"name": file.name, "sha256": keep(file.content)} for file in message.files],
    }
    content = json.dumps(said, ensure_ascii=False).encode()
    return Raw("mailbox", content, addressee=message.addressee, media_type="application/json")


def unpacked(raw: Raw) -> Message:
    """The letter again. Raises Unreadable for what is no letter packed by us."""
    try:
        said = json.loads(raw.content)
        proxy = said["proxy"]
        day = date.fromisoformat(proxy["consented_on"]) if proxy["consented_on"] else None
        files = tuple(FileIn(one["name"], path_of(one["sha256"]).read_bytes()) for one in said["files"])
        return Message(
            channel="mailbox",
            key=said["key"],
            said_at=datetime.fromisoformat(said["said_at"]) if said.get("said_at") else None,
            contact=ContactCard(**said["contact"]),
            proxy=ProxyIn(**{**proxy, "consented_on": day}),
            files=files,
            **{name: said[name] for name in PLAIN},
        )
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise Unreadable("unreadable") from error
