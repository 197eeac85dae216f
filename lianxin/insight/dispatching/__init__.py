"""派单建议 Whom a letter may be for, how sure that is, and why; a person decides."""

from lianxin.insight.dispatching.suggesting import Advice, suggest

__all__ = ["Advice", "suggest"]
