"""The private part may be put right: it is no part of what was said."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.channels.email import usable
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Contact, Submission
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
