from lianxin.outcomes.verbs.delivering import deliver
from lianxin.outcomes.verbs.rating import not_solved, rate
from lianxin.outcomes.verbs.replying import draft, reply

__all__ = ["deliver", "draft", "not_solved", "rate", "reply"]
