from lianxin.clock.verbs.promises import keep, make_promise, owe, release

__all__ = ["keep", "make_promise", "owe", "release"]
