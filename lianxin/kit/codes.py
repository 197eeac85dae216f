"""Numbers people read aloud: the public number of a dossier and the secret receipt code.

Both are digits only: an old person can say them over a bad line in any dialect and key them in
on a phone with ten keys. Both end in two check digits (ISO/IEC 7064, MOD 97-10), which catch
every single wrong digit and every swap of two neighbours.
"""

import hashlib
import hmac
import re
import unicodedata
from base64 import b32decode, b32encode
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.kit.ids import random_digits
from lianxin.kit.refusals import NotValid

RECEIPT_DIGITS = 16
NAME_LETTERS = 26  # of a key, five bits each


def check_digits(digits: str) -> str:
    """The two digits that make `digits + them` leave 1 when divided by 97."""
    return str(98 - int(digits) * 100 % 97).zfill(2)


def public_number(county: str, day: date) -> str:
    """编号 The number of a dossier: county code, day, six random digits, two check digits."""
    body = f"{county}{day:%y%m%d}{random_digits(6)}"
    return f"{body[:-12]}-{body[-12:-6]}-{body[-6:]}-{check_digits(body)}"


def receipt_code(key: UUID, secret: str) -> str:
    """查询码 The secret code of one letter: who holds it may read the answer and speak again.

    It is derived, not stored: the same letter always has the same code, and a copy of the
    database without the county's secret gives nobody a code.
    """
    mark = hmac.new(secret.encode(), b"receipt" + key.bytes, hashlib.sha256).digest()
    body = str(int.from_bytes(mark[:8]) % 10**14).zfill(14)
    return body + check_digits(body)


def code_mark(code: str, secret: str) -> str:
    """What the database keeps of a receipt code, to find the letter again."""
    return hmac.new(secret.encode(), b"lookup" + code.encode(), hashlib.sha256).hexdigest()[:40]


def in_groups(code: str) -> str:
    """4821 7730 1956 4487: four groups of four, as it is printed and said."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def read_code(text: str) -> str:
    """The code a person typed: spaces, dashes and full-width digits do not matter.

    Raises NotValid with a sentence that says whether digits are missing or one is wrong.
    """
    digits = "".join(str(unicodedata.digit(c)) for c in text if unicodedata.digit(c, None) is not None)
    if len(digits) != RECEIPT_DIGITS:
        raise NotValid(
            _("查询码是16位数字，您输入了%(count)d位。请对照回执再看一遍。") % {"count": len(digits)}
        )
    if int(digits) % 97 != 1:
        raise NotValid(_("查询码里有一位数字不对。请对照回执，一组一组地再核对一遍。"))
    return digits


def covered(text: str, code: str) -> str:
    """The same words with this code made unreadable in them, however its digits are grouped or wide."""
    digits = (f"[{digit}{chr(ord(digit) + 0xFEE0)}]" for digit in code)
    return re.sub(r"[\s\-–—]{0,2}".join(digits), "****", text)


def codes_in(text: str) -> list[str]:
    """Every receipt code that stands in a text, whether an address, a line of print or four groups."""
    found = re.findall(r"(?<!\d)\d{4}(?:[ \-]?\d{4}){3}(?!\d)", unicodedata.normalize("NFKC", text))
    codes = (re.sub(r"\D", "", one) for one in found)
    return list(dict.fromkeys(code for code in codes if int(code) % 97 == 1))


def stop_mark(key: UUID, secret: str) -> str:
    """What lets somebody stop the mails about one letter, and nothing else: it opens no letter."""
    return hmac.new(secret.encode(), b"stop" + key.bytes, hashlib.sha256).hexdigest()[:32]


def reply_mark(key: UUID, secret: str) -> str:
    """What stands in the address that a mail of ours is answered to: it leads to one letter.

    Signed, and in small letters and digits only, so that no mail server changes it. It opens no letter:
    it only lets words in.
    """
    name = b32encode(key.bytes).decode().rstrip("=").lower()
    return name + _signature(key, secret)


def read_reply_mark(mark: str, secret: str) -> UUID | None:
    """The letter that a mark leads to; None for one that we did not sign."""
    name, signature = mark[:NAME_LETTERS], mark[NAME_LETTERS:]
    try:
        key = UUID(bytes=b32decode(name.upper() + "=" * 6))
    except ValueError:
        return None
    return key if hmac.compare_digest(signature.encode(), _signature(key, secret).encode()) else None


def _signature(key: UUID, secret: str) -> str:
    mark = hmac.new(secret.encode(), b"reply" + key.bytes, hashlib.sha256).digest()
    return b32encode(mark[:10]).decode().lower()
