from lianxin.insight.models.figures import CaseFact, Cell, Reckoning
from lianxin.insight.models.suggested import Suggested

__all__ = ["CaseFact", "Cell", "Reckoning", "Suggested"]
