"""Between the officer and the writer: a question and its answer, and the notice in writing."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lianxin.cases.models import Case, Question, WrittenNotice
from lianxin.cases.queries import case_by_key
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import State
from lianxin.clock.verbs import keep, leave_out
from lianxin.flow.moves import move
from lianxin.flow.verbs.extending import ANSWERS
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import ScannedLetter
from lianxin.intake.verbs import add_words, join_scan
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import one_line, readable
from lianxin.ledger.verbs import record

MOST_UNANSWERED = 3
LONGEST_QUESTION = 500
LONGEST_NOTICE = 2_000


@transaction.atomic
def ask_citizen(case: Case, words: str, *, by: Actor, now: datetime) -> Question:
    """请来信人补充 Ask the writer what must be known to go on. The clock runs on meanwhile."""
    require(by, "case.ask_citizen", case)
    words = one_line(words)
    if not words or len(words) > LONGEST_QUESTION:
        raise NotValid(_("请写明要问来信人什么，不超过500字。"), "words")
    move(case, "case.citizen_asked")
    if case.questions.filter(answered_at=None).count() >= MOST_UNANSWERED:
        raise NotAllowedNow(_("已经有3个问题在等来信人回答，请等回答了再问。"))
    post = by.in_office()
    assert by.person
    question = case.questions.create(
        organisation=post.organisation, asked_by=by.person, asked_at=now, words=words
    )
    record(case.dossier, "case.citizen_asked", by=by, now=now, question=question.pk.hex)
    return question


@transaction.atomic
def answer_question(question: Question, words: str, *, by: Actor, now: datetime) -> Question:
    """回答 What the writer answers is kept beside the letter, bound to the question.

    Where the rule leaves such time out, it is added to the limit again.
    """
    case = case_by_key.get(question.case_id)
    require(by, "submission.add", case.submission)
    if question.answered_at:
        raise NotAllowedNow(_("这个问题已经回答过了。还有想说的，可以补充在信里。"))
    move(case, "case.question_answered")
    addition = add_words(case.submission, words, by=by, now=now)
    since = case.questions.aggregate(last=Max("answered_at"))["last"]
    question.answered_at, question.addition = now, addition
    case.questions.filter(pk=question.pk).update(answered_at=now, addition=addition)
    owed = Promise.objects.filter(dossier=case.dossier, key__in=ANSWERS, state=State.RUNNING).first()
    if owed:
        leave_out(case.dossier, owed, since=max(question.asked_at, since or question.asked_at), now=now)
    record(case.dossier, "case.question_answered", by=by, now=now, question=question.pk.hex)
    return question


@transaction.atomic
def answer_by_post(
    scan: ScannedLetter, question: Question, words: str, *, by: Actor, now: datetime
) -> Question:
    """来信作答 The writer answered by post: the words answer the question, the scan lies beside them."""
    answered = answer_question(question, words, by=by, now=now)
    join_scan(scan, question.case.submission, words, by=by, now=now)
    return answered


@transaction.atomic
def give_notice(case: Case, words: str, *, by: Actor, now: datetime, proof: str = "") -> WrittenNotice:
    """书面告知 The organisation tells the writer in writing that it has the matter and how it goes on.

    Signing is no notice: only these words keep the promise. `proof` is how a letter on paper was
    told: the number of the registered letter, or who signed. (信访工作条例第23条第3款)
    """
    require(by, "case.notify", case)
    words, proof = readable(words), one_line(proof)[:200]
    if not words or len(words) > LONGEST_NOTICE:
        raise NotValid(_("请写明告知的内容，不超过2000字。"), "words")
    if case.submission.channel == "paper" and not proof:
        raise NotValid(_("纸质来信要把告知书送到来信人手里：请写邮件号码，或者谁签收的。"), "proof")
    move(case, "case.notice_given")
    if WrittenNotice.objects.filter(case=case).exists():
        raise NotAllowedNow(_("已经书面告知过来信人了。"))
    post = by.in_office()
    assert by.person
    notice = WrittenNotice.objects.create(
        case=case, organisation=post.organisation, given_by=by.person, given_at=now, words=words, proof=proof
    )
    keep(case.dossier, "org_notice", now=now)
    record(case.dossier, "case.notice_given", by=by, now=now, notice=notice.pk.hex)
    return notice
