"""接口密钥 Programs are let in, and shut out again: by the office, or by a person for a program of their own.

Each change is written down.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.identity.actors import Actor
from lianxin.identity.keys import BEGINNING, for_nobody, mark_of, new_secret
from lianxin.identity.models import ApiKey, Person, Post
from lianxin.identity.policy import require
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.storing import change
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import house_dossier, record
from lianxin.organisations.models import Organisation

LONGEST_HOLDER = 80
LONGEST_OWN = timedelta(days=366)  # a person's own program is asked again once a year


@transaction.atomic
def give_key(
    holder: str,
    organisation: Organisation,
    scopes: Iterable[str],
    *,
    by: Actor,
    now: datetime,
    person: Person | None = None,
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:
    """发放密钥 A key for somebody's program, and its secret: told here once, and kept nowhere.

    One that does more than carry letters acts in the name of a technical person of that body. Human beings
    give keys to their own programs themselves: nobody else can act in their name. No program gives a key
    that may do more than its own.
    """
    require(by, "key.keep", None)
    wanted = _wanted(scopes)
    acts = {act for scope in wanted for act in settings.LIANXIN_SCOPES[scope]}
    if by.only is not None and not acts <= by.only:
        raise NotAllowed(_("程序发的密钥，不能比它自己的密钥做得更多。"))
    if not organisation.active:
        raise NotValid(_("这个组织已经撤销，请选另一个。"), "organisation")
    if person is None and not for_nobody(wanted):
        raise NotValid(_("这些范围要以一个人的名义办理：请选这个组织的系统账号。"), "person")
    if person is not None:
        _require_technical(person, organisation)
    return _give(holder, organisation, wanted, person, expires_at, by=by, now=now)


@transaction.atomic
def give_own_key(
    holder: str, scopes: Iterable[str], *, by: Actor, now: datetime, expires_at: datetime
) -> tuple[ApiKey, str]:
    """自己的密钥 A program may do in my name what is chosen here, for a year at most; never more than I may.

    Whose key it is, is who acts: nobody can give one in somebody else's name, and no program can give one.
    """
    if by.person is None or by.only is not None or not by.posts:
        raise NotAllowed(_("只有本人登录以后，才能给自己的程序发密钥。"))
    if not now < expires_at <= now + LONGEST_OWN:
        raise NotValid(_("有效期最长一年。"), "expires_at")
    return _give(holder, by.in_office().organisation, _wanted(scopes), by.person, expires_at, by=by, now=now)


def _wanted(scopes: Iterable[str]) -> list[str]:
    wanted = sorted({*scopes})
    if not wanted or not settings.LIANXIN_SCOPES.keys() >= {*wanted}:
        raise NotValid(_("请选择这个密钥可以做什么。"), "scopes")
    return wanted


def _require_technical(person: Person, organisation: Organisation) -> None:
    if not person.technical:
        raise NotValid(_("人由本人给自己的程序发密钥。请选一个系统账号。"), "person")
    here = Post.objects.held().filter(person=person, organisation__path__startswith=organisation.path)
    if not person.is_active or not here.exists():
        raise NotValid(_("这个系统账号在这个组织没有岗位。请先任职，再发密钥。"), "person")


def _give(
    holder: str,
    organisation: Organisation,
    scopes: list[str],
    person: Person | None,
    expires_at: datetime | None,
    *,
    by: Actor,
    now: datetime,
) -> tuple[ApiKey, str]:
    holder, secret = one_line(holder), new_secret()
    if not holder or len(holder) > LONGEST_HOLDER:
        raise NotValid(_("请写明密钥给谁用，不超过80字。"), "holder")
    key = ApiKey.objects.create(
        mark=mark_of(secret), beginning=secret[:BEGINNING], holder=holder, organisation=organisation,
        person=person, scopes=" ".join(scopes), made_at=now, made_by=by.person, expires_at=expires_at,
    )  # fmt: skip
    record(
        house_dossier(now=now), "key.given", by=by, now=now,
        key=key.pk.hex, beginning=key.beginning, organisation_code=organisation.code, scopes=scopes,
        **({"person": person.pk.hex} if person else {}),
    )  # fmt: skip
    return key, secret


@transaction.atomic
def revoke_key(key: ApiKey, *, by: Actor, now: datetime) -> None:
    """吊销密钥 It opens nothing from now on; what came by it stays. One's own, or any by the office."""
    if not (by.person and by.only is None and by.person.pk == key.person_id):
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
