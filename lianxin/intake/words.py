"""Checking and measuring what was said, before it is kept."""

import hashlib

from django.utils.translation import gettext as _

from lianxin.channels.message import Message
from lianxin.intake.files import MOST_FILES
from lianxin.intake.models import Channel, Kind
from lianxin.kit.refusals import NotValid
from lianxin.kit.text import one_line, readable

LONGEST_BODY = 20_000
LONGEST_SUBJECT = 60


def check(message: Message) -> Message:
    """The message as it can be kept. Raises NotValid with what is wrong and what to do."""
    body = readable(message.body)
    if not any(c.isalnum() for c in body):
        raise NotValid(_("还没有写内容。请写下您要反映的事情,一句话也可以。"), "body")
    if len(body) > LONGEST_BODY:
        raise NotValid(
            _("内容太长:您写了%(count)d字,最多%(most)d字。请写要点,详细材料可以作为附件上传。")
            % {"count": len(body), "most": LONGEST_BODY},
            "body",
        )
    if message.kind not in Kind.values:
        raise NotValid(_("请选择来信的类型。"), "kind")
    if len(message.files) > MOST_FILES:
        raise NotValid(_("附件最多%(most)d个,请挑最要紧的上传。") % {"most": MOST_FILES}, "files")
    if message.channel not in Channel.values or not message.key:
        raise NotValid(_("这封来信缺少来源或编号,无法登记。"))
    return Message(**{
        **vars(message),
        "body": body,
        "subject": subject_of(message.subject, body),
        "place": one_line(message.place)[:200],
    })  # fmt: skip


def subject_of(given: str, body: str) -> str:
    """The subject given, or the beginning of the words."""
    subject = one_line(given) or one_line(body)
    return subject if len(subject) <= LONGEST_SUBJECT else subject[: LONGEST_SUBJECT - 1] + "…"


def fingerprint(salt: str, subject: str, body: str) -> str:
    """Commits to the words without telling them: the salt can be deleted, the ledger stays whole."""
    return hashlib.sha256(f"{salt}\n{subject}\n{body}".encode()).hexdigest()
