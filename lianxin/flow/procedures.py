"""Procedures as data: the moves that are allowed, and what is owed at each step under which rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from lianxin.cases.models import Case, Stage


@dataclass(frozen=True)
class Owed:
    """One promise of a procedure: its rule by urgency ('' for any), and who owes it: the desk, the lead,
    the keeper, or a body that the verb names.

    `advances`: when it falls due the matter moves on by itself, because the silence is not the
    organisation's; except for letters of the channels in `but_not`, where it is.
    `since`: from when the law counts, where that is not now: received or accepted.
    `beside`: owed beside the matter, whatever becomes of it, and after it is closed too.
    """

    rules: Mapping[str, str]
    by: str
    advances: bool = False
    but_not: frozenset[str] = frozenset()
    since: str = ""
    beside: bool = False


@dataclass(frozen=True)
class Procedure:
    """办理程序 The road of one kind of matter. `moves`: event → (stages it may start from, stage after).

    `limits` are the rules that nobody owes anything under, but that say until when or how often.
    An event with no stage after it leaves the matter where it is.
    """

    track: str
    moves: Mapping[str, tuple[frozenset[str], str]]
    promises: Mapping[str, Owed]
    limits: Mapping[str, str]


def _from(*stages: str) -> frozenset[str]:
    return frozenset(stages)


ANY_OPEN = _from(*(stage for stage in Stage.values if stage != Stage.CLOSED))
# What a body does for the citizen: whoever has begun stays the lead to the end (首接负责制).
FIRST_ACTS = frozenset(
    {
        *("case.split", "case.whistled", "case.support_asked", "case.progress_told"),
        *("case.notice_given", "case.extended", "case.deferred", "case.submitted", "case.replied"),
    }
)

# What those above have asked for: owed by whoever has the case, and kept by its answer.
FROM_ABOVE = ("instruction", "supervise")
# What goes to the next body with the case.
GO_WITH_IT = (*FROM_ABOVE, "org_notice")
STAYS = ""
SORTING = _from("registered", "accepted")
HANDLING = _from("in_handling")
# Where a body that has stepped aside would have to act, and nobody else could.
TO_PASS_ON = _from("dispatched", "in_handling", "in_approval", "committed")
WITH_THE_LEAD = _from("dispatched", "in_handling")

ROAD: Mapping[str, tuple[frozenset[str], str]] = {
    "case.registered": (_from(""), "registered"),
    "case.accepted": (_from("registered"), "accepted"),
    "case.declined": (_from("registered", "accepted", "linked"), "closed"),
    "case.linked": (_from("registered", "accepted"), "linked"),
    "case.unlinked": (_from("linked"), "accepted"),
    "case.kept_up": (_from("linked"), "linked"),
    "case.took_over": (_from("linked"), "dispatched"),
    "case.answered_along": (_from("linked"), "replied"),
    "case.dispatched": (_from("registered", "accepted"), "dispatched"),
    "case.recalled": (_from("dispatched"), "accepted"),
    "case.passed_from_recused": (TO_PASS_ON, "accepted"),
    "case.objected": (_from("dispatched", "in_handling"), "disputed"),
    "case.objection_upheld": (_from("disputed"), "dispatched"),
    "case.objection_rejected": (_from("disputed"), "dispatched"),
    "case.acknowledged": (_from("dispatched"), "in_handling"),
    "case.submitted": (_from("in_handling"), "in_approval"),
    "case.taken_back": (_from("in_approval"), "in_handling"),
    "case.sent_back": (_from("in_approval"), "in_handling"),
    "case.replied": (_from("in_approval"), "replied"),
    "case.delivered": (_from("replied"), "delivered"),
    "case.reopened": (_from("replied", "delivered", "closed"), "in_handling"),
    "case.withdrawn": (ANY_OPEN, "closed"),
    "case.review_asked": (_from("delivered", "closed"), "in_review"),
    "case.reviewed": (_from("in_review"), "reviewed"),
    "case.recheck_asked": (_from("reviewed"), "in_recheck"),
    "case.rechecked": (_from("in_recheck"), "rechecked"),
    "case.overturned": (_from("in_review", "in_recheck"), "in_handling"),
    "case.closed": (_from("delivered", "reviewed", "rechecked"), "closed"),
    "case.graded": (SORTING, STAYS),
    "case.citizen_asked": (HANDLING, STAYS),
    "case.question_answered": (ANY_OPEN, STAYS),
}
TRACKS: Mapping[str, tuple[frozenset[str], str]] = {"case.track_chosen": (SORTING, STAYS)}
EXTENSION: Mapping[str, tuple[frozenset[str], str]] = {
    "case.extension_asked": (HANDLING, STAYS),
    "case.extended": (HANDLING, STAYS),
    "case.extension_refused": (ANY_OPEN, STAYS),
}
DEFERRAL: Mapping[str, tuple[frozenset[str], str]] = {
    "case.deferral_asked": (HANDLING, STAYS),
    "case.deferral_refused": (ANY_OPEN, STAYS),
    "case.deferred": (HANDLING, "committed"),
    "case.taken_up": (_from("committed"), "in_handling"),
}
# What the whole county may read; a report of a breach of discipline has no such step.
PUBLIC: Mapping[str, tuple[frozenset[str], str]] = {
    "case.published": (_from("delivered", "reviewed", "rechecked", "closed"), STAYS),
    "case.taken_down": (_from(*Stage.values), STAYS),
}

LETTER = Procedure(
    track="hotline",
    moves={**ROAD, **TRACKS, **EXTENSION, **DEFERRAL, **PUBLIC},
    promises={
        "dispatch": Owed(
            {"": "HOT_DISPATCH_NORMAL", "lifeline": "HOT_DISPATCH_LIFELINE", "urgent": "HOT_DISPATCH_URGENT"},
            by="desk",
        ),
        "decide": Owed({"": "LX_DECIDE_OBJECTION"}, by="desk"),
        "acknowledge": Owed({"": "LX_ACKNOWLEDGE"}, by="lead"),
        "support": Owed({"": "LX_SUPPORT"}, by="named"),
        "reply": Owed(
            {"": "HOT_REPLY_JINAN", "lifeline": "HOT_REPLY_LIFELINE", "urgent": "HOT_REPLY_URGENT"},
            by="lead",
        ),
        "rework": Owed({"": "LX_REWORK"}, by="lead"),
        "approve": Owed({"": "LX_APPROVE"}, by="lead"),
        "instruction": Owed({"": "LX_INSTRUCTION"}, by="keeper"),
        "supervise": Owed({"": "LX_SUPERVISE"}, by="keeper"),
        "sponsor": Owed({"": "LX_SPONSOR"}, by="named"),
        "deliver": Owed({"": "LX_DELIVER"}, by="lead", advances=True, but_not=_from("paper")),
        "callback": Owed({"": "LX_CALLBACK"}, by="desk"),
        "close": Owed({"": "LX_CLOSE"}, by="desk", advances=True),
        "review": Owed({"": "PET_REVIEW"}, by="named"),
        "recheck": Owed({"": "PET_RECHECK"}, by="named"),
        "opinion": Owed({"": "LX_DELIVER"}, by="named", advances=True, but_not=_from("paper")),
        "ask_recheck": Owed({"": "PET_ASK_RECHECK"}, by="desk", advances=True),
        "extension": Owed({"": "LX_EXTENSION"}, by="lead", advances=True),
        "deferral": Owed({"": "LX_DEFERRAL"}, by="lead", advances=True),
        "commitment": Owed({"": "LX_COMMITMENT"}, by="lead", advances=True),
        "look_back": Owed({"": "LX_LOOK_BACK"}, by="desk", beside=True),
        "claim": Owed({"": "LX_CLAIM"}, by="desk", advances=True, beside=True),
        "contest": Owed({"": "LX_CONTEST"}, by="named", beside=True),
        "assess": Owed({"": "LX_ASSESS"}, by="named", advances=True, beside=True),
    },
    limits={
        "object": "PET_OBJECT",
        "transfers": "LX_TRANSFERS",
        "calls": "LX_CALLS",
        "rating_shown": "LX_RATING_SHOWN",
        "recusal": "LX_RECUSAL",
        "look_back_from": "LX_LOOK_BACK_FROM",
        "look_back_rate": "LX_LOOK_BACK_RATE",
        "contest_within": "LX_CONTEST_WITHIN",
    },
)

# 信访工作条例: fifteen days to register and pass on, fifteen to tell the writer, sixty from acceptance.
# What the law gives sixty days, and thirty once, cannot be put off: this road knows no deferral.
PETITION = Procedure(
    track="petition",
    moves={
        **ROAD,
        **TRACKS,
        **EXTENSION,
        **PUBLIC,
        "case.dispatched": (_from("accepted"), "dispatched"),
        "case.notice_given": (WITH_THE_LEAD, STAYS),
    },
    promises={
        **LETTER.promises,
        "dispatch": Owed({"": "PET_REGISTER"}, by="desk", since="received"),
        "org_notice": Owed({"": "PET_ORG_NOTICE_FWD"}, by="lead"),
        "reply": Owed({"": "PET_CONCLUDE"}, by="lead", since="accepted"),
    },
    limits=LETTER.limits,
)

REPORT = Procedure(
    track="sealed",
    moves=ROAD,
    promises={
        **LETTER.promises,
        "dispatch": Owed({"": "RPT_ROUTE"}, by="desk"),
        "reply": Owed({"": "RPT_NOTICE"}, by="lead"),
    },
    limits=LETTER.limits,
)

PROCEDURES: Mapping[str, Procedure] = {"letter": LETTER, "petition": PETITION, "report": REPORT}


def procedure_of(case: Case) -> Procedure:
    return PROCEDURES[case.procedure]


def rules_needed() -> set[str]:
    """Every rule key that a procedure names; the rule book must have them all."""
    owed = [promise for procedure in PROCEDURES.values() for promise in procedure.promises.values()]
    limits = {rule for procedure in PROCEDURES.values() for rule in procedure.limits.values()}
    return limits | {rule for promise in owed for rule in promise.rules.values()}
