"""人员和岗位 The people of the house, their sign-in and their posts. Each change is written down."""

import re
from collections.abc import Sequence
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.identity.actors import Actor
from lianxin.identity.models import FOR_MACHINES, Person, Post, PostQuerySet, Role
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import house_dossier, record
from lianxin.organisations.models import Organisation

NO_PASSWORD = UNUSABLE_PASSWORD_PREFIX
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


@transaction.atomic
def add_people(
    people: Sequence[tuple[str, Organisation]], *, by: Actor, now: datetime, technical: bool = False
) -> list[Person]:
    """增加人员 Members of organisations: a name and a body each, nothing more.

    `technical`: no people, but the names under which programs of these bodies act.
    """
    require(by, "person.change", None)
    fresh = [
        Person(name=one_line(name)[:40], organisation=body, password=NO_PASSWORD, technical=technical)
        for name, body in people
    ]
    if any(not person.name for person in fresh):
        raise NotValid(_("有一行没有姓名。"), "name")
    Person.objects.bulk_create(fresh, batch_size=2000)
    record(house_dossier(now=now), "person.added", by=by, now=now, number=len(fresh))
    return fresh


@transaction.atomic
def give_login(person: Person, login: str, password: str | None, *, by: Actor, now: datetime) -> None:
    """开通登录 A sign-in name and a first password for somebody who works in the house.

    The first password is known to whoever gave it, so it must be changed before anything else.
    Without a password nobody can sign in by typing one; the demo's one click needs none.
    """
    require(by, "person.change", None)
    login = one_line(login).lower()
    if not login:
        raise NotValid(_("请写登录名。"), "login")
    if not LOGIN.fullmatch(login):
        raise NotValid(_("登录名只用小写字母、数字和 . _ -,2 到 40 个字符。"), "login")
    if person.technical:
        raise NotAllowedNow(_("系统账号不登录：它凭接口密钥办理。"))
    if not Person.objects.filter(pk=person.pk, login=None, is_active=True).exists():
        raise NotAllowedNow(_("这个人已经有登录名，或者已经停用。"))
    first = {"password": make_password(password), "must_choose_password": password is not None}
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person.pk).update(login=login, **first)
    except IntegrityError as error:
        raise NotValid(_("登录名“%(login)s”已经有人用了。") % {"login": login}, "login") from error
    person.refresh_from_db()
    record(house_dossier(now=now), "person.login_given", by=by, now=now, person=person.pk.hex)


@transaction.atomic
def give_post(person: Person, organisation: Organisation, role: str, *, by: Actor, now: datetime) -> Post:
    """任职 The person may from now on do what this role may do, in this body."""
    require(by, "person.change", None)
    if role not in Role.values or role == Role.READER:  # only a secretary lets somebody read
        raise NotValid(_("没有这种岗位。"), "role")
    if person.technical and role not in FOR_MACHINES:
        raise NotValid(_("这个岗位要由人来担任，不能给系统账号。"), "role")
    if not (person.is_active and organisation.active):
        raise NotAllowedNow(_("人员已停用，或者组织已撤销，不能任职。"))
    if Post.objects.held().filter(person=person, organisation=organisation, role=role).exists():
        raise NotAllowedNow(_("这个人已经担任这个岗位。"))
    post = Post.objects.create(person=person, organisation=organisation, role=role, since=now)
    record(
        house_dossier(now=now), "post.given", by=by, now=now,
        person=person.pk.hex, organisation_code=organisation.code, role=role,
    )  # fmt: skip
    return post


@transaction.atomic
def end_post(post: Post, *, by: Actor, now: datetime) -> None:
    """离任 The person no longer holds the post; that it was held stays on record."""
    require(by, "person.change", None)
    if not end_posts_of(Post.objects.filter(pk=post.pk), now=now):
        raise NotAllowedNow(_("这个岗位已经离任。"))
    record(house_dossier(now=now), "post.ended", by=by, now=now, post=post.pk.hex)


def end_posts_of(posts: PostQuerySet, *, now: datetime) -> list[str]:
    """End those of these posts that are held; the house must keep somebody who can run it."""
    held = list(posts.held())
    held += _readers_of(held)
    ended = [post.pk for post in held]
    people = {"person__is_active": True, "person__technical": False}
    runs = Post.objects.held().filter(role=Role.OFFICE, **people).exclude(pk__in=ended)
    if any(post.role == Role.OFFICE for post in held) and not runs.exists():
        raise NotAllowedNow(_("这是最后一位系统管理员，离任后谁也管不了系统。请先让另一个人担任。"))
    Post.objects.filter(pk__in=ended, until=None).update(until=now)
    return [key.hex for key in ended]


