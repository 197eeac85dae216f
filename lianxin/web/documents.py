"""写什么 A sheet as data for the typesetter: every word that stands on it, in its writer's language."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import override

from lianxin.intake.models import Contact, Submission
from lianxin.kit.dates import say_day
from lianxin.outcomes.notices import LONG_AGO
from lianxin.outcomes.seen_by_officer import AnswerSeen
from lianxin.web.drawing import qr_file
from lianxin.web.sheets import Sheet

KEEP = N_(
    "凭它在网上或者到受理中心，随时可以看办到哪一步、看答复、补充、评价。谁有它谁就能看这封信，请收好。"
)
POSTCODE = re.compile(r"(?<!\d)(\d{6})(?!\d)")


def letters_of(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """The letters of a tray."""
    return {"title": _("信函"), "sheets": [_letter(one) for one in sheets]}


def _letter(one: Sheet) -> dict[str, Any]:
    card = one.card
    with override(one.language):
        return {
            "english": one.language == "en", "large": bool(card and card.large_print),
            "address": card.address if card else "", "name": card.name if card else "",
            "sender": one.sender, "title": one.said.title, "document": one.document, "subject": one.subject,
            "number_label": _("文号"), "says": one.said.says, "opening": one.opening,
            "answers": [_answer(each) for each in one.answers],
            "words": "\n".join(part for part in (one.words, one.basis) if part),
            "facts": [
                [_("接下来"), one.said.next],
                [_("您可以"), "\n".join(part for part in (one.said.may, one.until) if part)],
                [_("依据"), one.said.basis],
            ],
            "body": one.said.body, "day": one.said.day, "qr": qr_file(one.address),
            "code_label": _("查询码"), "code": " ".join(one.groups), "link": one.address,
            "keep": _(KEEP),
        }  # fmt: skip


def _answer(one: AnswerSeen) -> dict[str, Any]:
    action = one.action
    if action and one.action_on:
        action = f"{action} · {say_day(one.action_on, beside=LONG_AGO)}"
    parts = [
        (_("查明的事实"), one.facts),
        (_("处理意见") if one.facts else "", one.words),
        (_("怎么办"), action),
        (_("依据"), "；".join(one.leans_on)),
    ]
    told = [[name, words] for name, words in parts if words]
    return {"asked": f"{one.number}. {one.asked}", "conclusion": one.conclusion, "parts": told}


def label_of(letter: Submission, card: Contact | None, sender: str) -> dict[str, str]:
    """To whom an envelope goes. A postcode that stands in the address is printed by itself as well."""
    address, name = (card.address, card.name) if card else ("", "")
    postcode = POSTCODE.search(address)
    return {
        "address": address, "name": name, "number": letter.dossier.number, "sender": sender,
        "postcode": postcode[1] if postcode else "",
    }  # fmt: skip


def labels_of(labels: Iterable[dict[str, str]], size: dict[str, float], skip: int = 0) -> dict[str, Any]:
    """Labels or envelopes of one size."""
    return {"title": _("地址"), "labels": list(labels), "size": size, "skip": skip}
