from lianxin.flow.verbs.asking import answer_by_post, answer_question, ask_citizen, give_notice
from lianxin.flow.verbs.deferring import ask_deferral, grant_deferral, refuse_deferral, take_up
from lianxin.flow.verbs.disputing import decide_objection, object_to
from lianxin.flow.verbs.ending import close, reopen, withdraw
from lianxin.flow.verbs.extending import ask_extension, grant_extension, let_lapse, refuse_extension
from lianxin.flow.verbs.handling import acknowledge, split
from lianxin.flow.verbs.leading import (
    end_supervision,
    instruct,
    list_publicly,
    sponsor,
    supervise,
    tell_as_sponsor,
)
from lianxin.flow.verbs.linking import join, link, unlink
from lianxin.flow.verbs.sorting import accept, decline, dispatch, recall, register, sort
from lianxin.flow.verbs.supporting import asked_of, end_support, report_to_lead, support
from lianxin.flow.verbs.tracking import choose_track, grade
from lianxin.flow.verbs.voices import hand_on, keep_up, lead_on

__all__ = [
    "accept",
    "acknowledge",
    "answer_by_post",
    "answer_question",
    "ask_citizen",
    "ask_deferral",
    "ask_extension",
    "asked_of",
    "choose_track",
    "close",
    "decide_objection",
    "decline",
    "dispatch",
    "end_supervision",
    "end_support",
    "give_notice",
    "grade",
    "grant_deferral",
    "grant_extension",
    "hand_on",
    "instruct",
    "join",
    "keep_up",
    "lead_on",
    "let_lapse",
    "link",
    "list_publicly",
    "object_to",
    "recall",
    "refuse_deferral",
    "refuse_extension",
    "register",
    "reopen",
    "report_to_lead",
    "sort",
    "split",
    "sponsor",
    "supervise",
    "support",
    "take_up",
    "tell_as_sponsor",
    "unlink",
    "withdraw",
]