def _readers_of(posts: Sequence[Post]) -> list[Post]:
    """Whoever reads in the name of somebody who is secretary no longer."""
    left = [post for post in posts if post.role == Role.SECRETARY]
    readers = Post.objects.held().filter(
        role=Role.READER,
        stands_for__in=[post.person_id for post in left],
        organisation__in=[post.organisation_id for post in left],
    )
    return list(readers) if left else []


@transaction.atomic
def change_person(person: Person, *, name: str, organisation: Organisation, by: Actor, now: datetime) -> None:
    """变更人员 A corrected name, or the person now belongs to another body; posts stay as they are."""
    require(by, "person.change", None)
    if not one_line(name):
        raise NotValid(_("请写姓名。"), "name")
    before = {"name": person.name, "organisation": person.organisation_id}
    fresh = {"name": one_line(name)[:40], "organisation": organisation}
    if not Person.objects.filter(pk=person.pk, **before).update(**fresh):
        raise SomeoneActedFirst(_("刚才有人先改了这个人的资料。请刷新页面，看看现在的情况再改。"))
    record(
        house_dossier(now=now), "person.changed", by=by, now=now,
        person=person.pk.hex, organisation_code=organisation.code,
    )  # fmt: skip


@transaction.atomic
def reset_password(person: Person, password: str, *, by: Actor, now: datetime) -> None:
    """重设密码 The old password no longer opens anything, and whoever is signed in with it is signed out.

    The new one is a first password again: it must be changed before anything else.
    """
    require(by, "person.change", None)
    with_login = Person.objects.filter(pk=person.pk, is_active=True).exclude(login=None)
    first = {"password": make_password(password), "must_choose_password": True}
    if not with_login.filter(password=person.password).update(**first):
        raise NotAllowedNow(_("这个人没有登录名、已经停用，或者密码刚刚改过。请刷新页面再看。"))
    record(house_dossier(now=now), "person.password_reset", by=by, now=now, person=person.pk.hex)


@transaction.atomic
def choose_password(password: str, *, by: Actor, now: datetime) -> None:
    """自设密码 A password that nobody else knows, instead of the old one.

    Whose password it is, is who acts: nobody can choose for somebody else. What a password must be
    like is asked before, by AUTH_PASSWORD_VALIDATORS.
    """
    if by.person is None:
        raise NotAllowed(_("只有本人登录后才能改自己的密码。"))
    before = Person.objects.filter(pk=by.person.pk, is_active=True, password=by.person.password)
    if not before.update(password=make_password(password), must_choose_password=False):
        raise NotAllowedNow(_("密码刚刚改过，这一次没有再改。请用新密码登录。"))
    by.person.refresh_from_db(fields=["password", "must_choose_password"])
    record(house_dossier(now=now), "person.password_chosen", by=by, now=now, person=by.person.pk.hex)


@transaction.atomic
def forget_second_factor(person: Person, *, by: Actor, now: datetime) -> None:
    """解除二次验证 For somebody who lost the telephone; they set it up again after signing in."""
    require(by, "person.change", None)
    if not Authenticator.objects.filter(user=person).delete()[0]:
        raise NotAllowedNow(_("这个人没有设二次验证。"))
    record(house_dossier(now=now), "person.second_factor_forgotten", by=by, now=now, person=person.pk.hex)


@transaction.atomic
def deactivate(person: Person, *, by: Actor, now: datetime) -> None:
    """停用 The person no longer works here: the sign-in is shut and every post ends; the record stays."""
    require(by, "person.change", None)
    if by.person is not None and by.person.pk == person.pk:
        raise NotAllowedNow(_("不能停用自己。请让另一位系统管理员来办。"))
    ended = end_posts_of(Post.objects.filter(person=person), now=now)
    if not Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        raise NotAllowedNow(_("这个人已经停用。"))
    record(
        house_dossier(now=now), "person.deactivated", by=by, now=now, person=person.pk.hex, posts_ended=ended
    )


@transaction.atomic
def reactivate(person: Person, *, by: Actor, now: datetime) -> None:
    """恢复 The person is back; posts are given anew."""
    require(by, "person.change", None)
    if not Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        raise NotAllowedNow(_("这个人没有停用。"))
    record(house_dossier(now=now), "person.reactivated", by=by, now=now, person=person.pk.hex)
