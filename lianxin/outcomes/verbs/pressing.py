"""One tap for whoever is being pressed about what they said, or are asked to say."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.channels.message import Message
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Kind, Submission
from lianxin.intake.verbs import receive
from lianxin.kit.refusals import NotAllowedNow
from lianxin.outcomes.models import Reply

# A letter of its own, in the language of the house.
SUBJECT = "有人对评价施压"
BODY = "来信%(number)s的来信人反映：有人要求改变评价、说好话或者撤回来信。答复单位是%(office)s。请查一查。"


@transaction.atomic
def say_pressed(case: Case, *, by: Actor, now: datetime) -> Submission:
    """有人施压 Somebody wants another rating, praise, or the letter back: the discipline office hears it.

    It becomes a report of its own, sealed from whoever handles the matter: nothing of it stands in the
    matter's own history. Its receipt code is the writer's; who wrote is not copied into it. Once for
    each answer: the second tap gives the same receipt.
    """
    require(by, "case.say_pressed", case)
    answered = case.replies.exclude(sent_at=None).select_related("organisation").order_by("-turn").first()
    if answered is None:
        raise NotAllowedNow(_("还没有收到答复。如果有人现在就向您施压，请另写一封“检举违纪”的信。"))
    body = BODY % {"number": case.dossier.number, "office": answered.organisation.name}
    message = Message("mailbox", key_of(answered), body, subject=SUBJECT, kind=Kind.REPORT)
    return receive(message, by=by, now=now)


def key_of(answered: Reply) -> str:
    """What makes two taps one."""
    return f"pressed:{answered.pk}"
