"""一件的事实 What is counted of one case, from the lines of its folder, without a word or a name.

The definitions of the figures rest on what stands here (`definitions.py` says it in people's words).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from lianxin.flow.procedures import FIRST_ACTS
from lianxin.kit.dates import local_day

ANSWERS = frozenset({"case.replied", "case.answered_along"})
# The body has spoken to the writer, with a line that proves it.
RESPONSES = ANSWERS | {"case.notice_given", "case.citizen_asked", "case.progress_told", "case.told_along"}
# What the lead owes on its way to the first answer; the last one made is the limit.
LIMITS = frozenset({"acknowledge", "reply", "commitment"})
MOVED = ("prolonged", "left_out", "reckoned")
# The case left its lead, and nobody owes the answer until it is given to somebody.
TURNED_BACK = frozenset({"case.recalled", "case.objected", "case.unlinked", "case.passed_from_recused"})
GIVEN = frozenset({"case.dispatched", "case.objection_upheld", "case.objection_rejected", "case.took_over"})
VOICE = frozenset({"case.linked", "case.kept_up"})
WITH_LEAD = frozenset({"dispatched", "in_handling", "in_approval", "committed"})
AGAIN_WITHIN = timedelta(days=90)
MOST = 9  # passes, transfers: nobody needs to tell more apart


class Line(NamedTuple):
    """One line of a folder as `lines.py` tells it: bodies are paths, and of words only how many."""

    name: str
    at: datetime
    said: Mapping[str, Any]


@dataclass(frozen=True)
class Cover:
    """What stands on the outside of a case. `place` is a path, `voices` how many letters are linked to it."""

    channel: str
    track: str
    category: str
    place: str
    received_at: datetime
    voices: int


@dataclass(frozen=True)
class Fact:
    """The columns of `CaseFact`."""

    org: str
    category: str
    place: str
    channel: str
    track: str
    received_on: date
    limit_at: datetime | None
    limit_on: date | None
    answered_on: date | None
    closed_on: date | None
    ripe: bool
    counts: bool
    excluded: str
    rating_out: bool
    responded: bool
    answered: bool
    on_time: bool
    extended: bool
    outcome: str
    claimed: bool
    verdict: str
    mark: int
    solved_pass: int
    reopened: bool
    looked: str
    objected: bool
    upheld: bool
    wrong: bool
    transfers: int
    moved: str
    replies: int
    alike: int
    requests: int
    requests_answered: int
    voices: int
    delivered: bool
    days: int | None
    delivery_days: int | None


def fact_of(cover: Cover, lines: Sequence[Line], *, as_of: datetime) -> Fact:
    """What is counted of one case when everything up to this moment is counted."""
    names = {line.name for line in lines}
    limit, answered = limit_of(lines), _first(lines, ANSWERS)
    on_time = bool(limit and answered and answered <= limit)
    excluded, ripe = _excluded(lines), limit is not None and limit <= as_of
    received = local_day(cover.received_at)
    delivered = _first(lines, {"case.delivered"})
    outcome = _outcome(lines)
    return Fact(
        org=_lead(lines), category=cover.category, place=cover.place, channel=cover.channel,
        track=cover.track, received_on=received,
        limit_at=limit, limit_on=limit and local_day(limit),
        answered_on=answered and local_day(answered), closed_on=_closed_on(lines),
        ripe=ripe, counts=ripe and not excluded, excluded=excluded,
        responded=bool(limit and (spoke := _first(lines, RESPONSES)) and spoke <= limit),
        answered=answered is not None, on_time=on_time, extended="case.extended" in names,
        outcome=outcome, claimed=outcome == "supported" or ("case.deferred" in names and on_time),
        **_said_by_writer(lines), **_ways(lines), **_replies(lines),
        reopened=_reopened(lines), looked=_last(lines, "case.looked_back", "holds"),
        objected="case.objected" in names, upheld="case.objection_upheld" in names,
        voices=cover.voices, delivered=delivered is not None,
        days=(local_day(answered) - received).days if answered else None,
        delivery_days=(local_day(delivered) - local_day(answered)).days if delivered and answered else None,
    )  # fmt: skip


def limit_of(lines: Iterable[Line]) -> datetime | None:
    """限期 When the first answer is due, extensions included.

    Before the body has signed for the case it is when the signature is due: not signing escapes no count.
    """
    key, limit = "", None
    for line in lines:
        if line.name in TURNED_BACK:
            key, limit = "", None
        for made in line.said.get("owed", ()):
            if made["key"] in LIMITS:
                key, limit = made["key"], datetime.fromisoformat(made["due"])
        for moved in (one for how in MOVED for one in line.said.get(how, ())):
            if moved["key"] == key:
                limit = datetime.fromisoformat(moved["due"])
        if line.name in ANSWERS:
            break
    return limit


def _first(lines: Iterable[Line], names: Iterable[str]) -> datetime | None:
    return next((line.at for line in lines if line.name in names), None)


def _last(lines: Iterable[Line], name: str, what: str) -> str:
    said = ""
    for line in lines:
        if line.name == name:
            said = str(line.said.get(what, ""))
    return said


def _lead(lines: Iterable[Line]) -> str:
    """Who answers for it, or had to when it ended."""
    lead = ""
    for line in lines:
        if line.name in GIVEN or (line.name in VOICE and line.said.get("stage") in WITH_LEAD):
            lead = line.said.get("to") or lead
        elif line.name in ANSWERS:
            lead = lead or line.said.get("office", "")
        elif line.name in TURNED_BACK and line.name != "case.objected":
            lead = ""
    return lead


def _ways(lines: Iterable[Line]) -> dict[str, Any]:
    """From body to body: transfers before the first real act, and did the desk give it to the wrong one?"""
    lead = recalled = ""
    acted = wrong = False
    before, moved = 0, []
    for line in lines:
        to = line.said.get("to", "")
        if line.name == "case.objection_upheld":
            before, wrong = before + (not acted), True
            moved.append(f"{lead}>{to}@{local_day(line.at):%Y-%m}")
        if line.name == "case.dispatched" and recalled and recalled != to:
            wrong = True
        if line.name == "case.recalled":
            recalled = to
        if line.name in GIVEN:
            lead = to
        acted = acted or line.name in FIRST_ACTS
    return {"transfers": min(before, MOST), "moved": ";".join(moved), "wrong": wrong}


def _closed_on(lines: Iterable[Line]) -> date | None:
    closed: datetime | None = None
    for line in lines:
        if line.name in {"case.closed", "case.withdrawn", "case.declined"}:
            closed = line.at
        elif line.name in {"case.reopened", "case.review_asked"}:
            closed = None
    return local_day(closed) if closed else None


def _reopened(lines: Iterable[Line]) -> bool:
    closed: datetime | None = None
    for line in lines:
        if line.name == "case.closed":
            closed = line.at
        elif line.name == "case.reopened" and closed and line.at - closed <= AGAIN_WITHIN:
            return True
    return False


def _outcome(lines: Iterable[Line]) -> str:
    """What the body claims of its last answer."""
    outcome = ""
    for line in lines:
        if line.name in ANSWERS:
            said = {one for one in line.said.get("outcomes", ()) if one}
            outcome = said.pop() if len(said) == 1 else "mixed" if said else "answered"
        elif line.name == "case.reopened":
            outcome = ""
    return outcome


def _replies(lines: Iterable[Line]) -> dict[str, Any]:
    requests, replies, alike, answered = 1, 0, 0, 0
    for line in lines:
        if line.name == "case.split":
            requests = line.said.get("requests", 1)
        elif line.name in ANSWERS:
            replies += 1
            alike += bool(line.said.get("alike"))
            answered = min(len(line.said.get("outcomes", ())), requests)
    return {"requests": requests, "replies": replies, "alike": alike, "requests_answered": answered}


def _said_by_writer(lines: Iterable[Line]) -> dict[str, Any]:
    """The last word of the writer; what was agreed not to be counted about the body is not counted here."""
    verdict, mark, passes, out = "", 0, 1, False
    solved_pass = 0
    for line in lines:
        if line.name == "case.reopened":
            passes += 1
        elif line.name == "case.rated":
            verdict, mark = line.said["verdict"], line.said.get("result") or 0
            solved_pass = min(passes, MOST) if verdict == "solved" else 0
        elif line.name == "case.figure_left_out" and line.said.get("counted") == "rating":
            out = True
    if out:
        verdict, mark, solved_pass = "", 0, 0
    return {"verdict": verdict, "mark": mark, "solved_pass": solved_pass, "rating_out": out}


def _excluded(lines: Sequence[Line]) -> str:
    """不计入的理由 Why the case is not counted among those that were due; nothing where it is."""
    answered, requests = False, 1
    unmeetable: set[str] = set()
    for line in lines:
        if line.name == "case.figure_left_out" and line.said.get("counted") == "late":
            return "appeal"
        if line.name == "case.withdrawn" and not answered:
            return "withdrawn"
        if line.name == "case.split":
            requests = line.said.get("requests", 1)
        elif line.name == "case.claim_confirmed":
            unmeetable.add(line.said["request"])
        elif line.name == "case.contest_upheld":
            unmeetable.discard(line.said["request"])
        answered = answered or line.name in ANSWERS
    return "claim" if unmeetable and len(unmeetable) >= requests else ""
