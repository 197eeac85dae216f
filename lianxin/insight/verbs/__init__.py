"""What a person does with the searches they keep."""

from lianxin.insight.verbs.keeping import close_feed, drop_search, keep_search, open_feed

__all__ = ["close_feed", "drop_search", "keep_search", "open_feed"]
