"""一字对一字 A text with its digits and letters as they are on a keyboard, character for character.

What is found in it stands at the same place in the text itself.
"""

import unicodedata

GAP = r"[\s\-—–·.\u200c\u200d]{0,3}"  # what people put between the digits
SPOKEN = dict(zip("〇零○一二三四五六七八九幺", "0001234567891", strict=True))


class _Plain(dict[int, str]):
    """Each character is looked up once: digits of any script, full-width letters, spoken numbers."""

    def __init__(self, *, listed: bool) -> None:
        super().__init__()
        self.digit = unicodedata.digit if listed else unicodedata.decimal

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        digit = self.digit(letter, None)
        if digit is not None:
            self[code] = str(digit)
        else:
            wide = unicodedata.normalize("NFKC", letter)
            self[code] = SPOKEN.get(letter) or (wide if len(wide) == 1 and code >= 0xFF00 else letter)
        return self[code]


PLAIN = _Plain(listed=False)
# Circled digits begin lists, and now and then they hide a number.
WITH_CIRCLED = _Plain(listed=True)


def plain(text: str) -> str:
    return text.translate(PLAIN)


def has_circled(text: str) -> bool:
    return any("\u2460" <= letter <= "\u24ff" or "\u2776" <= letter <= "\u2793" for letter in text)
