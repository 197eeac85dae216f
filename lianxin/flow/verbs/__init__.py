from lianxin.flow.verbs.disputing import decide_objection, object_to
from lianxin.flow.verbs.ending import close, reopen, withdraw
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
from lianxin.flow.verbs.voices import hand_on, keep_up

__all__ = [
    "accept",
    "acknowledge",
    "asked_of",
    "close",
    "decide_objection",
    "decline",
    "dispatch",
    "end_supervision",
    "end_support",
    "hand_on",
    "instruct",
    "join",
    "keep_up",
    "link",
    "list_publicly",
    "object_to",
    "recall",
    "register",
    "reopen",
    "report_to_lead",
    "sort",
    "split",
    "sponsor",
    "supervise",
    "support",
    "tell_as_sponsor",
    "unlink",
    "withdraw",
]
