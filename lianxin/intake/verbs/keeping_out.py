"""请求回避 The writer asks that somebody named be kept out; another body than the named one decides by a day.

Silence is a yes: whoever asked is not to be kept waiting by those who are asked about.
(信访工作条例第28条、第30条；LX_RECUSAL)
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.clock.models import Promise
from lianxin.clock.verbs import keep, owe, release
from lianxin.identity.actors import Actor
from lianxin.identity.models import Person
from lianxin.identity.policy import require
from lianxin.intake.models import Ground, Recusal, RecusalRequest, Submission
from lianxin.intake.models.recusal import Answer
from lianxin.intake.verbs.recusing import check_body, put_aside
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.text import one_line, readable
from lianxin.ledger.verbs import record
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import superior

RULE = "LX_RECUSAL"
MOST_ASKED = 6
LONGEST_NAME, LONGEST_REASON = 80, 500
# Kept in the house's own language; pages translate when they show it.
NOBODY_DECIDED = N_("到期没有决定，按来信人的要求回避")


@transaction.atomic
def ask_recusal(
    submission: Submission, *, named: str, reason: str, by: Actor, now: datetime
) -> RecusalRequest:
    """请求回避 A body or a person shall neither read nor handle this letter, and why.

    Whether a name is somebody's is not told: that would let anybody ask who works here. Where it is no
    single one's, silence names nobody, and whoever decides has to say who is meant.
    """
    require(by, "submission.ask_recusal", submission)
    named, reason = one_line(named), readable(reason)
    if not named or len(named) > LONGEST_NAME:
        raise NotValid(_("请写明请谁回避：一个单位的全名，或者一个人的姓名，不超过80字。"), "named")
    if not reason or len(reason) > LONGEST_REASON:
        raise NotValid(_("请写明为什么请他回避，不超过500字。"), "reason")
    if open_request(submission) or submission.recusal_requests.count() >= MOST_ASKED:
        raise NotAllowedNow(_("上一个回避请求还没有决定，或者已经提过多次，请等决定下来。"))
    body = Organisation.objects.active().filter(name_zh=named).first()
    check_body(submission, body)
    person = None if body else _only_one(named)
    request = submission.recusal_requests.create(
        named=named, reason=reason, body=body, person=person, asked_at=now
    )
    decider = superior(submission.dossier.keeper) or submission.dossier.keeper
    known = bool(body or person)
    owe(submission.dossier, "recusal", owed_by=decider, rule_key=RULE, now=now, advances=known)
    record(submission.dossier, "submission.recusal_asked", by=by, now=now, request=request.pk.hex)
    return request


def _only_one(name: str) -> Person | None:
    """The one person in a post who has this name; nobody where there are several or none."""
    found = list(Person.objects.filter(name=name, posts__until=None, posts__isnull=False).distinct()[:2])
    return found[0] if len(found) == 1 else None


def open_request(submission: Submission) -> RecusalRequest | None:
    """What waits to be decided; None where nothing does."""
    return submission.recusal_requests.filter(answer=Answer.OPEN).select_related("body", "person").first()


@transaction.atomic
def grant_recusal(
    request: RecusalRequest,
    *,
    by: Actor,
    now: datetime,
    person: Person | None = None,
    body: Organisation | None = None,
) -> Recusal | None:
    """同意回避 From now on whoever was named neither sees nor handles it. None where that was so already.

    Who decides may say more exactly who is meant (`person`, `body`).
    """
    submission = _to_decide(request, by=by)
    if not person and not body:
        person, body = request.person, request.body
    if (person is None) == (body is None):
        raise NotValid(_("来信人写的名字对不上一个人或者一个单位，请写明是谁要回避。"), "who")
    check_body(submission, body)
    keep(submission.dossier, "recusal", now=now)
    _answered(request, Answer.GRANTED, by=by, now=now)
    return _keep_out(submission, person, body, by=by, now=now)


@transaction.atomic
def refuse_recusal(request: RecusalRequest, *, words: str, by: Actor, now: datetime) -> None:
    """不同意回避 Who was named stays, and the writer is told why."""
    submission = _to_decide(request, by=by)
    words = one_line(words)
    if not words or len(words) > LONGEST_REASON:
        raise NotValid(_("请写明为什么不同意回避，来信人会看到。"), "why_stay")
    keep(submission.dossier, "recusal", now=now)
    _answered(request, Answer.REFUSED, by=by, now=now, words=words)
    record(submission.dossier, "submission.recusal_refused", by=by, now=now, words=words)


@transaction.atomic
def let_recusal_stand(request: RecusalRequest, *, by: Actor, now: datetime) -> None:
    """不决即准 Nobody decided in time: whoever was named is kept out."""
    submission = request.submission
    require(by, "submission.let_recusal_stand", submission)
    if request.answer != Answer.OPEN:
        raise NotAllowedNow(_("这个回避请求已经决定了。"))
    due = Promise.objects.owed().filter(dossier=submission.dossier_id, key="recusal", due__lte=now)
    if (request.person is None) == (request.body is None) or not due.exists():
        raise NotAllowedNow(_("这个回避请求还要等人决定。"))
    release(submission.dossier, "recusal", reason=NOBODY_DECIDED, now=now)
    _answered(request, Answer.SILENCE, by=by, now=now)
    _keep_out(submission, request.person, request.body, by=by, now=now, because="silence")


def _to_decide(request: RecusalRequest, *, by: Actor) -> Submission:
    """May: another body than the named one. Raises NotAllowed for whoever is named, in person or in post."""
    submission = request.submission
    require(by, "submission.decide_recusal", submission)
    mine = [post.organisation.path for post in by.posts]
    in_it = request.body and any(path.startswith(request.body.path) for path in mine)
    if in_it or (by.person and request.person_id == by.person.pk):
        raise NotAllowed(_("请求回避的就是您或者您的单位，要由别人来决定。"))
    if request.answer != Answer.OPEN:
        raise NotAllowedNow(_("这个回避请求已经决定了。"))
    return submission


def _answered(request: RecusalRequest, answer: Answer, *, by: Actor, now: datetime, words: str = "") -> None:
    request.answer, request.words, request.answered_by, request.answered_at = answer, words, by.person, now
    request.save(update_fields=["answer", "words", "answered_by", "answered_at"])


def _keep_out(
    submission: Submission,
    person: Person | None,
    body: Organisation | None,
    *,
    by: Actor,
    now: datetime,
    because: str = "asked",
) -> Recusal | None:
    """One line says it, also where somebody had been recused meanwhile."""
    same = submission.recusals.filter(person=person, body=body, lifted_at=None)
    fresh = not same.exists()
    recusal = put_aside(submission, Ground.ASKED, by=by, now=now, person=person, body=body) if fresh else None
    record(
        submission.dossier, "submission.recused", by=by, now=now, ground=Ground.ASKED.value, because=because,
        recusal=recusal.pk.hex if recusal else "", body=body.code if body else "",
    )  # fmt: skip
    return recusal
