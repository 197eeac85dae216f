"""What people do on the telephone for who has nothing else: read the answer out, or call again later."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models.case import Track
from lianxin.cases.queries import case_of_letter
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Submission
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import record
from lianxin.outcomes.models import PHONE, Means, Sending, State
from lianxin.outcomes.models.sending import SendingQuerySet
from lianxin.outcomes.verbs.delivering import deliver

AGAIN = timedelta(hours=3)
ANSWERS = {"replied", "answered_along"}
# Why nobody could be told. Kept as a word; pages say it as a sentence.
NOT_REACHED = {
    "no_answer": N_("没有人接"),
    "not_self": N_("接电话的不是本人"),
    "wrong_number": N_("号码打不通"),
}


@transaction.atomic
def read_out(letter: Submission, *, proof: str, by: Actor, now: datetime) -> list[Sending]:
    """电话告知 All that waits for this writer was read out on the telephone, to the writer in person.

    `proof` says who listened. An answer is delivered by that; of a petition it still has to arrive in
    writing (《信访工作条例》 art. 32).
    """
    require(by, "notice.post", letter)
    proof = one_line(proof)[:200]
    if not proof:
        raise NotValid(_("请写明是谁听的，例如“本人接听”。"), "proof")
    told = list(_calls(letter))
    Sending.objects.filter(pk__in=[one.pk for one in told]).update(
        state=State.SENT, sent_at=now, due_at=None, complaint="", proof=proof, recorded_by=by.person
    )
    case = case_of_letter.first(letter.pk)
    answered = ANSWERS & {one.notice for one in told}
    if case and answered and case.stage == "replied" and case.track != Track.PETITION:
        deliver(case, means=Means.TOLD, proof=proof, by=by, now=now)
    record(letter.dossier, "notice.read_out", by=by, now=now, notices=[one.notice for one in told])
    return told


@transaction.atomic
def not_reached(letter: Submission, *, why: str, by: Actor, now: datetime) -> None:
    """没有打通 Nobody could be told: it is due again in three hours, as often as it takes."""
    require(by, "notice.post", letter)
    if why not in NOT_REACHED:
        raise NotValid(_("请选择没有打通的原因。"), "why")
    waiting = _calls(letter)
    waiting.update(state=State.FAILED, attempts=F("attempts") + 1, due_at=now + AGAIN, complaint=why)
    record(letter.dossier, "notice.not_reached", by=by, now=now, why=why)


def _calls(letter: Submission) -> SendingQuerySet:
    """What this writer has to be called for. Raises NotAllowedNow when somebody has done it already."""
    waiting = Sending.objects.open().filter(submission=letter, channel=PHONE)
    if not waiting.exists():
        raise NotAllowedNow(_("这位来信人没有等着打的电话。刚才可能已经有人打过了，请刷新页面。"))
    return waiting
