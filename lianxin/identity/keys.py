"""接口密钥 What a program's key lets it do, and which key a secret is."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.identity.models import ApiKey
from lianxin.kit.asking import Prepared

# The words of config/scopes.py, as people read them.
SAYS = {
    "open311.post": N_("经Open311寄信"),
    "letters.write": N_("替来信人寄信"),
    "letters.key_in": N_("录入来信、补充、听打"),
    "letters.read": N_("看信、工单和期限"),
    "contacts.read": N_("看来信人的联系方式"),
    "desk.sort": N_("登记、分信、派单"),
    "desk.tell": N_("送达、回访、公开"),
    "cases.handle": N_("签收、办理、答复"),
    "cases.sign": N_("审核签发、批准延期"),
    "cases.review": N_("复查复核"),
    "cases.lead": N_("批示、包案、督办"),
    "hooks": N_("设回调通知"),
    "sealed": N_("检举件"),
    "office.read": N_("看账本健康"),
    "office.write": N_("改组织、人员、目录、规则、日历、外部系统和密钥"),
}
BEGINNING = 9

_known_by = Prepared(
    lambda mark: ApiKey.objects.filter(mark=mark, revoked_at=None).select_related("person", "organisation"),
    str,
)


def new_secret() -> str:
    """Nobody guesses it, so a plain hash of it is enough: 256 bits drawn by chance."""
    return f"lx-{secrets.token_hex(32)}"


def mark_of(secret: str) -> str:
    """What is kept of a secret, to know it again."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def key_of(secret: str, *, now: datetime) -> ApiKey | None:
    """The key with this secret, where it opens anything now."""
    key = _known_by.first(mark_of(secret)) if secret else None
    return key if key and key.opens(now) else None


def key_with(secret: str, scope: str, *, now: datetime) -> ApiKey | None:
    """The key with this secret, where it may do this; None for a wrong, a revoked and any other one."""
    key = key_of(secret, now=now)
    return key if key and key.may(scope) else None


def for_nobody(scopes: Iterable[str]) -> bool:
    """Is a key with these words in nobody's name?"""
    return not any(settings.LIANXIN_SCOPES[scope] for scope in scopes)


def scope_choices() -> list[tuple[str, str]]:
    """Everything that a key may be given for, in the reader's language."""
    return [(scope, say_scope(scope)) for scope in settings.LIANXIN_SCOPES]


def own_scope_choices() -> list[tuple[str, str]]:
    """What a person may give to a program of their own."""
    return [(scope, say_scope(scope)) for scope, acts in settings.LIANXIN_SCOPES.items() if acts]


def say_scope(scope: str) -> str:
    """One word in the reader's language."""
    return _(SAYS[scope]) if scope in SAYS else scope


def scopes_of(key: ApiKey) -> list[str]:
    """What it may do, in the reader's language."""
    return [say_scope(scope) for scope in key.scopes.split()]
