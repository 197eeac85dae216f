"""寄信 A citizen's matter, sent by a program: one letter, however often, acknowledged once it is kept."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.api.open311.door import Ask, NotHere, no_key, require_jurisdiction
from lianxin.api.open311.offering import BATCH, BLACKBOX, Offered, offered_as
from lianxin.channels.message import FileIn, Message, Raw
from lianxin.channels.open311 import CHANNEL, NotTaken, Posted, letter_of, packed
from lianxin.channels.open311.form import Form
from lianxin.channels.open311.posted import parted
from lianxin.identity.actors import citizen
from lianxin.identity.keys import key_with
from lianxin.identity.models import ApiKey
from lianxin.intake.arrivals import arrival_by_key
from lianxin.intake.files import MOST_BYTES
from lianxin.intake.flooding import Pace, pace_of
from lianxin.intake.group import receive_in_group
from lianxin.intake.models import Arrival, Submission
from lianxin.intake.verbs import hold_letter
from lianxin.kit.codes import in_groups
from lianxin.kit.dates import SHANGHAI, local_day
from lianxin.kit.rates import TooMany, address_of, within
from lianxin.office.verbs import note_use
from lianxin.outcomes.verbs import tell_received

SCOPE = "open311.post"
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
ANYBODY = citizen()
WRONG_KEYS, MINUTES = 60, 10
RETRIES = timedelta(hours=1)  # so long after midnight a letter of the day before may still be sent again
LONGEST_IDEMPOTENCY_KEY = 255


class Sent(NamedTuple):
    """What was sent: its fields as they came, the secret beside them, its files."""

    fields: str
    secret: str
    files: tuple[FileIn, ...]


def create(ask: Ask) -> list[dict[str, object]]:
    """寄信 Keep the letter; the answer names its number, or a token that leads to it later."""
    sent = _sent(ask.request)
    form = Form(sent.fields)
    require_jurisdiction(ask.said("jurisdiction_id") or form.line("jurisdiction_id"))
    key = _key(ask, sent.secret)
    service = _service(form.line("service_code"))
    posted = Posted(
        sent.fields,
        service.read_by(),
        "",
        "en" if (get_language() or "").startswith("en") else "zh",
        sent.files,
    )
    names = _names(ask, key, posted)
    known = next(filter(None, map(arrival_by_key.first, names)), None)
    kept = known.submission or known if known else _keep(posted, names[0], service, key, now=ask.now)
    note_use(key, now=ask.now)
    return [_receipt(kept, service, form.line("account_id"))]


def _sent(request: HttpRequest) -> Sent:
    """Read the form. The secret goes no further than this: what is kept for good is without it."""
    if request.content_type not in FORMS:
        raise NotTaken([_("请用表单寄：application/x-www-form-urlencoded或者multipart/form-data。")])
    if request.content_type == "application/x-www-form-urlencoded":
        return Sent(*parted(request.body), ())
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    files = tuple(_file(one) for _name, uploads in request.FILES.lists() for one in uploads)
    return Sent(*parted(urlencode(pairs, errors="replace").encode()), files)


def _file(upload: "UploadedFile[bytes]") -> FileIn:
    """One byte more than we take is enough to know that it is too large."""
    return FileIn(upload.name or "", upload.read(MOST_BYTES + 1))


def _key(ask: Ask, secret: str) -> ApiKey:
    """Whose program it is. Raises NotAllowed, and TooMany for who tries one after the other."""
    key = key_with(secret, SCOPE, now=ask.now)
    if key is None:
        if not within("open311:wrong", address_of(ask.request), WRONG_KEYS, MINUTES):
            raise TooMany(_("写错的api_key太多了，请过十分钟再试。"))
        raise no_key()
    return key


def _service(code: str) -> Offered:
    if not code:
        raise NotTaken([_("请写service_code。")])
    service = offered_as(code)
    if service is None:
        raise NotHere(_("没有编码为“%(code)s”的service_code。") % {"code": code[:60]})
    return service


def _names(ask: Ask, key: ApiKey, posted: Posted) -> list[str]:
    """By what the letter is known, so that a retry is no second letter.

    The sender may say what makes it one letter (Idempotency-Key). Otherwise the same words by the same key
    on the same day are one; and shortly after midnight those of the day before, since a retry comes soon.
    """
    said = ask.request.headers.get("Idempotency-Key", "").strip()[:LONGEST_IDEMPOTENCY_KEY]
    return [_name(key, about, posted) for about in ([f"key {said}"] if said else _days(ask.now))]


def _days(now: datetime) -> Iterator[str]:
    yield f"day {local_day(now)}"
    here = now.astimezone(SHANGHAI)
    if here - RETRIES < here.replace(hour=0, minute=0, second=0, microsecond=0):
        yield f"day {local_day(now - timedelta(days=1))}"


def _name(key: ApiKey, about: str, posted: Posted) -> str:
    files = (hashlib.sha256(file.content).hexdigest() for file in posted.files)
    parts: Iterable[str] = (key.pk.hex, about, posted.service.code, posted.fields, *files)
    return f"{CHANNEL.name}:{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()}"


def _keep(posted: Posted, name: str, service: Offered, key: ApiKey, *, now: datetime) -> Submission | Arrival:
    """Registered at once; or, where very many come by one key, after a person has looked.

    A report of a breach never waits in the holding pen of a desk that may not read it.
    """
    named = Posted(posted.fields, posted.service, name, posted.language, posted.files)
    message = letter_of(named, door=key.pk.hex)
    pace = pace_of(CHANNEL.name, key.pk.hex)
    if pace is Pace.NO_MORE:
        raise TooMany(_("十分钟里经这个密钥寄来的信太多了，这一封没有收。请过十分钟再寄。"))
    raw = packed(named, door=key.pk.hex)
    if pace is Pace.TOO_FAST and service.type != BLACKBOX:
        return hold_letter(raw, message, by=ANYBODY, now=now)
    return _receive(message, raw, now=now)


def _receive(message: Message, raw: Raw, *, now: datetime) -> Submission:
    then = tell_received if message.contact.email else None
    return receive_in_group(replace(message, raw=raw), by=ANYBODY, now=now, then=then)


def _receipt(kept: Submission | Arrival, service: Offered, account: str) -> dict[str, object]:
    """回执 A number, or a token, or neither for what is nobody's to look up; and the code for the writer."""
    said: dict[str, object] = {"service_notice": _notice(kept), "account_id": account or None}
    if service.type == BLACKBOX:
        return said
    if isinstance(kept, Arrival) or service.type == BATCH:
        return {"token": kept.code_mark, **said}
    return {"service_request_id": kept.dossier.number, **said}


def _notice(kept: Submission | Arrival) -> str:
    words = {
        "code": in_groups(kept.code),
        "address": settings.LIANXIN_ADDRESS + reverse("letter", args=[kept.code]),
    }
    return (
        _(
            "查询码%(code)s，请交给写信的人收好：凭它在%(address)s看办理情况和答复、补充、评价。"
            "有这个码的人都看得到这封信。"
        )
        % words
    )
