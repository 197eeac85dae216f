from lianxin.insight.models.figures import CaseFact, Cell, Reckoning
from lianxin.insight.models.grouping import GroupedTo, Likely, Name, Told

__all__ = ["CaseFact", "Cell", "GroupedTo", "Likely", "Name", "Reckoning", "Told"]
