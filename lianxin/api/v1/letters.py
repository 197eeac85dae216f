"""写信 A letter: read, one verb, its receipt. The hot path of this face.

What makes a letter one letter is the key of the message itself, so that nothing else is written for it.
"""

import hashlib
from dataclasses import replace
from typing import Annotated

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from pydantic import Field, ValidationError

from lianxin.api.v1.asking import ANYBODY, Ask, anybody_or_program
from lianxin.api.v1.opening import FORM, JSON, write
from lianxin.api.v1.problems import Problem, WrongShape
from lianxin.api.v1.shapes import At, Told
from lianxin.api.v1.uploads import files_of, in_a_form
from lianxin.api.verbs.once import KeyUsed
from lianxin.cases.models import Category
from lianxin.channels.api import LetterIn, letter_of, packed
from lianxin.channels.message import FileIn, Message, Raw
from lianxin.intake.arrivals import is_original
from lianxin.intake.flooding import Pace, pace_of
from lianxin.intake.group import receive_in_group
from lianxin.intake.models import Arrival, Kind, Submission
from lianxin.intake.verbs import hold_letter
from lianxin.kit.codes import in_groups
from lianxin.kit.rates import TooMany
from lianxin.kit.refusals import NotAllowed, NotValid
from lianxin.outcomes.verbs import tell_received

SCOPE = "letters.write"


class ReceiptTold(Told):
    """The receipt. Whoever has the code may read the answer and speak again: it is the writer's alone."""

    number: Annotated[str, Field(description="By which people speak of it; empty until it is registered.")]
    code: Annotated[str, Field(description="The sixteen digits for the header Receipt-Code.")]
    code_in_groups: str
    address: Annotated[str, Field(description="The page behind the code.")]
    received_at: At
    held: Annotated[bool, Field(description="Very many come: a person looks before it is registered.")]


@write(
    "/letters", anybody_or_program, ReceiptTold, tag="letters", statuses=(201, 202), by_itself=True,
    grants=("submission.receive",), takes=(JSON, FORM), body=in_a_form(LetterIn, "letter"),
)  # fmt: skip
def write_letter(ask: Ask) -> object:
    """Write a letter.

    Anybody may, and a program with `letters.write` for whoever it speaks for. It is answered once the letter
    is safely kept: 201 with its receipt, or 202 where a person looks at it first. The same key and the same
    letter again is the same receipt.
    """
    if ask.key and not ask.key.may(SCOPE):
        raise NotAllowed(_("这个密钥不能替来信人寄信。"))
    sent, files = _sent(ask)
    said = _read(sent)
    if said.said_at and said.said_at > ask.now:
        raise NotValid(_("写信的时间还没有到，请再看一遍。"), "said_at")
    if said.category and not Category.objects.filter(code=said.category, active=True).exists():
        raise NotValid(_("没有编码为“%(code)s”的分类。") % {"code": said.category[:40]}, "category")
    raw = packed(sent, files, door=ask.key.pk.hex if ask.key else "", addressee=said.addressee)
    kept = _keep(ask, letter_of(said, key=_key(ask), files=files), raw)
    ask.status = 202 if isinstance(kept, Arrival) else 201
    return receipt_of(kept)


def _sent(ask: Ask) -> tuple[bytes, tuple[FileIn, ...]]:
    """The letter's JSON byte for byte, and the files beside it."""
    request = ask.request
    if request.content_type != FORM:
        return request.body, ()
    if {*request.POST} != {"letter"}:
        raise Problem("not-valid", _("表单里要有一栏“letter”，内容是JSON；附件放在“files”。"), "letter")
    return request.POST["letter"].encode(errors="replace"), files_of(request)


def _read(sent: bytes) -> LetterIn:
    try:
        return LetterIn.model_validate_json(sent)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        if found[0]["type"] == "json_invalid":
            raise Problem("not-readable", _("读不出来：要完整的UTF-8编码的JSON。什么都没有写入。")) from error
        raise WrongShape(found) from error


def _key(ask: Ask) -> str:
    """By what the letter is known: whose key it is, and which."""
    return f"api:{hashlib.sha256(f'{ask.who}{chr(10)}{ask.idempotency_key}'.encode()).hexdigest()}"


def _keep(ask: Ask, message: Message, raw: Raw) -> Submission | Arrival:
    """Registered at once; or, where very many come from one source, after a person has looked.

    A report of a breach never waits at the desk: nobody there may see it.
    """
    pace = pace_of("api" if ask.key else "mailbox", ask.source)
    if pace is Pace.NO_MORE:
        raise TooMany(_("十分钟里寄来的信太多了，这一封没有收。请过十分钟用同一个幂等键再寄。"))
    if pace is Pace.TOO_FAST and message.kind != Kind.REPORT:
        kept: Submission | Arrival = hold_letter(raw, message, by=ANYBODY, now=ask.now)
    else:
        then = tell_received if ask.key and message.contact.email else None
        kept = receive_in_group(replace(message, raw=raw), by=ANYBODY, now=ask.now, then=then)
    if not is_original(message.key, raw):
        raise KeyUsed(_("这个幂等键已经用在另一封信上。新的信要用新的键；这一封没有收。"))
    return kept


def receipt_of(kept: Submission | Arrival) -> dict[str, object]:
    """回执 For who speaks for the writer: to be handed over, and kept nowhere."""
    held = isinstance(kept, Arrival)
    return {
        "number": "" if isinstance(kept, Arrival) else kept.dossier.number,
        "code": kept.code,
        "code_in_groups": in_groups(kept.code),
        "address": settings.LIANXIN_ADDRESS + reverse("letter", args=[kept.code]),
        "received_at": kept.at if isinstance(kept, Arrival) else kept.received_at,
        "held": held,
    }
