"""Checking and measuring what was said, before it is kept."""

import hashlib
import json

from django.utils.translation import gettext as _

from lianxin.channels.message import ContactCard, Message, ProxyIn, Raw
from lianxin.channels.registry import channels
from lianxin.intake.files import MOST_FILES, require_together
from lianxin.intake.models import Consent, Kind, Relation
from lianxin.kit.refusals import NotValid
from lianxin.kit.text import one_line, readable, takes_nothing_from

LONGEST_BODY = 20_000
LONGEST_SUBJECT = 60
LONGEST_KEY = 120
# One line each, as much as the database keeps.
LONGEST = {
    "subject": 200,
    "place": 200,
    "name": 80,
    "phone": 40,
    "email": 254,
    "address": 200,
    "account": 120,
    "about": 24,
}
CARD = ("name", "phone", "email", "address", "account")


def check(message: Message) -> Message:
    """The message as it can be kept. Raises NotValid with what is wrong and what to do."""
    body = readable(message.body)
    if not any(c.isalnum() for c in body):
        raise NotValid(_("还没有写内容。请写下您要反映的事情，一句话也可以。"), "body")
    if len(body) > LONGEST_BODY:
        raise NotValid(
            _("内容太长：您写了%(count)d字，最多%(most)d字。请写要点，详细材料可以作为附件上传。")
            % {"count": len(body), "most": LONGEST_BODY},
            "body",
        )
    if message.kind not in Kind.values:
        raise NotValid(_("请选择来信的类型。"), "kind")
    if len(message.files) > MOST_FILES:
        raise NotValid(_("附件最多%(most)d个，请挑最要紧的上传。") % {"most": MOST_FILES}, "files")
    require_together(message.files)
    key = one_line(message.key)
    if message.channel not in channels() or not 0 < len(key) <= LONGEST_KEY:
        raise NotValid(_("这封来信缺少来源或编号，无法登记。"))
    return Message(**{
        **vars(message),
        "key": key,
        "body": body,
        "subject": _fitting("subject", message.subject) or beginning_of(body),
        "place": _fitting("place", message.place),
        "addressee": one_line(message.addressee),
        "place_code": one_line(message.place_code),
        "about": _fitting("about", message.about),
        "language": one_line(message.language)[:8],
        "contact": _checked(message.contact),
        "proxy": _consented(message.proxy),
        "raw": message.raw or _as_it_came(message),
    })  # fmt: skip


def _as_it_came(message: Message) -> Raw | None:
    """The words as they were sent, where making them readable took anything out of them."""
    sent = {"subject": message.subject, "body": message.body, "place": message.place}
    if all(takes_nothing_from(words) for words in sent.values()):
        return None
    content = json.dumps(sent).encode()
    return Raw(message.channel, content, addressee=message.addressee, media_type="application/json")


def beginning_of(body: str) -> str:
    """What a letter without a subject is called."""
    words = one_line(body)
    return words if len(words) <= LONGEST_SUBJECT else words[: LONGEST_SUBJECT - 1] + "…"


def _checked(card: ContactCard) -> ContactCard:
    remark = readable(card.remark)
    if len(remark) > LONGEST_BODY:
        raise _too_long(len(remark), LONGEST_BODY, "remark")
    parts = {name: _fitting(name, getattr(card, name)) for name in CARD}
    return ContactCard(remark=remark, large_print=card.large_print, **parts)


def _consented(proxy: ProxyIn) -> ProxyIn:
    """代写 Nobody speaks for another without saying who they are and how the other agreed."""
    if proxy.is_empty():
        return ProxyIn()
    helper = _fitting("name", proxy.helper)
    if not helper:
        raise NotValid(_("替别人写信，请写明代写的人是谁。"), "helper")
    if proxy.relation not in Relation.values:
        raise NotValid(_("请选择代写的人和本人是什么关系。"), "relation")
    if proxy.consent not in Consent.values:
        raise NotValid(_("请选择本人是怎样同意的：没有本人同意，不能替他写信。"), "consent")
    if proxy.consented_on is None:
        raise NotValid(_("请写明本人是哪一天同意的。"), "consented_on")
    return ProxyIn(helper, proxy.relation, proxy.consent, proxy.consented_on)


def _fitting(name: str, words: str) -> str:
    """The words on one line; nothing is cut off in silence."""
    words, most = one_line(words), LONGEST[name]
    if len(words) > most:
        raise _too_long(len(words), most, name)
    return words


def _too_long(count: int, most: int, field: str) -> NotValid:
    sentence = _("这一栏太长：您写了%(count)d字，最多%(most)d字。")
    return NotValid(sentence % {"count": count, "most": most}, field)


def fingerprint(salt: str, subject: str, body: str) -> str:
    """Commits to the words without telling them: the salt can be deleted, the ledger stays whole."""
    return hashlib.sha256(f"{salt}\n{subject}\n{body}".encode()).hexdigest()
