"""纸质来信 Letters on paper: a clerk keys them in, with a scan beside the words."""

from lianxin.channels.paper.typed import PaperLetter, heard

__all__ = ["PaperLetter", "heard"]
