from lianxin.exchange.verbs.giving import give_file, leave, read_anew, refuse_file, take_looked_at
from lianxin.exchange.verbs.settling import Settled, settle_mapping
from lianxin.exchange.verbs.taking import take_portion
from lianxin.exchange.verbs.telling import (
    acknowledge_file,
    ask_for_file,
    content_of,
    make_file,
    void_file,
)
from lianxin.exchange.verbs.working import Work, run

__all__ = [
    "Settled",
    "Work",
    "acknowledge_file",
    "ask_for_file",
    "content_of",
    "give_file",
    "leave",
    "make_file",
    "read_anew",
    "refuse_file",
    "run",
    "settle_mapping",
    "take_looked_at",
    "take_portion",
    "void_file",
]
