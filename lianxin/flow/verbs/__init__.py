from lianxin.flow.verbs.ending import close, reopen, withdraw
from lianxin.flow.verbs.handling import acknowledge, instruct, split
from lianxin.flow.verbs.sorting import accept, decline, dispatch, register, sort

__all__ = [
    "accept",
    "acknowledge",
    "close",
    "decline",
    "dispatch",
    "instruct",
    "register",
    "reopen",
    "sort",
    "split",
    "withdraw",
]
