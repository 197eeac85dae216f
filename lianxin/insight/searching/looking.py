"""找 Newest first, until a page is full: by the index, then by permission, then in the words themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db.models import Q

from lianxin.cases.finding import case_of, in_reach_of, line_of, number_in, readable, readable_of, with_cover
from lianxin.cases.queries import Line
from lianxin.identity.actors import Actor
from lianxin.insight.searching.extracts import Piece, best_of
from lianxin.insight.searching.reach import few_in_reach
from lianxin.insight.searching.wanted import Wanted, conditions
from lianxin.intake.models import Addition, Submission
from lianxin.intake.search import EVER, walk
from lianxin.kit.folding import plain
from lianxin.outcomes.models import Reply
from lianxin.outcomes.words_found import words_found_in

PAGE = 30
# How many are looked at for one page: in the index, and in the words themselves. Where that is not enough,
# the answer says from where to look further back; it is never silently short.
CANDIDATES, READ = 3000, 400
STEP, WIDEST = 40, 480


@dataclass(frozen=True)
class Hit:
    """找到的 One letter that somebody may read, as a row, with a few of its words around what was wanted."""

    letter: Submission
    line: Line
    extract: list[Piece]


@dataclass(frozen=True)
class Found:
    """结果 A page of letters, newest first. `older`: from which serial on to look further back, if anything
    may lie there; `full`: the page was filled, otherwise the looking stopped on its way."""

    hits: list[Hit]
    older: int | None = None
    full: bool = False


@dataclass
class _Texts:
    """The words of a letter: as it came, what was added, what was answered."""

    own: tuple[str, ...]
    later: tuple[str, ...] = ()

    def said(self) -> str:
        return "\n".join(plain(text) for text in (*self.own, *self.later))


def look(asked: Wanted, *, by: Actor, now: datetime, below: int = EVER, most: int = PAGE) -> Found:
    """查找 What this person may read of what is wanted, from below a serial on, newest first.

    A whole number finds its letter. What was sealed is never found, nor what somebody steps aside from.
    """
    if number := number_in(asked.typed):
        return Found(_hits(readable(Q(dossier__number=number), by), Wanted()))
    if not asked.anything:
        return Found([])
    where = Submission.objects.ordinary().filter(in_reach_of(by) & conditions(asked, now=now))
    hits: list[Hit] = []
    looked = read = 0
    size, candidates = STEP, _candidates(asked, by, below)
    while chunk := list(islice(candidates, size)):
        may_be = set(where.filter(serial__in=chunk).values_list("serial", flat=True))
        allowed = [serial for serial in chunk if serial in may_be]
        looked, size = looked + len(chunk), min(size * 2, WIDEST)
        for some in _portions(allowed, STEP):
            hits += _fitting(some, asked, by)
            read += len(some)
            if len(hits) >= most:
                return Found(hits[:most], hits[most - 1].letter.serial, full=True)
            if read >= READ:
                return Found(hits, some[-1])
        if looked >= CANDIDATES:
            return Found(hits, chunk[-1])
    return Found(hits)


def _candidates(asked: Wanted, by: Actor, below: int) -> Iterator[int]:
    """Serials of letters that may be wanted, newest first; of somebody who may read few, only of those."""
    few = few_in_reach(by)
    if asked.pairs:
        return walk(asked.pairs, below=below, within=few)
    if few is not None:
        return (serial for serial in few if serial < below)
    return _all(below)


def _all(below: int) -> Iterator[int]:
    while True:
        older = (
            Submission.objects.filter(serial__lt=below).order_by("-serial").values_list("serial", flat=True)
        )
        some = list(older[:WIDEST])
        yield from some
        if len(some) < WIDEST:
            return
        below = some[-1]


def _portions(serials: list[int], size: int) -> Iterator[list[int]]:
    for place in range(0, len(serials), size):
        yield serials[place : place + size]


def _fitting(serials: list[int], asked: Wanted, by: Actor) -> list[Hit]:
    """Of these letters, in this order, those that this person may read and whose words are as wanted."""
    letters = Submission.objects.filter(serial__in=serials)
    readable_ones = {one.serial: one for one in readable_of(with_cover(letters), by)}
    return _hits([readable_ones[serial] for serial in serials if serial in readable_ones], asked)


def _hits(letters: list[Submission], asked: Wanted) -> list[Hit]:
    texts = {one.pk: _Texts((one.subject, one.place, one.body)) for one in letters}
    if asked.words or asked.without:
        sure = {one.pk for one in letters if not asked.without and _holds(texts[one.pk], asked)}
        _read_later([one for one in letters if one.pk not in sure], texts)
        letters = [one for one in letters if one.pk in sure or _holds(texts[one.pk], asked)]
    return [
        Hit(one, line_of(one), best_of((one.body, *texts[one.pk].later, one.place), asked.words))
        for one in letters
    ]


def _holds(texts: _Texts, asked: Wanted) -> bool:
    said = texts.said()
    return all(word in said for word in asked.words) and not any(word in said for word in asked.without)


def _read_later(letters: Iterable[Submission], texts: dict[UUID, _Texts]) -> None:
    """What was added to these letters, and what was answered and sent."""
    by_case = {case.pk: one.pk for one in letters for case in [case_of(one)] if case}
    later: dict[UUID, list[str]] = {one.pk: [] for one in letters}
    for addition in Addition.objects.filter(submission__in=later).order_by("added_at"):
        later[addition.submission_id].append(addition.body)
    sent = Reply.objects.filter(case__in=by_case).exclude(sent_at=None).order_by("turn")
    for reply in sent.prefetch_related("answers"):
        later[by_case[reply.case_id]].append(words_found_in(reply, reply.answers.all()))
    for key, words in later.items():
        texts[key].later = tuple(words)
