"""接口密钥 Programs of others are let in, and shut out again. Each change is written down."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.identity.actors import Actor
from lianxin.identity.keys import BEGINNING, SCOPES, mark_of, new_secret
from lianxin.identity.models import ApiKey
from lianxin.identity.policy import require
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.storing import change
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import house_dossier, record
from lianxin.organisations.models import Organisation

LONGEST_HOLDER = 80


@transaction.atomic
def give_key(
    holder: str, organisation: Organisation, scopes: Iterable[str], *, by: Actor, now: datetime
) -> tuple[ApiKey, str]:
    """发放密钥 A key for somebody's program, and its secret: told here once, and kept nowhere."""
    require(by, "key.keep", None)
    holder, wanted = one_line(holder), sorted({*scopes})
    if not holder or len(holder) > LONGEST_HOLDER:
        raise NotValid(_("请写明密钥给谁用，不超过80字。"), "holder")
    if not wanted or not SCOPES.keys() >= {*wanted}:
        raise NotValid(_("请选择这个密钥可以做什么。"), "scopes")
    if not organisation.active:
        raise NotValid(_("这个组织已经撤销，请选另一个。"), "organisation")
    secret = new_secret()
    key = ApiKey.objects.create(
        mark=mark_of(secret), beginning=secret[:BEGINNING], holder=holder, organisation=organisation,
        scopes=" ".join(wanted), made_at=now, made_by=by.person,
    )  # fmt: skip
    record(
        house_dossier(now=now), "key.given", by=by, now=now,
        key=key.pk.hex, beginning=key.beginning, organisation_code=organisation.code, scopes=wanted,
    )  # fmt: skip
    return key, secret


@transaction.atomic
def revoke_key(key: ApiKey, *, by: Actor, now: datetime) -> None:
    """吊销密钥 It opens nothing from now on; what came by it stays."""
    require(by, "key.keep", None)
    if not change(ApiKey, {"id": key.pk, "revoked_at": None}, revoked_at=now, revoked_by_id=_who(by)):
        raise NotAllowedNow(_("这个密钥已经吊销了。"))
    key.refresh_from_db(fields=["revoked_at", "revoked_by"])
    record(house_dossier(now=now), "key.revoked", by=by, now=now, key=key.pk.hex, beginning=key.beginning)


def _who(by: Actor) -> object:
    return by.person.pk if by.person else None


def note_use(key: ApiKey, *, now: datetime) -> None:
    """用过 On which day it was last used: written once a day, so that a key nobody uses can be seen."""
    day = local_day(now)
    if key.last_used_on != day:
        change(ApiKey, {"id": key.pk}, last_used_on=day)
        key.last_used_on = day
