from lianxin.flow.verbs.disputing import decide_objection, object_to
from lianxin.flow.verbs.ending import close, reopen, withdraw
from lianxin.flow.verbs.handling import acknowledge, instruct, split
from lianxin.flow.verbs.linking import join, link, unlink
from lianxin.flow.verbs.sorting import accept, decline, dispatch, recall, register, sort
from lianxin.flow.verbs.supporting import asked_of, end_support, report_to_lead, support
from lianxin.flow.verbs.voices import hand_on, keep_up

__all__ = [
    "accept",
    "acknowledge",
    "asked_of",
    "close",
    "decide_objection",
    "decline",
    "dispatch",
    "end_support",
    "hand_on",
    "instruct",
    "join",
    "keep_up",
    "link",
    "object_to",
    "recall",
    "register",
    "reopen",
    "report_to_lead",
    "sort",
    "split",
    "support",
    "unlink",
    "withdraw",
]
