from lianxin.hooks.verbs.calling import call_due, forget_calls
from lianxin.hooks.verbs.following import follow, look_back
from lianxin.hooks.verbs.making import end_hook, make_hook, try_hook

__all__ = ["call_due", "end_hook", "follow", "forget_calls", "look_back", "make_hook", "try_hook"]
