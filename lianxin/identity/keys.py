"""接口密钥 What a program's key lets it do, and which key a secret is."""

import hashlib
import secrets

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.identity.models import ApiKey
from lianxin.kit.asking import Prepared

# What a key may be given for. A face that programs speak to adds its own word.
SCOPES = {"open311.post": N_("经Open311寄信")}
BEGINNING = 9

_known_by = Prepared(lambda mark: ApiKey.objects.filter(mark=mark, revoked_at=None), str)


def new_secret() -> str:
    """Nobody guesses it, so a plain hash of it is enough: 256 bits drawn by chance."""
    return f"lx-{secrets.token_hex(32)}"


def mark_of(secret: str) -> str:
    """What is kept of a secret, to know it again."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def key_with(secret: str, scope: str) -> ApiKey | None:
    """The key with this secret, where it may do this; None for a wrong, a revoked and any other one."""
    key = _known_by.first(mark_of(secret)) if secret else None
    return key if key and key.may(scope) else None


def scope_choices() -> list[tuple[str, str]]:
    """Everything that a key may be given for, in the reader's language."""
    return [(scope, _(words)) for scope, words in SCOPES.items()]


def scopes_of(key: ApiKey) -> list[str]:
    """What it may do, in the reader's language."""
    return [_(SCOPES[scope]) if scope in SCOPES else scope for scope in key.scopes.split()]
