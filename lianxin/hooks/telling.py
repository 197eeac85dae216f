"""说什么 What a call says: that something happened, to what, where to ask. No word of a letter, no name."""

import json
from datetime import datetime

from lianxin.cases.models import Case
from lianxin.cases.versions import version_of
from lianxin.hooks.seeing import Thing
from lianxin.kit.dates import SHANGHAI
from lianxin.ledger.models import Event

TRIED = "hook.tried"
PING = "ping"
ROOT = "/api/v1"


def told(event: Event, thing: Thing | None) -> bytes:
    """The body, as it is signed. `version` is how far the folders are now: perhaps further than the event."""
    said: dict[str, object] = {"id": str(event.pk), "event": event.name, "at": _moment(event.at)}
    if thing is None:
        said["event"] = PING
    else:
        said |= _where(thing)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _where(thing: Thing) -> dict[str, object]:
    case = thing if isinstance(thing, Case) else None
    letter = thing.submission if isinstance(thing, Case) else thing
    address = f"{ROOT}/cases/{case.pk}" if case else f"{ROOT}/desk/letters/{letter.pk}"
    return {
        "case": str(case.pk) if case else None, "letter": str(letter.pk), "number": thing.dossier.number,
        "version": version_of(letter, case), "address": address,
    }  # fmt: skip


def _moment(at: datetime) -> str:
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds")
