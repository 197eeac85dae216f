"""Words as people send them, made safe to keep without changing what they say."""

import re

from lianxin.kit.folding import pairs

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff"
# By these a name or a number can be made to look like another. What joins emoji and letters stays.
_UNSEEN = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
_INVISIBLE = re.compile(f"[{_CONTROL}{_UNSEEN}]")


def readable(text: str) -> str:
    """The same words without characters that nobody can see or say; line ends as \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", text).strip()


def takes_nothing_from(text: str) -> bool:
    """Would `readable` leave every character, but for line ends and the blanks around it?"""
    return _INVISIBLE.search(text.replace("\r", "")) is None


def one_line(text: str) -> str:
    """The same words on one line, for names and subjects."""
    return " ".join(readable(text).split())


def bigrams(text: str) -> str:
    """Search terms: every two neighbouring Chinese characters, and every word of other scripts.

    Two-character words are then found exactly, which no ready-made tokenizer does.
    """
    return " ".join(pairs(text))
