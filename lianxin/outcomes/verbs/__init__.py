from lianxin.outcomes.verbs.appealing import ask_recheck, ask_review, decide_appeal, tell_opinion
from lianxin.outcomes.verbs.delivering import deliver
from lianxin.outcomes.verbs.posting import correct_and_send, post, post_instead, stop_mails, try_again
from lianxin.outcomes.verbs.rating import not_solved, rate
from lianxin.outcomes.verbs.reading import read_answer
from lianxin.outcomes.verbs.replying import draft, reply

__all__ = [
    "ask_recheck",
    "ask_review",
    "correct_and_send",
    "decide_appeal",
    "deliver",
    "draft",
    "not_solved",
    "post",
    "post_instead",
    "rate",
    "read_answer",
    "reply",
    "stop_mails",
    "tell_opinion",
    "try_again",
]
