"""找问题 A problem is found by its words: what it is called, where, who mends it, by what, every step told.

There are hundreds of problems where there are hundreds of thousands of letters, so their words are read
through; an index of its own would be kept for nothing. An earlier name finds nothing: there may have been a
reason to change it.
"""

from collections.abc import Iterable
from functools import reduce
from operator import and_

from django.db.models import Q

from lianxin.kit.folding import plain
from lianxin.kit.storing import change
from lianxin.problems.models import Problem, Step


def make_findable(problem: Problem) -> None:
    """By its words as they are now; in the transaction that changes them."""
    owner = problem.owner
    called = (owner.name_zh, owner.aliases, owner.name_en) if owner else ()
    told = Step.objects.filter(problem=problem).order_by("number").values_list("words", flat=True)
    said = (problem.title, problem.place, problem.dossier.number, problem.standard, problem.measure)
    problem.words = "\n".join(filter(None, map(plain, (*said, *called, *told))))
    change(Problem, {"dossier_id": problem.pk}, words=problem.words)


def holding(typed: str) -> Q:
    """Problems that hold every word of what somebody typed, each of them anywhere."""
    return holding_these(plain(typed).split())


def holding_these(words: Iterable[str], without: Iterable[str] = ()) -> Q:
    """Problems that hold all of these words and none of those, which are folded already."""
    wanted = [Q(words__contains=word) for word in words] + [~Q(words__contains=word) for word in without]
    return reduce(and_, wanted, Q())
