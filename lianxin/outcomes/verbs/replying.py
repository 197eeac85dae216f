"""Writing the answer: one answer for each request, kept as a draft, handed over, taken back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Case
from lianxin.clock.verbs import release
from lianxin.flow.moves import move, owe_next
from lianxin.flow.verbs.extending import drop_request
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import readable
from lianxin.ledger.verbs import acted_first, record
from lianxin.outcomes.alike import Like, likenesses
from lianxin.outcomes.answers import LONGEST_WORDS, AnswerIn, require_whole, tidy
from lianxin.outcomes.models import Answer, Basis, Hand, Law, Reply
from lianxin.outcomes.nameless import require_nameless
from lianxin.outcomes.sealed_words import words_of

WRITTEN = ("facts", "words", "action", "action_on", "outcome", "like", "likeness")
# Kept in the house's own language; pages translate when they show it.
TAKEN_BACK = N_("起草人撤回送审，接着修改")
HANDED_OVER = N_("答复已经送审，不用再决定")


@transaction.atomic
def draft(
    case: Case, answers: Mapping[int, AnswerIn], *, by: Actor, now: datetime, opening: str = ""
) -> Reply:
    """起草答复 Keep what has been written so far; nothing is sent and nothing is owed less.

    `answers` maps the number of a request to what is written for it.
    """
    require(by, "case.reply", case)
    if case.stage != "in_handling":
        raise NotAllowedNow(_("现在不能写答复：请先签收，或者答复已经送审、已经发出。"))
    tidied = {number: tidy(said) for number, said in answers.items()}
    reply, _said, _bases = _write(case, tidied, {}, by=by, now=now, opening=opening)
    return reply


@transaction.atomic
def submit(
    case: Case, answers: Mapping[int, AnswerIn], *, by: Actor, now: datetime, opening: str = ""
) -> Reply:
    """送审 Hand the whole draft over to whoever signs it; the clock of the reply runs on meanwhile.

    Refused while one request has no answer, or one answer lacks what 信访工作条例 article 32 asks
    for. Ideas, opinions, thanks and reports of breaches need no conclusion. What resembles an
    earlier answer of the same body is marked for the one who signs; that alone stops nothing.
    """
    require(by, "case.reply", case)
    move(case, "case.submitted")
    tidied = {number: tidy(said) for number, said in answers.items()}
    alike = likenesses(tidied, organisation=by.in_office().organisation)
    reply, said, bases = _write(case, tidied, alike, by=by, now=now, opening=opening, submitted_at=now)
    require_whole(said, bases, kind=case.submission.kind, day=local_day(now))
    require_nameless(case, (one.text() for one in tidied.values()), "answers")
    drop_request(case, reason=HANDED_OVER, now=now)
    owe_next(case, "approve", now=now)
    mark = words_of(reply, said, bases, salt=case.submission.salt)
    record(case.dossier, "case.submitted", by=by, now=now, reply=reply.pk.hex, words=mark)
    return reply


@transaction.atomic
def take_back(case: Case, *, by: Actor, now: datetime) -> None:
    """撤回送审 The writers go on with the draft before it is signed; then it is handed over anew."""
    require(by, "case.reply", case)
    move(case, "case.taken_back")
    Reply.objects.filter(case=case, turn=case.passes).update(submitted_at=None)
    release(case.dossier, "approve", reason=TAKEN_BACK, now=now)
    record(case.dossier, "case.taken_back", by=by, now=now)


def _write(
    case: Case,
    tidied: Mapping[int, AnswerIn],
    alike: Mapping[int, Like],
    *,
    by: Actor,
    now: datetime,
    opening: str,
    submitted_at: datetime | None = None,
) -> tuple[Reply, list[Answer], list[Basis]]:
    """The rows of the draft, written anew; whose hand was in it stays on record."""
    opening = readable(opening)
    if len(opening) > LONGEST_WORDS:
        raise NotValid(_("答复太长，每项最多%(most)d字。") % {"most": LONGEST_WORDS}, "answers")
    assert by.person
    reply, fresh = Reply.objects.select_for_update().get_or_create(
        case=case, turn=case.passes,
        defaults={
            "organisation": by.in_office().organisation, "written_by": by.person, "written_at": now,
            "opening": opening, "submitted_at": submitted_at,
        },
    )  # fmt: skip
    if reply.sent_at or (reply.submitted_at and not fresh):  # an old page: what was handed over stays
        raise acted_first()
    if not fresh:
        reply.organisation, reply.written_by = by.in_office().organisation, by.person
        reply.written_at, reply.opening, reply.submitted_at = now, opening, submitted_at
        reply.save(update_fields=["organisation", "written_by", "written_at", "opening", "submitted_at"])
    Hand.objects.bulk_create([Hand(reply=reply, person=by.person, at=now)], ignore_conflicts=True)
    said = _answers(reply, tidied, alike, fresh=fresh)
    return reply, said, _bases(reply, said, tidied, fresh=fresh)


def _answers(
    reply: Reply, tidied: Mapping[int, AnswerIn], alike: Mapping[int, Like], *, fresh: bool
) -> list[Answer]:
    said = []
    for request in reply.case.requests.all():
        one, like = tidied.get(request.number, AnswerIn()), alike.get(request.number)
        said.append(
            Answer(
                reply=reply, request=request, words=one.words, facts=one.facts, outcome=one.outcome,
                action=one.action, action_on=one.action_on,
                like_id=like.answer if like else None, likeness=like.likeness if like else None,
            )
        )  # fmt: skip
    Answer.objects.bulk_create(
        said, update_conflicts=True, unique_fields=["reply", "request"], update_fields=WRITTEN
    )
    if not fresh:  # rows that stood there already keep their keys
        keys = dict(Answer.objects.filter(reply=reply).values_list("request_id", "id"))
        for answer in said:
            answer.pk = keys[answer.request_id]
    return said


def _bases(reply: Reply, said: list[Answer], tidied: Mapping[int, AnswerIn], *, fresh: bool) -> list[Basis]:
    """What each answer leans on. Raises NotValid for a law that the register does not have."""
    if not fresh:
        Basis.objects.filter(answer__reply=reply).delete()
    codes = {basis.law for one in tidied.values() for basis in one.bases}
    if not codes:
        return []
    laws = Law.objects.in_bulk(codes, field_name="code")
    if unknown := sorted(codes - set(laws)):
        raise NotValid(_("法规库里没有选中的法规(%(code)s)，请重新选择。") % {"code": unknown[0]}, "answers")
    return Basis.objects.bulk_create(
        Basis(answer=answer, law=laws[basis.law], article=basis.article)
        for answer in said
        for basis in tidied.get(answer.request.number, AnswerIn()).bases
    )
