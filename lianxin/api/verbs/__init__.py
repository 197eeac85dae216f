from lianxin.api.verbs.once import Given, forget_answers, once

__all__ = ["Given", "forget_answers", "once"]
