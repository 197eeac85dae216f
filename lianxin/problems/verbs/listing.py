"""Listing a problem: from here on it has a number, and somebody owes that it gets an owner."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case, Category
from lianxin.clock.queries import rulebook_in_force
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotValid
from lianxin.kit.storing import change
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import draw_free_numbers, new_dossier, open_dossier, record
from lianxin.organisations.models import Organisation
from lianxin.problems.finding import make_findable
from lianxin.problems.models import Problem, StepKind
from lianxin.problems.road import move, owe_of
from lianxin.problems.verbs.gathering import store_voices
from lianxin.problems.verbs.stepping import require_for_everybody, require_nobody, tell_all

LONGEST_TITLE = 120
LONGEST_PLACE = 120
FEWEST, MOST = 1, 2_000


@transaction.atomic
def list_problem(
    cases: Sequence[Case],
    *,
    title: str,
    place: str,
    by: Actor,
    now: datetime,
    because: Mapping[UUID, str] | None = None,
    place_organisation: Organisation | None = None,
    category: Category | None = None,
    together: bool = True,
) -> Problem:
    """列账 These letters tell of one thing that is wrong: from here on it has one number in the ledger.

    `because` says of a letter (by its key) by what it was seen to belong here. `together`: those that are
    still to be given out are linked with the first one that is in hand, so that they are handled once and
    each is answered (the worker does it). The desk owes an owner under LX_PROBLEM_ASSIGN.
    Raises NotValid without letters or without words, NotAllowed for a letter that is not this desk's.
    """
    for case in cases:
        require(by, "problem.list", case)
    if not FEWEST <= len(cases) <= MOST:
        raise NotValid(_("请至少选一封信；一次最多列2000封，其余的以后再加。"), "cases")
    title, place = checked_name(title, place)
    require_nobody({"title": title, "place": place}, [case.pk for case in cases])
    problem = _open(cases, title, place, category, place_organisation, now=now)
    store_voices(problem, cases, because or {}, together=together, by=by, now=now)
    owe_of(problem, "assign", by=problem.desk, now=now)
    tell_all(problem, StepKind.LISTED, "", by=by, now=now)
    record(problem.dossier, "problem.listed", by=by, now=now, voices=[case.pk.hex for case in cases])
    return problem


def checked_name(title: str, place: str) -> tuple[str, str]:
    """What is wrong and where, in words that may stand on a public page."""
    title, place = one_line(title), one_line(place)
    if not title or len(title) > LONGEST_TITLE:
        raise NotValid(_("请用一句话写明是什么问题，不超过120字。"), "title")
    if len(place) > LONGEST_PLACE:
        raise NotValid(_("地点写得太长，请不超过120字，到小区、村组或者路段就可以。"), "place")
    return title, place


def _open(
    cases: Sequence[Case], title: str, place: str, category: Category | None, where: Organisation | None, *,
    now: datetime,
) -> Problem:  # fmt: skip
    first = cases[0]
    dossier = new_dossier(
        "problem", keeper=first.desk, source="problem", stage="", now=now, rulebook=rulebook_in_force(now)
    )
    draw_free_numbers([dossier], now=now)
    said = [case.submission.received_at for case in cases]
    problem = Problem(
        dossier=dossier, title=title, place=place, desk=first.desk, first_at=min(said), last_at=max(said),
        category=category or common_category(cases), place_organisation=where or _common_place(cases),
    )  # fmt: skip
    move_in(problem)
    return problem


def move_in(problem: Problem, event: str = "problem.listed") -> None:
    """A new folder with its first stage, stored and counted."""
    dossier = problem.dossier
    move(problem, event)
    dossier.cover_changes.clear()  # it is new: there is no place that it was counted at before
    open_dossier(dossier)
    problem.save(force_insert=True)


def common_category(cases: Sequence[Case]) -> Category | None:
    """The class that most of the letters have, where they have one."""
    found = [case.category for case in cases if case.category]
    return max(found, key=found.count) if found else None


def _common_place(cases: Sequence[Case]) -> Organisation | None:
    found = [case.submission.place_organisation for case in cases if case.submission.place_organisation]
    return max(found, key=found.count) if found else None


@transaction.atomic
def name_anew(problem: Problem, *, title: str, place: str, by: Actor, now: datetime) -> None:
    """改写 Say better what is wrong and where; what it was called before stays in the history."""
    require(by, "problem.change", problem)
    title, place = checked_name(title, place)
    require_for_everybody(problem, {"title": title, "place": place})
    move(problem, "problem.named")
    before = {"title_before": problem.title, "place_before": problem.place}
    change(Problem, {"dossier_id": problem.pk}, title=title, place=place)
    problem.title, problem.place = title, place
    make_findable(problem)
    record(problem.dossier, "problem.named", by=by, now=now, title=title, place=place, **before)
