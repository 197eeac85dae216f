from lianxin.clock.verbs.due_times import leave_out, prolong, reckon_anew
from lianxin.clock.verbs.promises import keep, make_promise, owe, pass_on, release, store_owed

__all__ = [
    "keep",
    "leave_out",
    "make_promise",
    "owe",
    "pass_on",
    "prolong",
    "reckon_anew",
    "release",
    "store_owed",
]
