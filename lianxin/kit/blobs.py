"""Bytes kept outside the database, by their content: the same bytes are kept once, and never change."""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings


def keep(content: bytes) -> str:
    """Store the bytes under their SHA-256, on disk before anybody is told; returns the hash."""
    digest = hashlib.sha256(content).hexdigest()
    target = path_of(digest)
    if target.exists():
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{digest}.{secrets.token_hex(4)}.part")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    return digest


def path_of(digest: str) -> Path:
    return Path(settings.LIANXIN_DATA) / "files" / digest[:2] / digest[2:]


def copy_of(digest: str, name: str) -> Path:
    """看的副本 Where a copy lies that was made from these bytes to be looked at: it can be made again."""
    return Path(settings.LIANXIN_DATA) / "views" / digest[:2] / f"{digest[2:]}.{name}.jpg"
