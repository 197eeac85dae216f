"""查找 Letters, what became of them, what was answered, and problems: by words, and by where they stand."""

from lianxin.insight.searching.looking import Found, Hit, look
from lianxin.insight.searching.problems import problems_found
from lianxin.insight.searching.wanted import Wanted, wanted

__all__ = ["Found", "Hit", "Wanted", "look", "problems_found", "wanted"]
