"""Opening a letter or a case at a desk, as every face does."""

from lianxin.outcomes.opening import find_letter, read_case, read_letter

__all__ = ["find_letter", "read_case", "read_letter"]
