"""Marking words that insult or threaten: a mark on what was said, never on who said it."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.identity.actors import Actor
from lianxin.identity.policy import Thing, require
from lianxin.intake.models import Submission
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import one_line
from lianxin.ledger.models import Event
from lianxin.ledger.verbs import record

MARKED, UNMARKED = "submission.abuse_marked", "submission.abuse_unmarked"
LONGEST = 300


class Abuse(models.TextChoices):
    """What is in the words, so that whoever calls back or opens the door is not surprised."""

    INSULT = "insult", gettext_lazy("辱骂")
    THREAT = "threat", gettext_lazy("威胁")
    OBSCENE = "obscene", gettext_lazy("下流话")


@transaction.atomic
def mark_abuse(
    submission: Submission, what: str, *, by: Actor, now: datetime, through: Thing | None = None
) -> None:
    """标记辱骂、威胁 These words hold it. The matter is handled all the same, and no limit changes.

    It stands in the history of this letter alone, and its writer reads it: nothing can be counted by person.
    """
    require(by, "submission.mark_abuse", through or submission)
    if what not in Abuse.values:
        raise NotValid(_("请选择信里有什么：辱骂、威胁还是下流话。"), "abuse")
    if abuse_in(submission):
        raise NotAllowedNow(_("这封信已经标记过了。"))
    record(submission.dossier, MARKED, by=by, now=now, because=what)


@transaction.atomic
def unmark_abuse(
    submission: Submission, reason: str, *, by: Actor, now: datetime, through: Thing | None = None
) -> None:
    """取消标记 It was not so. Why is written down, and the writer reads it."""
    require(by, "submission.unmark_abuse", through or submission)
    reason = one_line(reason)
    if not reason or len(reason) > LONGEST:
        raise NotValid(_("请写明为什么取消标记。"), "unmark_reason")
    if not abuse_in(submission):
        raise NotAllowedNow(_("这封信没有标记，不用取消。"))
    record(submission.dossier, UNMARKED, by=by, now=now, reason=reason)


def abuse_in(submission: Submission) -> str:
    """What this letter is marked for now; nothing when it is not."""
    last = Event.objects.filter(dossier=submission.pk, name__in=(MARKED, UNMARKED)).order_by("seq").last()
    return str(last.data["because"]) if last and last.name == MARKED else ""
