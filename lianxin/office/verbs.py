"""The house about itself: the tree of bodies, the people and their posts. Each change is written down.

These verbs stand above the ledger, because the ledger itself leans on bodies and people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.identity.actors import Actor
from lianxin.identity.models import Person, Post, Role
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import house_dossier, record
from lianxin.organisations.models import STEP, Kind, Organisation
from lianxin.organisations.queries import forget_offices

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Body:
    """One organisation as somebody lists it: its code, names, kind and the code of the body above."""

    code: str
    name_zh: str
    kind: str
    parent: str = ""
    name_en: str = ""
    aliases: str = ""


@transaction.atomic
def add_organisations(bodies: Sequence[Body], *, by: Actor, now: datetime) -> list[Organisation]:
    """增设组织 Put bodies into the tree, parents before children; all of them or none.

    Raises NotValid with the first row that does not fit and why.
    """
    require(by, "organisation.change", None)
    known = {o.code: o for o in Organisation.objects.all()}
    grown = _next_places()
    fresh = [_placed(body, known, grown) for body in bodies]
    Organisation.objects.bulk_create(fresh, batch_size=500)
    forget_offices()
    codes = [o.code for o in fresh]
    record(house_dossier(now), "organisation.added", by=by, now=now, number=len(codes), first=codes[:20])
    return fresh


def _placed(body: Body, known: dict[str, Organisation], grown: dict[str, int]) -> Organisation:
    code, name = one_line(body.code), one_line(body.name_zh)
    if not code or not name or body.kind not in Kind.values:
        raise NotValid(_("“%(code)s”这一行缺少编码、名称或类别。") % {"code": code or name})
    if code in known:
        raise NotValid(_("编码“%(code)s”已经用过了,每个组织的编码不能相同。") % {"code": code})
    parent = known.get(body.parent) if body.parent else None
    if parent is None and (body.parent or known):
        raise NotValid(
            _("“%(name)s”的上级“%(parent)s”不存在。请把上级写在前面。")
            % {"name": name, "parent": body.parent}
        )
    above = parent.path if parent else ""
    grown[above] = grown.get(above, 0) + 1
    known[code] = Organisation(
        code=code, name_zh=name, name_en=one_line(body.name_en), aliases=one_line(body.aliases),
        kind=body.kind, parent=parent, path=above + in_base36(grown[above]),
    )  # fmt: skip
    return known[code]


def _next_places() -> dict[str, int]:
    """For each body, the highest place taken among those directly below it."""
    highest: dict[str, int] = {}
    for path in Organisation.objects.values_list("path", flat=True):
        above, place = path[:-STEP], int(path[-STEP:], 36)
        highest[above] = max(highest.get(above, 0), place)
    return highest


def in_base36(number: int) -> str:
    """One step of a path: 0001 … ZZZZ."""
    digits = ""
    for _place in range(STEP):
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    *,
    name_zh: str,
    name_en: str = "",
    aliases: str = "",
    active: bool = True,
    by: Actor,
    now: datetime,
) -> None:
    """变更组织 A new name, or the body has ceased; its code, place and history stay."""
    require(by, "organisation.change", None)
    if not one_line(name_zh):
        raise NotValid(_("请写组织名称。"), "name_zh")
    if not active and organisation.children.filter(active=True).exists():
        raise NotAllowedNow(_("还有下级组织,不能撤销。请先处理下级组织。"))
    Organisation.objects.filter(pk=organisation.pk).update(
        name_zh=one_line(name_zh), name_en=one_line(name_en), aliases=one_line(aliases), active=active
    )
    forget_offices()
    record(
        house_dossier(now), "organisation.changed", by=by, now=now,
        code=organisation.code, name=one_line(name_zh), active=active,
    )  # fmt: skip


@transaction.atomic
def add_people(people: Sequence[tuple[str, Organisation]], *, by: Actor, now: datetime) -> list[Person]:
    """增加人员 Members of organisations: a name and a body each, nothing more."""
    require(by, "person.change", None)
    fresh = [Person(name=one_line(name)[:40], organisation=body, password="!") for name, body in people]
    if any(not person.name for person in fresh):
        raise NotValid(_("有一行没有姓名。"), "name")
    Person.objects.bulk_create(fresh, batch_size=2000)
    record(house_dossier(now), "person.added", by=by, now=now, number=len(fresh))
    return fresh


@transaction.atomic
def give_login(person: Person, login: str, password: str, *, by: Actor, now: datetime) -> None:
    """开通登录 A sign-in name and a first password for somebody who works in the house."""
    require(by, "person.change", None)
    login = one_line(login).lower()
    if not login:
        raise NotValid(_("请写登录名。"), "login")
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person.pk).update(login=login, password=make_password(password))
    except IntegrityError as error:
        raise NotValid(_("登录名“%(login)s”已经有人用了。") % {"login": login}, "login") from error
    person.refresh_from_db()
    record(house_dossier(now), "person.login_given", by=by, now=now, person=person.pk.hex)


@transaction.atomic
def give_post(person: Person, organisation: Organisation, role: str, *, by: Actor, now: datetime) -> Post:
    """任职 The person may from now on do what this role may do, in this body."""
    require(by, "person.change", None)
    if role not in Role.values:
        raise NotValid(_("没有这种岗位。"), "role")
    if Post.objects.held().filter(person=person, organisation=organisation, role=role).exists():
        raise NotAllowedNow(_("这个人已经担任这个岗位。"))
    post = Post.objects.create(person=person, organisation=organisation, role=role, since=now)
    record(
        house_dossier(now), "post.given", by=by, now=now,
        person=person.pk.hex, organisation_code=organisation.code, role=role,
    )  # fmt: skip
    return post


@transaction.atomic
def end_post(post: Post, *, by: Actor, now: datetime) -> None:
    """离任 The person no longer holds the post; that it was held stays on record."""
    require(by, "person.change", None)
    if post.until:
        raise NotAllowedNow(_("这个岗位已经离任。"))
    Post.objects.filter(pk=post.pk).update(until=now)
    record(house_dossier(now), "post.ended", by=by, now=now, post=post.pk.hex)
