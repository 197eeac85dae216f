"""Voices come and go: each is a row with who, when and why, and the counts follow exactly."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Contact
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.storing import change, store
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import record
from lianxin.problems.models import Problem, Voice
from lianxin.problems.road import move

LONGEST_REASON = 300
LONGEST_BECAUSE = 200
AT_ONCE = 500


@transaction.atomic
def add_voices(
    problem: Problem,
    cases: Sequence[Case],
    *,
    by: Actor,
    now: datetime,
    because: Mapping[UUID, str] | None = None,
    together: bool = True,
) -> int:
    """加入 These letters tell of this problem too; returns how many are new here. Twice is once."""
    require(by, "problem.change", problem)
    for case in cases:
        require(by, "problem.list", case)
    move(problem, "problem.joined")
    known = set(
        Voice.objects.filter(problem=problem, left_at=None, case__in=cases).values_list("case", flat=True)
    )
    new = [case for case in cases if case.pk not in known]
    if not new:
        return 0
    store_voices(problem, new, because or {}, together=together, by=by, now=now)
    record(problem.dossier, "problem.joined", by=by, now=now, voices=[case.pk.hex for case in new])
    return len(new)


def store_voices(
    problem: Problem, cases: Sequence[Case], because: Mapping[UUID, str], *, together: bool, by: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """Do: the rows and the counts. Raises where a letter may not stand here, or stands elsewhere."""
    if any(case.is_sealed() or case.submission.confidential for case in cases):
        raise NotAllowed(_("检举件和要求保密的信不列入问题台账，请单独办理。"))
    taken = Voice.objects.filter(case__in=[case.pk for case in cases], left_at=None)
    elsewhere = taken.select_related("case__dossier", "problem__dossier").first()
    if elsewhere:
        raise NotAllowedNow(
            _("%(letter)s已经列在问题%(problem)s里。要合在一起，请把两个问题合并。")
            % {"letter": elsewhere.case.dossier.number, "problem": elsewhere.problem.dossier.number}
        )
    # Whoever comes later is told how it stands now, not everything that went before.
    store([
        Voice(
            problem=problem, case=case, because=because.get(case.pk, "")[:LONGEST_BECAUSE], by=by.person,
            at=now, said_at=case.submission.received_at, joins=together, told=max(problem.told - 1, 0),
            untold=True,
        )
        for case in cases
    ])  # fmt: skip
    count_again(problem)


def count_again(problem: Problem) -> None:
    """How many letters, how many people, from when to when: from the rows, whatever came or went."""
    voices = Voice.objects.filter(problem=problem, left_at=None)
    told = voices.aggregate(n=Count("pk"), first=Min("said_at"), last=Max("said_at"))
    problem.voices = told["n"]
    problem.people = _people(problem)
    if problem.voices:
        problem.first_at, problem.last_at = told["first"], told["last"]
    change(
        Problem, {"dossier_id": problem.pk}, voices=problem.voices, people=problem.people,
        first_at=problem.first_at, last_at=problem.last_at,
    )  # fmt: skip


def _people(problem: Problem) -> int:
    """Who wrote twice with one telephone, one address or one account is one; who left nothing is one each.

    Counted here and kept as a number alone: nothing says which letters are of the same person.
    """
    here = Q(submission__case__in=Voice.objects.filter(problem=problem, left_at=None).values("case"))
    cards = Contact.objects.filter(here).values_list("phone", "email", "account", "name")
    who = [next((said for said in card if said), "") for card in cards]
    named = [one for one in who if one]
    return problem.voices - len(named) + len(set(named))


@transaction.atomic
def take_out(problem: Problem, case: Case, *, reason: str, by: Actor, now: datetime) -> None:
    """移出 This letter tells of something else after all; it stands for itself again, the reason stays."""
    require(by, "problem.change", problem)
    reason = one_line(reason)
    if not reason or len(reason) > LONGEST_REASON:
        raise NotValid(_("请写明为什么不是这个问题，不超过300字。"), "reason")
    voice = voice_of(problem, case)
    if problem.voices == 1:
        raise NotAllowedNow(_("这是最后一封信，移出以后这个问题就没有人反映了。列错了的，请并入别的问题。"))
    move(problem, "problem.left")
    leave(problem, [voice], reason=reason, by=by, now=now)
    record(problem.dossier, "problem.left", by=by, now=now, voice=case.pk.hex, reason=reason)


def voice_of(problem: Problem, case: Case) -> Voice:
    found = Voice.objects.filter(problem=problem, case=case, left_at=None).first()
    if found is None:
        raise NotAllowedNow(_("这封信不在这个问题里。请刷新页面看看。"))
    return found


def leave(problem: Problem, voices: Sequence[Voice], *, reason: str, by: Actor, now: datetime) -> None:
    """Do: these voices leave; the counts follow."""
    for begin in range(0, len(voices), AT_ONCE):
        keys = tuple(voice.pk for voice in voices[begin : begin + AT_ONCE])
        change(
            Voice, {"id": keys}, left_at=now, left_by_id=by.person and by.person.pk, reason=reason,
            joins=False, untold=False,
        )  # fmt: skip
    count_again(problem)
