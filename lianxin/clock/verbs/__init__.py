from lianxin.clock.verbs.promises import keep, make_promise, owe, pass_on, release, store_owed

__all__ = ["keep", "make_promise", "owe", "pass_on", "release", "store_owed"]
