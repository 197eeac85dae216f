"""版本 Which state of a matter somebody has read, as every answer and every call back tells it."""

from lianxin.cases.versions import version_of

__all__ = ["version_of"]
