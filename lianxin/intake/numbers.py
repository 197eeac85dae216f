"""电话号码 The ways in which one and the same telephone number is written."""

import re

from lianxin.kit.text import readable

SHORTEST = 7


def spellings(phone: str) -> set[str]:
    """The digits as they are, and as people group them; nothing for what is no number."""
    digits = re.sub(r"\D", "", readable(phone))
    digits = digits.removeprefix("86") if len(digits) == 13 else digits
    if len(digits) < SHORTEST:
        return set()
    found = {digits, phone.strip()}
    if len(digits) == 11:
        parts = (digits[:3], digits[3:7], digits[7:])
        found |= {" ".join(parts), "-".join(parts), f"+86{digits}", f"86{digits}"}
    return found
