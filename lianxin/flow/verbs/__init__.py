from lianxin.flow.verbs.ending import close, reopen, withdraw
from lianxin.flow.verbs.handling import acknowledge, instruct, split
from lianxin.flow.verbs.sorting import accept, decline, dispatch, recall, register, sort

__all__ = [
    "accept",
    "acknowledge",
    "close",
    "decline",
    "dispatch",
    "instruct",
    "recall",
    "register",
    "reopen",
    "sort",
    "split",
    "withdraw",
]
