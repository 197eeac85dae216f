"""查找 Letters, what became of them and what was answered: by their words, and by where they stand."""

from lianxin.insight.searching.looking import Found, Hit, look
from lianxin.insight.searching.wanted import Wanted, wanted

__all__ = ["Found", "Hit", "Wanted", "look", "wanted"]
