from lianxin.insight.models.figures import CaseFact, Cell, Reckoning

__all__ = ["CaseFact", "Cell", "Reckoning"]
