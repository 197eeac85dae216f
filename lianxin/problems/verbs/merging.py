"""Two numbers were one problem, or one number was two."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Case
from lianxin.clock.queries import rulebook_in_force
from lianxin.clock.verbs import release
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.storing import change
from lianxin.ledger.verbs import draw_free_numbers, new_dossier, record
from lianxin.problems.models import Problem, StepKind, Voice
from lianxin.problems.road import move, owe_of
from lianxin.problems.verbs.gathering import leave, store_voices
from lianxin.problems.verbs.listing import checked_name, common_category, move_in
from lianxin.problems.verbs.stepping import require_nobody, tell_all

# Kept in the house's own language; pages translate when they show it.
MERGED = N_("并入另一个问题")
PARTED = N_("分出去单独列账")


@transaction.atomic
def merge(problem: Problem, *, into: Problem, by: Actor, now: datetime) -> None:
    """并入 It is the same as that one: its voices stand there from now on, and its number leads there."""
    require(by, "problem.change", problem)
    require(by, "problem.change", into)
    if problem.pk == into.pk:
        raise NotValid(_("不能和它自己合并，请选另一个问题。"), "into")
    if problem.desk_id != into.desk_id:
        raise NotAllowedNow(_("这两个问题不归同一个受理中心，不能合并。"))
    move(problem, "problem.merged")
    move(into, "problem.took_in")
    voices = list(Voice.objects.filter(problem=problem, left_at=None).select_related("case__submission"))
    because = {voice.case_id: voice.because for voice in voices}
    leave(problem, voices, reason=MERGED, by=by, now=now)
    store_voices(into, _cases(voices), because, together=True, by=by, now=now)
    change(Problem, {"dossier_id": problem.pk}, merged_into_id=into.pk)
    release(problem.dossier, reason=MERGED, now=now)
    record(problem.dossier, "problem.merged", by=by, now=now, into=into.pk.hex)
    record(into.dossier, "problem.took_in", by=by, now=now, problem=problem.pk.hex, voices=len(voices))


def _cases(voices: Sequence[Voice]) -> list[Case]:
    return list(Case.objects.with_cover().filter(pk__in=[voice.case_id for voice in voices]))


@transaction.atomic
def split(
    problem: Problem, cases: Sequence[Case], *, title: str, place: str, by: Actor, now: datetime
) -> Problem:
    """分开 These of its letters tell of another problem: it gets a number of its own and begins anew."""
    require(by, "problem.change", problem)
    title, place = checked_name(title, place)
    keys = [case.pk for case in cases]
    voices = list(Voice.objects.filter(problem=problem, left_at=None, case__in=keys))
    if not voices or len(voices) != len({*keys}):
        raise NotAllowedNow(_("选的信有的已经不在这个问题里。请刷新页面再选。"))
    if len(voices) == problem.voices:
        raise NotValid(_("不能把所有的信都分出去；要改叫法，请用“改写”。"), "cases")
    require_nobody({"title": title, "place": place}, keys)
    move(problem, "problem.parted")
    leave(problem, voices, reason=PARTED, by=by, now=now)
    other = _begin(problem, cases, title, place, now=now)
    because = {voice.case_id: voice.because for voice in voices}
    store_voices(other, cases, because, together=True, by=by, now=now)
    owe_of(other, "assign", by=other.desk, now=now)
    tell_all(other, StepKind.LISTED, "", by=by, now=now)
    shared = {"voices": [key.hex for key in keys]}
    record(other.dossier, "problem.split", by=by, now=now, out_of=problem.pk.hex, **shared)
    record(problem.dossier, "problem.parted", by=by, now=now, problem=other.pk.hex, **shared)
    return other


def _begin(problem: Problem, cases: Sequence[Case], title: str, place: str, *, now: datetime) -> Problem:
    dossier = new_dossier(
        "problem", keeper=problem.desk, source="problem", stage="", now=now, rulebook=rulebook_in_force(now)
    )
    draw_free_numbers([dossier], now=now)
    other = Problem(
        dossier=dossier, title=title, place=place, desk=problem.desk, first_at=now, last_at=now,
        category=common_category(cases) or problem.category, place_organisation=problem.place_organisation,
    )  # fmt: skip
    move_in(other, "problem.split")
    return other
