"""安全模式 What the platform puts around a message, and how it is taken off and put on again.

AES-256-CBC, the first half of the key as the beginning; inside stand 16 bytes of chance, the length of the
message, the message, and whose account it is for.
"""

import binascii
import secrets
from base64 import b64decode, b64encode

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

BLOCK = 32  # of the padding, twice that of the cipher
CHANCE, LENGTH = 16, 4


class NotOpened(Exception):
    """打不开 It was damaged on its way, or is not for this account."""


def key_of(aes_key: str) -> bytes:
    """The key as the console shows it, in bytes. Raises ValueError."""
    key = b64decode(aes_key + "=", validate=True)
    if len(key) != BLOCK:
        raise ValueError("EncodingAESKey: 43 letters and digits")
    return key


def opened(text: str, key: bytes, app_id: str) -> bytes:
    """The message inside. Raises NotOpened."""
    try:
        sealed = b64decode(text, validate=True)
        taken = _cipher(key).decryptor()
        plain = taken.update(sealed) + taken.finalize()
    except (binascii.Error, ValueError) as error:
        raise NotOpened from error
    return _inside(plain, app_id.encode())


def _inside(plain: bytes, app_id: bytes) -> bytes:
    pad = plain[-1] if plain else 0
    if not 1 <= pad <= BLOCK or plain[-pad:] != bytes([pad]) * pad:
        raise NotOpened
    begins = CHANCE + LENGTH
    ends = begins + int.from_bytes(plain[CHANCE:begins])
    if plain[ends:-pad] != app_id or ends > len(plain) - pad:
        raise NotOpened
    return plain[begins:ends]


def sealed(message: bytes, key: bytes, app_id: str) -> str:
    """The same the other way round."""
    plain = secrets.token_bytes(CHANCE) + len(message).to_bytes(LENGTH) + message + app_id.encode()
    pad = BLOCK - len(plain) % BLOCK
    given = _cipher(key).encryptor()
    return b64encode(given.update(plain + bytes([pad]) * pad) + given.finalize()).decode()


def _cipher(key: bytes) -> Cipher[CBC]:
    return Cipher(AES(key), CBC(key[:16]))
