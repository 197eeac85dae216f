"""Whatever is done to problems in whatever order, by whoever: somebody owes each, and every count is true."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.flow.laws import quick
from lianxin.identity.actors import citizen
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import Refusal
from lianxin.problems.models import Problem, Voice
from lianxin.problems.queries import silent
from lianxin.problems.road import stage_from_ledger
from lianxin.problems.verbs import (
    add_voices,
    answer_mended,
    assign,
    carry,
    list_problem,
    merge,
    plan,
    say_mended,
    send_back,
    split,
    strike_off,
    take_out,
    tell,
)
from tests.problems_of import WORDS, fresh, letters
from tests.world import World

ACTS = {
    "list": lambda w, p, q, case, **k: list_problem([case], **WORDS, **k),
    "add": lambda w, p, q, case, **k: add_voices(p, [case], **k),
    "out": lambda w, p, q, case, **k: take_out(p, case, reason="别的事", **k),
    "merge": lambda w, p, q, case, **k: merge(p, into=q, **k),
    "split": lambda w, p, q, case, **k: split(p, [case], **WORDS, **k),
    "assign": lambda w, p, q, case, **k: assign(p, to=w.bodies["WATER"], standard="有水", **k),
    "plan": lambda w, p, q, case, **k: plan(p, measure="换泵", due_on=in_a_week(w), **k),
    "tell": lambda w, p, q, case, **k: tell(p, "到货", **k),
    "mended": lambda w, p, q, case, **k: say_mended(p, evidence="有水了", **k),
    "strike": lambda w, p, q, case, **k: strike_off(p, words="看过", **k),
    "back": lambda w, p, q, case, **k: send_back(p, reason="没水", due_on=in_a_week(w), **k),
}
steps = st.lists(
    st.tuples(
        st.sampled_from([*ACTS, "yes", "no", "wait", "carry"]),
        st.sampled_from(["sorter", "sorter", "officer", "officer", "stranger", "supervisor"]),
        st.integers(0, 5), st.integers(0, 5), st.integers(0, 5),
    ),
    min_size=25, max_size=40,
)  # fmt: skip


def in_a_week(world: World) -> date:
    return local_day(world.now) + timedelta(days=7)


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(steps)
def test_any_walk_leaves_a_true_ledger(world: World, walk: Any) -> None:
    cases = letters(world, 4)
    for name, who, one, two, which in walk:
        problems = list(Problem.objects.order_by("dossier_id"))
        case = cases[which % len(cases)]
        try:
            if name in ACTS and (problems or name == "list"):
                here = fresh(problems[one % len(problems)]) if problems else None
                there = fresh(problems[two % len(problems)]) if problems else None
                case = world.fresh(case)
                ACTS[name](world, here, there, case, by=world.actor(who), now=world.now)  # type: ignore[no-untyped-call]
            elif name in {"yes", "no"}:
                by = citizen(case.submission_id)
                answer_mended(case, mended=name == "yes", by=by, now=world.now)
            elif name == "wait":
                world.later(days=3)
            elif name == "carry":
                carry(now=world.now)
        except Refusal:
            continue
    while carry(now=world.now):
        pass
    assert not silent() and quick().ok
    for problem in Problem.objects.select_related("dossier"):
        assert problem.stage == stage_from_ledger(list(problem.dossier.events.order_by("seq")))
        assert problem.voices == Voice.objects.filter(problem=problem, left_at=None).count()
