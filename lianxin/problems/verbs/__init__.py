from lianxin.problems.verbs.answering import answer_mended
from lianxin.problems.verbs.carrying import carry
from lianxin.problems.verbs.clearing import assign, plan, tell
from lianxin.problems.verbs.gathering import add_voices, take_out
from lianxin.problems.verbs.listing import list_problem, name_anew
from lianxin.problems.verbs.mending import say_mended, send_back, strike_off
from lianxin.problems.verbs.merging import merge, split
from lianxin.problems.verbs.theming import choose_theme, report_theme

__all__ = [
    "add_voices",
    "answer_mended",
    "assign",
    "carry",
    "choose_theme",
    "list_problem",
    "merge",
    "name_anew",
    "plan",
    "report_theme",
    "say_mended",
    "send_back",
    "split",
    "strike_off",
    "take_out",
    "tell",
]
