from lianxin.insight.models.figures import CaseFact, Cell, Reckoning
from lianxin.insight.models.grouping import GroupedTo, Likely, Name, Told
from lianxin.insight.models.saved import SavedSearch
from lianxin.insight.models.suggested import Suggested

__all__ = [
    "CaseFact",
    "Cell",
    "GroupedTo",
    "Likely",
    "Name",
    "Reckoning",
    "SavedSearch",
    "Suggested",
    "Told",
]
