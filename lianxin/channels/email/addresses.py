"""Which addresses a mail can be sent to at all."""

import re

LONGEST = 254
# Plain letters only: a name with a line end or a comma in it could smuggle in headers and
# recipients, and a domain in other letters reaches hardly any server.
PLAIN = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)


def usable(address: str) -> bool:
    """Can a mail go to this address, as far as its letters tell?"""
    return len(address) <= LONGEST and PLAIN.fullmatch(address) is not None
