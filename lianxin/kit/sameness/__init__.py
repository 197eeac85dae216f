"""同一件事 Do two letters tell of one thing that is wrong in one place? Compared are words, never people."""

from lianxin.kit.sameness.grouping import Grouped, Grouper
from lianxin.kit.sameness.labels import label
from lianxin.kit.sameness.reading import Frequencies, Reading, read
from lianxin.kit.sameness.weighing import Like, likeness, weigh

__all__ = ["Frequencies", "Grouped", "Grouper", "Like", "Reading", "label", "likeness", "read", "weigh"]
