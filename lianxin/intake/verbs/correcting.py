"""The private part may be put right: it is no part of what was said."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.channels.email import usable
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Contact, Submission
from lianxin.intake.numbers import spellings
from lianxin.kit.refusals import NotValid
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import record


@transaction.atomic
def correct_email(submission: Submission, email: str, *, by: Actor, now: datetime) -> None:
    """改正邮箱 The address that mails go to, as the writer says it is. No line of the ledger holds it."""
    require(by, "submission.correct_contact", submission)
    email = one_line(email)
    if not usable(email):
        raise NotValid(_("这个邮箱地址寄不到，请再核对一遍：例如 name@example.cn。"), "email")
    Contact.objects.update_or_create(submission=submission, defaults={"email": email})
    record(submission.dossier, "submission.contact_corrected", by=by, now=now)


@transaction.atomic
def leave_contact(
    submission: Submission, *, phone: str = "", email: str = "", by: Actor, now: datetime
) -> None:
    """留联系方式 How else the writer can be reached. It stands on the card, and in no line of the ledger."""
    require(by, "submission.leave_contact", submission)
    given = {name: one_line(text) for name, text in {"phone": phone, "email": email}.items() if text.strip()}
    if not given or ("phone" in given and not spellings(given["phone"])):
        raise NotValid(_("这个电话号码不完整，请再看一遍。"), "phone")
    if "email" in given and not usable(given["email"]):
        raise NotValid(_("这个邮箱地址寄不到，请再核对一遍：例如 name@example.cn。"), "email")
    Contact.objects.update_or_create(submission=submission, defaults=given)
    record(submission.dossier, "submission.contact_left", by=by, now=now)
