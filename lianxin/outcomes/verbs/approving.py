"""Signing the answer: by somebody other than its writers, who sends it or sends it back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.cases.models.case import ClaimedOutcome
from lianxin.clock.verbs import keep
from lianxin.flow.moves import move, owe_next
from lianxin.flow.procedures import FROM_ABOVE
from lianxin.flow.verbs import end_support
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.search import index_more
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import NotAllowed, NotValid
from lianxin.kit.storing import change
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import acted_first, record
from lianxin.outcomes.answers import require_in_force
from lianxin.outcomes.models import Answer, Basis, Hand, Reply, SentBack
from lianxin.outcomes.nameless import require_nameless
from lianxin.outcomes.sealed_words import words_of
from lianxin.outcomes.words_found import words_found_in

LONGEST_REASON = 500
SIGNING = ("approver", "secretary")


@transaction.atomic
def approve(case: Case, *, by: Actor, now: datetime, seen: datetime | None = None) -> Reply:
    """签发 Sign the answer that was handed over, and send it; then its delivery is owed.

    Never one's own draft, whatever posts one holds. `seen` is when the draft that was read had been
    handed over: another one has to be read first (409). What the body claims of the case follows
    from the answers; whether it is solved, only the writer of the letter says.
    """
    require(by, "case.approve", case)
    move(case, "case.replied")
    reply = _handed_over(case, by)
    _require_one_level_up(case, reply, by)
    if seen and reply.submitted_at != seen:
        raise acted_first()
    said = list(reply.answers.select_related("request"))
    bases = list(Basis.objects.filter(answer__reply=reply).select_related("law", "answer__request"))
    require_in_force(bases, day=local_day(now))
    require_nameless(case, [text for one in said for text in (one.words, one.facts, one.action)], "answers")
    reply.sent_at, reply.approved_by = now, by.person
    reply.save(update_fields=["sent_at", "approved_by"])
    if not case.is_sealed():
        index_more(case.submission.serial, words_found_in(reply, said))
    case.claimed_outcome = claimed(said)
    change(Case, {"dossier_id": case.pk}, claimed_outcome=case.claimed_outcome)
    keep(case.dossier, "reply", "rework", "approve", "org_notice", *FROM_ABOVE, now=now)
    end_support(case, now=now)
    owe_next(case, "deliver", now=now)
    mark = words_of(reply, said, bases, salt=case.submission.salt)
    record(
        case.dossier, "case.replied", by=by, now=now,
        reply=reply.pk.hex, office=reply.organisation.code, words=mark,
        outcomes=[answer.outcome for answer in said], alike=_alike(said),
    )  # fmt: skip
    return reply


@transaction.atomic
def send_back(case: Case, words: str, *, by: Actor, now: datetime) -> SentBack:
    """退回修改 Not like this: the draft goes back to its writer with what should be mended."""
    require(by, "case.approve", case)
    words = one_line(words)
    if not words or len(words) > LONGEST_REASON:
        raise NotValid(_("请写明要改什么，不超过500字。"), "why_back")
    move(case, "case.sent_back")
    reply = _handed_over(case, by)
    assert by.person
    back = SentBack.objects.create(reply=reply, by=by.person, words=words, at=now)
    reply.submitted_at = None
    reply.save(update_fields=["submitted_at"])
    keep(case.dossier, "approve", now=now)
    record(case.dossier, "case.sent_back", by=by, now=now, sent_back=back.pk.hex, reason=words)
    return back


def claimed(answers: Iterable[Answer]) -> str:
    """What the organisation claims of the whole case: the one conclusion of all, or that they differ."""
    outcomes = {answer.outcome for answer in answers if answer.outcome}
    if not outcomes:
        return ClaimedOutcome.ANSWERED
    return outcomes.pop() if len(outcomes) == 1 else ClaimedOutcome.MIXED


def _handed_over(case: Case, by: Actor) -> Reply:
    """The draft that waits; refused to everybody whose hand is in it."""
    own = Exists(Hand.objects.filter(reply=OuterRef("pk"), person=by.person))
    reply = Reply.objects.annotate(own=own).select_related("organisation").get(case=case, turn=case.passes)
    if reply.sent_at or not reply.submitted_at:  # an old page
        raise acted_first()
    if reply.own:
        raise NotAllowed(
            _("自己起草的答复不能自己审核签发。请本单位的另一位审核签发人、书记，或者上级单位来签发。")
        )
    return reply


def _require_one_level_up(case: Case, reply: Reply, by: Actor) -> None:
    """上提一级 The writer said that it was not solved: a body above signs the new answer."""
    above = any(
        post.role in SIGNING and post.organisation_id != reply.organisation_id
        for post in by.posts
        if reply.organisation.path.startswith(post.organisation.reach)
    )
    if case.passes > 1 and not case.is_sealed() and not above:
        raise NotAllowed(_("来信人说没有解决，这次的答复要由上一级单位审核签发，本单位的人不能签发。"))


def _alike(answers: Iterable[Answer]) -> list[dict[str, object]]:
    """What was marked as a repetition when it was signed all the same: request, per cent, earlier answer."""
    return [
        {"request": answer.request.number, "likeness": answer.likeness, "like": answer.like_id}
        for answer in answers
        if answer.likeness
    ]
