from lianxin.problems.verbs.answering import answer_mended
from lianxin.problems.verbs.carrying import carry
from lianxin.problems.verbs.clearing import assign, plan, tell
from lianxin.problems.verbs.gathering import add_voices, take_out
from lianxin.problems.verbs.listing import list_problem, name_anew
from lianxin.problems.verbs.mending import say_mended, send_back, strike_off
from lianxin.problems.verbs.merging import merge, split

__all__ = [
    "add_voices",
    "answer_mended",
    "assign",
    "carry",
    "list_problem",
    "merge",
    "name_anew",
    "plan",
    "say_mended",
    "send_back",
    "split",
    "strike_off",
    "take_out",
    "tell",
]
